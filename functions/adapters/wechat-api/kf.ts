import type { KfAccount, KfInvitation, KfSession, OnlineKfAccount } from '../../domain/kf-account.ts';
import { WeChatApiError } from '../../errors.ts';
import type { KfApi, KfName } from '../../ports/kf-api.ts';
import { type Fields, listIn, numberIn, optional, textIn } from './answer.ts';
import type { ApiCall, WeChatClient } from './client.ts';

const GET_REQUIRED = 43001;
const AVATAR_TIMEOUT_SECONDS = 30;

/** WeChat's customer-service calls. @see 客服管理 and 会话控制 in the documentation of official accounts */
export function createKfApi(client: WeChatClient): KfApi {
  const post = (account: string, path: string, json: Record<string, unknown>) =>
    client.call(account, { path: `/customservice/${path}`, json, repeatable: true });
  const get = (account: string, path: string, query: Record<string, string> = {}) =>
    client.call(account, { path, query, repeatable: true });
  return {
    list: async (account) =>
      listIn(await get(account, '/cgi-bin/customservice/getkflist'), 'kf_list').map(kfAccountFrom),
    online: async (account) =>
      listIn(await get(account, '/cgi-bin/customservice/getonlinekflist'), 'kf_online_list').map(onlineFrom),
    add: async (account, kfAccount, nickname) => {
      await post(account, 'kfaccount/add', { kf_account: kfAccount, nickname });
    },
    addByWechatId: async (account, wechatId) => {
      await post(account, 'kfaccount/add', { kf_wx: wechatId });
    },
    update: async (account, kfAccount, nickname) => {
      await post(account, 'kfaccount/update', { kf_account: kfAccount, nickname });
    },
    remove: (account, name) => remove(client, account, name),
    invite: async (account, kfAccount, wechatId) => {
      await post(account, 'kfaccount/inviteworker', { kf_account: kfAccount, invite_wx: wechatId });
    },
    avatar: async (account, kfAccount, image) => {
      await client.call(account, avatarCall(kfAccount, image));
    },
    createSession: async (account, kfAccount, openId) => {
      await post(account, 'kfsession/create', { kf_account: kfAccount, openid: openId });
    },
    closeSession: async (account, kfAccount, openId) => {
      await post(account, 'kfsession/close', { kf_account: kfAccount, openid: openId });
    },
    session: async (account, openId) =>
      sessionFrom(await get(account, '/customservice/kfsession/getsession', { openid: openId }), openId),
    sessions: async (account, kfAccount) => {
      const query = { kf_account: kfAccount };
      const fields = await get(account, '/customservice/kfsession/getsessionlist', query);
      return listIn(fields, 'sessionlist').map((item) => ({
        openId: textIn(item, 'openid') ?? '',
        kfAccount,
        createdAt: numberIn(item, 'createtime') ?? 0,
      }));
    },
    waiting: async (account) => waitingFrom(await get(account, '/customservice/kfsession/getwaitcase')),
  };
}

/** The documentation changed from GET with a query to POST with a body; both are given, and GET is tried if asked for. */
async function remove(client: WeChatClient, account: string, name: KfName): Promise<void> {
  const query = 'kfAccount' in name ? { kf_account: name.kfAccount } : { kf_openid: name.kfOpenId };
  const call = { path: '/customservice/kfaccount/del', query, repeatable: true };
  try {
    await client.call(account, { ...call, json: query });
  } catch (error) {
    if (!(error instanceof WeChatApiError && error.errcode === GET_REQUIRED)) throw error;
    await client.call(account, call);
  }
}

function avatarCall(kfAccount: string, image: Uint8Array): ApiCall {
  const form = new FormData();
  form.set('media', new Blob([Uint8Array.from(image)], { type: 'image/jpeg' }), 'avatar.jpg');
  const path = '/customservice/kfaccount/uploadheadimg';
  return { path, query: { kf_account: kfAccount }, form, repeatable: true, timeoutSeconds: AVATAR_TIMEOUT_SECONDS };
}

function kfAccountFrom(item: Fields): KfAccount {
  return {
    kfAccount: textIn(item, 'kf_account') ?? '',
    nickname: textIn(item, 'kf_nick') ?? '',
    kfId: textIn(item, 'kf_id') ?? '',
    ...optional('headImageUrl', textIn(item, 'kf_headimgurl')),
    ...optional('wechatId', textIn(item, 'kf_wx')),
    ...optional('invitation', invitationFrom(item)),
    ...optional('kfOpenId', textIn(item, 'kf_openid')),
  };
}

function invitationFrom(item: Fields): KfInvitation | undefined {
  const wechatId = textIn(item, 'invite_wx');
  const status = textIn(item, 'invite_status');
  if (!wechatId || (status !== 'waiting' && status !== 'rejected' && status !== 'expired')) return undefined;
  return { wechatId, status, ...optional('expiresAt', numberIn(item, 'invite_expire_time')) };
}

function onlineFrom(item: Fields): OnlineKfAccount {
  return {
    kfAccount: textIn(item, 'kf_account') ?? '',
    kfId: textIn(item, 'kf_id') ?? '',
    status: numberIn(item, 'status') ?? 0,
    ...optional('sessions', numberIn(item, 'accepted_case')),
    ...optional('kfOpenId', textIn(item, 'kf_openid')),
  };
}

function sessionFrom(fields: Fields, openId: string): KfSession | undefined {
  const kfAccount = textIn(fields, 'kf_account');
  return kfAccount ? { openId, kfAccount, createdAt: numberIn(fields, 'createtime') ?? 0 } : undefined;
}

function waitingFrom(fields: Fields) {
  const users = listIn(fields, 'waitcaselist').map((item) => ({
    openId: textIn(item, 'openid') ?? '',
    // Older answers have `createtime` instead.
    latestAt: numberIn(item, 'latest_time') ?? numberIn(item, 'createtime') ?? 0,
  }));
  return { count: numberIn(fields, 'count') ?? users.length, users };
}
