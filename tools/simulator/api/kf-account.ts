/** Kf accounts. @see 客服管理 (kfaccount/*, getkflist, getonlinekflist) of official accounts and mini programs */
import { z } from 'zod';
import { isMiniProgram } from '../accounts.ts';
import { agentChanged, isBound, loadOf } from '../agents.ts';
import { createKfAccount } from '../kf-accounts.ts';
import type { AccountState, KfAccount } from '../types.ts';
import { agentByAccount, agentOfCall, needsKf } from './kf-lookup.ts';
import { uploadedFile } from './multipart.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const MOST_KF_ACCOUNTS = 100;
const NICKNAME_CHARACTERS = 16;
/** How long an invitation is open; no figure is published. */
const INVITATION_SECONDS = 24 * 3600;
const AVATAR_BYTES = 5 * 1024 * 1024;

const ADD = z.object({ kf_account: z.string(), nickname: z.string() });
const ADD_TO_MINI_PROGRAM = z.object({ kf_wx: z.string().min(1) });
const INVITE = z.object({ kf_account: z.string(), invite_wx: z.string() });

const kf = { right: 'kf' as const };

export const KF_ACCOUNT: Route[] = [
  { path: '/customservice/kfaccount/add', methods: ['POST'], ...kf, run: add },
  { path: '/customservice/kfaccount/update', methods: ['POST'], ...kf, only: 'official', run: update },
  { path: '/customservice/kfaccount/del', methods: ['GET', 'POST'], ...kf, body: 'none', run: remove },
  { path: '/customservice/kfaccount/inviteworker', methods: ['POST'], ...kf, run: invite },
  {
    path: '/customservice/kfaccount/uploadheadimg',
    methods: ['POST'],
    ...kf,
    only: 'official',
    body: 'multipart',
    run: avatar,
  },
  {
    path: '/customservice/kfaccount/setadmin',
    methods: ['GET'],
    ...kf,
    only: 'mini-program',
    run: administrator(true),
  },
  {
    path: '/customservice/kfaccount/canceladmin',
    methods: ['GET'],
    ...kf,
    only: 'mini-program',
    run: administrator(false),
  },
  { path: '/cgi-bin/customservice/getkflist', methods: ['GET'], ...kf, run: list },
  { path: '/cgi-bin/customservice/getonlinekflist', methods: ['GET'], ...kf, run: online },
];

function add(call: Call): undefined {
  const { world, account } = call;
  needsKf(account);
  if (account.kfAccounts.length >= MOST_KF_ACCOUNTS) throw new Refusal(65405);
  if (isMiniProgram(account.settings.kind)) {
    const { kf_wx: wechatId } = fieldsOf(call, ADD_TO_MINI_PROGRAM);
    checkWechatId(wechatId);
    if (account.kfAccounts.some((known) => known.wechatId === wechatId)) throw new Refusal(65407);
    agentChanged(world, account, createKfAccount(account, { kfAccount: '', nickname: wechatId, wechatId }));
    return;
  }
  const { kf_account: kfAccount, nickname } = fieldsOf(call, ADD);
  checkName(account, kfAccount);
  checkNickname(nickname);
  if (account.kfAccounts.some((known) => known.kfAccount === kfAccount)) throw new Refusal(65406);
  agentChanged(world, account, createKfAccount(account, { kfAccount, nickname }));
}

function checkName({ settings }: AccountState, kfAccount: string): void {
  const [, suffix] = /^[A-Za-z0-9_]{1,10}@(.+)$/.exec(kfAccount) ?? [];
  if (suffix === undefined || suffix !== settings.wechatId) throw new Refusal(65404);
}

function checkNickname(nickname: string): void {
  const characters = [...nickname].length;
  if (characters === 0 || characters > NICKNAME_CHARACTERS) throw new Refusal(65403);
}

/** A WeChat ID begins with a letter and has 6 to 20 letters, digits, underscores and hyphens. */
function checkWechatId(wechatId: string): void {
  if (!/^[A-Za-z][A-Za-z0-9_-]{5,19}$/.test(wechatId)) throw new Refusal(65409);
}

function update(call: Call): undefined {
  needsKf(call.account);
  const { kf_account, nickname } = fieldsOf(call, ADD);
  checkNickname(nickname);
  const agent = agentByAccount(call.account, kf_account);
  agent.nickname = nickname;
  agentChanged(call.world, call.account, agent);
}

function remove(call: Call): undefined {
  const { account, world } = call;
  needsKf(account);
  const agent = agentOfCall(call);
  account.kfAccounts = account.kfAccounts.filter((known) => known !== agent);
  account.sessions = account.sessions.filter(({ kfAccountId }) => kfAccountId !== agent.id);
  agentChanged(world, account, { ...agent, presence: 'offline' });
}

function invite(call: Call): undefined {
  const { world, account } = call;
  needsKf(account);
  const { kf_account, invite_wx: wechatId } = fieldsOf(call, INVITE);
  const agent = agentByAccount(account, kf_account);
  checkWechatId(wechatId);
  checkInvitation(account, agent, wechatId, world.clock.now());
  agent.invitation = { wechatId, expiresAt: world.clock.now() + INVITATION_SECONDS, status: 'waiting' };
  agentChanged(world, account, agent);
}

function checkInvitation(account: AccountState, agent: KfAccount, wechatId: string, now: number): void {
  if (isBound(agent)) throw new Refusal(65412);
  if (account.kfAccounts.some((known) => known.wechatId === wechatId)) throw new Refusal(65407);
  if (account.settings.overboundWechatIds.includes(wechatId)) throw new Refusal(65410);
  const pending = account.kfAccounts.filter((known) => invitationOf(known, now) === 'waiting');
  if (pending.some(({ invitation }) => invitation?.wechatId === wechatId)) throw new Refusal(65408);
  if (pending.includes(agent)) throw new Refusal(65411);
}

function invitationOf({ invitation }: KfAccount, now: number): 'waiting' | 'rejected' | 'expired' | undefined {
  if (!invitation) return undefined;
  return invitation.status === 'waiting' && now >= invitation.expiresAt ? 'expired' : invitation.status;
}

async function avatar(call: Call): Promise<undefined> {
  const { world, account, query } = call;
  needsKf(account);
  const agent = agentByAccount(account, query.get('kf_account') ?? '');
  const { bytes } = await uploadedFile(call);
  if (bytes.length > AVATAR_BYTES) throw new Refusal(40009);
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Refusal(40005);
  agent.headImage = true;
  agentChanged(world, account, agent);
}

function administrator(is: boolean) {
  return (call: Call): undefined => {
    needsKf(call.account);
    const agent = agentOfCall(call);
    agent.administrator = is;
    agentChanged(call.world, call.account, agent);
  };
}

/** kf_id comes as a string here and as a number in the online list: so do the documentation's own examples. */
function list({ world, account }: Call) {
  needsKf(account);
  return {
    kf_list: account.kfAccounts.map((agent) => ({
      kf_account: agent.kfAccount,
      kf_nick: agent.nickname,
      kf_id: String(agent.id),
      kf_headimgurl: agent.headImage ? `http://mmbiz.qpic.cn/mmbiz/${agent.id}/300?wx_fmt=jpeg` : '',
      ...(agent.wechatId ? { kf_wx: agent.wechatId } : {}),
      ...(agent.kfOpenId ? { kf_openid: agent.kfOpenId } : {}),
      ...inviteFields(agent, world.clock.now()),
    })),
  };
}

function inviteFields(agent: KfAccount, now: number) {
  const status = invitationOf(agent, now);
  if (!agent.invitation || !status) return {};
  const { wechatId, expiresAt } = agent.invitation;
  return { invite_wx: wechatId, invite_expire_time: expiresAt, invite_status: status };
}

function online({ account }: Call) {
  needsKf(account);
  return {
    kf_online_list: account.kfAccounts
      .filter(({ presence }) => presence !== 'offline')
      .map((agent) => ({
        kf_account: agent.kfAccount,
        status: 1,
        kf_id: agent.id,
        ...(agent.kfOpenId ? { kf_openid: agent.kfOpenId } : { accepted_case: loadOf(account, agent) }),
      })),
  };
}
