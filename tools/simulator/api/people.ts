/** Followers. @see 用户管理 (user/info, user/get, updateremark); official accounts only */
import { z } from 'zod';
import type { AccountState, User } from '../types.ts';
import { userOf } from './custom-send.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const MOST_AT_ONCE = 100;
const PAGE = 10_000;
const REMARK_CHARACTERS = 30;

const official = { right: 'users' as const, only: 'official' as const };

export const PEOPLE: Route[] = [
  { path: '/cgi-bin/user/info', methods: ['GET'], ...official, perDay: 5_000_000, run: info },
  { path: '/cgi-bin/user/info/batchget', methods: ['POST'], ...official, run: batchInfo },
  { path: '/cgi-bin/user/get', methods: ['GET'], ...official, perDay: 500, run: followers },
  { path: '/cgi-bin/user/info/updateremark', methods: ['POST'], ...official, perDay: 10_000, run: updateRemark },
];

function info({ account, query }: Call) {
  return infoOf(userOf(account, query.get('openid') ?? ''));
}

/** No nickname and no avatar since 2021-12-27. */
function infoOf(user: User): Record<string, unknown> {
  if (!user.following) return { subscribe: 0, openid: user.openId };
  return {
    subscribe: 1,
    openid: user.openId,
    language: '',
    subscribe_time: user.followedAt,
    ...(user.unionId ? { unionid: user.unionId } : {}),
    remark: user.remark,
    groupid: user.tagIds[0] ?? 0,
    tagid_list: user.tagIds,
    subscribe_scene: user.followScene,
    qr_scene: /^\d+$/.test(user.scanScene) ? Number(user.scanScene) : 0,
    qr_scene_str: /^\d+$/.test(user.scanScene) ? '' : user.scanScene,
  };
}

const BATCH = z.object({ user_list: z.array(z.object({ openid: z.string() })).min(1) });

function batchInfo(call: Call) {
  const { user_list } = fieldsOf(call, BATCH);
  if (user_list.length > MOST_AT_ONCE) throw new Refusal(40032);
  return { user_info_list: user_list.map(({ openid }) => infoOf(userOf(call.account, openid))) };
}

/** One page of OpenIDs after `next_openid`, as user/get and user/tag/get print it. */
export function pageOf(openIds: string[], next: string) {
  const begin = next === '' ? 0 : openIds.indexOf(next) + 1;
  const page = openIds.slice(begin, begin + PAGE);
  return {
    count: page.length,
    ...(page.length > 0 ? { data: { openid: page } } : {}),
    next_openid: page.at(-1) ?? '',
  };
}

export const followersOf = (account: AccountState): User[] =>
  Object.values(account.users).filter(({ following }) => following);

function followers({ account, query }: Call) {
  const openIds = followersOf(account).map(({ openId }) => openId);
  return { total: openIds.length, ...pageOf(openIds, query.get('next_openid') ?? '') };
}

const REMARK = z.object({ openid: z.string(), remark: z.string() });

function updateRemark(call: Call): undefined {
  const { openid, remark } = fieldsOf(call, REMARK);
  if ([...remark].length >= REMARK_CHARACTERS) throw new Refusal(40097, 'remark');
  userOf(call.account, openid).remark = remark;
}
