/** Tags of followers. @see 用户标签管理; official accounts only */
import { z } from 'zod';
import type { AccountState, Tag } from '../types.ts';
import { userOf } from './custom-send.ts';
import { followersOf, pageOf } from './people.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const MOST_TAGS = 100;
const MOST_TAGS_OF_USER = 20;
const MOST_OPENIDS = 50;
const NAME_BYTES = 30;
/** 0, 1 and 2 are the system's. */
const FIRST_ID = 100;

const official = { methods: ['POST' as const], right: 'users' as const, only: 'official' as const };

export const TAGS: Route[] = [
  { path: '/cgi-bin/tags/create', ...official, perDay: 1000, run: create },
  { path: '/cgi-bin/tags/get', ...official, methods: ['GET', 'POST'], body: 'none', run: getAll },
  { path: '/cgi-bin/tags/update', ...official, run: update },
  { path: '/cgi-bin/tags/delete', ...official, run: remove },
  { path: '/cgi-bin/tags/members/batchtagging', ...official, run: tag },
  { path: '/cgi-bin/tags/members/batchuntagging', ...official, run: untag },
  { path: '/cgi-bin/tags/getidlist', ...official, run: idsOfUser },
  { path: '/cgi-bin/user/tag/get', ...official, run: usersOfTag },
];

const tagId = z.coerce.number().int();
const NEW_TAG = z.object({ tag: z.object({ name: z.string().min(1) }) });
const CHANGED_TAG = z.object({ tag: z.object({ id: tagId, name: z.string().min(1) }) });
const NAMED_TAG = z.object({ tag: z.object({ id: tagId }) });
const MEMBERS = z.object({ openid_list: z.array(z.string()).min(1), tagid: tagId });

function create(call: Call) {
  const { account } = call;
  const { name } = fieldsOf(call, NEW_TAG).tag;
  checkName(account, name);
  if (account.tags.filter(({ id }) => id >= FIRST_ID).length >= MOST_TAGS) throw new Refusal(45056);
  const tag: Tag = { id: Math.max(FIRST_ID - 1, ...account.tags.map(({ id }) => id)) + 1, name };
  account.tags.push(tag);
  return { tag };
}

function checkName({ tags }: AccountState, name: string, own?: number): void {
  if (Buffer.byteLength(name) > NAME_BYTES) throw new Refusal(45158);
  if (tags.some((known) => known.name === name && known.id !== own)) throw new Refusal(45157);
}

function getAll({ account }: Call) {
  return {
    tags: account.tags.map(({ id, name }) => ({ id, name, count: membersOf(account, id).length })),
  };
}

const membersOf = (account: AccountState, id: number): string[] =>
  followersOf(account)
    .filter(({ tagIds }) => tagIds.includes(id))
    .map(({ openId }) => openId);

function ownTag({ tags }: AccountState, id: number): Tag {
  if (id < FIRST_ID) throw new Refusal(45058);
  const found = tags.find((known) => known.id === id);
  if (!found) throw new Refusal(45159);
  return found;
}

function update(call: Call): undefined {
  const { id, name } = fieldsOf(call, CHANGED_TAG).tag;
  const found = ownTag(call.account, id);
  checkName(call.account, name, id);
  found.name = name;
}

function remove(call: Call): undefined {
  const { account } = call;
  const found = ownTag(account, fieldsOf(call, NAMED_TAG).tag.id);
  account.tags = account.tags.filter((known) => known !== found);
  for (const user of Object.values(account.users)) user.tagIds = user.tagIds.filter((id) => id !== found.id);
}

/** The users of a batch; all of them are checked before any is changed. */
function members(call: Call) {
  const { openid_list, tagid } = fieldsOf(call, MEMBERS);
  if (openid_list.length > MOST_OPENIDS) throw new Refusal(40032);
  if (!call.account.tags.some(({ id }) => id === tagid)) throw new Refusal(45159);
  return { id: tagid, users: openid_list.map((openId) => userOf(call.account, openId)) };
}

function tag(call: Call): undefined {
  const { id, users } = members(call);
  const fresh = users.filter(({ tagIds }) => !tagIds.includes(id));
  if (fresh.some(({ tagIds }) => tagIds.length >= MOST_TAGS_OF_USER)) throw new Refusal(45059);
  for (const user of fresh) user.tagIds.push(id);
}

function untag(call: Call): undefined {
  const { id, users } = members(call);
  for (const user of users) user.tagIds = user.tagIds.filter((known) => known !== id);
}

function idsOfUser(call: Call) {
  return {
    tagid_list: userOf(call.account, fieldsOf(call, z.object({ openid: z.string() })).openid).tagIds,
  };
}

function usersOfTag(call: Call) {
  const { tagid, next_openid } = fieldsOf(call, z.object({ tagid: tagId, next_openid: z.string().default('') }));
  return pageOf(membersOf(call.account, tagid), next_openid);
}
