import type { Follower, FollowerApi } from '../../ports/follower-api.ts';
import { type Fields, fieldsIn, listIn, numberIn, optional, textIn } from './answer.ts';
import type { WeChatClient } from './client.ts';

/** @see 用户管理 in the documentation of official accounts */
export function createFollowerApi(client: WeChatClient): FollowerApi {
  const call = (account: string, path: string, query: Record<string, string>, json?: Record<string, unknown>) =>
    client.call(account, { path: `/cgi-bin/user/${path}`, query, ...(json && { json }), repeatable: true });
  return {
    one: async (account, openId) => followerFrom(await call(account, 'info', { openid: openId, lang: 'zh_CN' })),
    many: async (account, openIds) => {
      const json = { user_list: openIds.map((openid) => ({ openid, lang: 'zh_CN' })) };
      return listIn(await call(account, 'info/batchget', {}, json), 'user_info_list').map(followerFrom);
    },
    list: async (account, after) => {
      const fields = await call(account, 'get', optional('next_openid', after));
      return { total: numberIn(fields, 'total') ?? 0, ...openIdPage(fields) };
    },
    remark: async (account, openId, remark) => {
      await call(account, 'info/updateremark', {}, { openid: openId, remark });
    },
  };
}

/** A page of OpenIDs: the last page names a next one too, but is empty. */
export function openIdPage(fields: Fields): { openIds: string[]; next?: string } {
  const listed = fieldsIn(fields, 'data').openid;
  const openIds = Array.isArray(listed) ? listed.filter((id): id is string => typeof id === 'string') : [];
  return { openIds, ...optional('next', openIds.length === 0 ? undefined : textIn(fields, 'next_openid')) };
}

function followerFrom(item: Fields): Follower {
  const tags = item.tagid_list;
  return {
    openId: textIn(item, 'openid') ?? '',
    subscribed: numberIn(item, 'subscribe') === 1,
    ...optional('subscribedAt', numberIn(item, 'subscribe_time')),
    ...optional('unionId', textIn(item, 'unionid')),
    ...optional('remark', textIn(item, 'remark')),
    tagIds: Array.isArray(tags) ? tags.map(Number) : [],
    ...optional('subscribeScene', textIn(item, 'subscribe_scene')),
    ...optional(
      'qrScene',
      textIn(item, 'qr_scene_str') ?? (numberIn(item, 'qr_scene') ? textIn(item, 'qr_scene') : undefined),
    ),
  };
}
