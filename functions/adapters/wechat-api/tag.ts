import type { TagApi, WeChatTag } from '../../ports/tag-api.ts';
import { type Fields, fieldsIn, listIn, numberIn, optional, textIn } from './answer.ts';
import type { WeChatClient } from './client.ts';
import { openIdPage } from './follower.ts';

/** @see 用户标签管理 in the documentation of official accounts */
export function createTagApi(client: WeChatClient): TagApi {
  const call = (account: string, path: string, json?: Record<string, unknown>, repeatable = true) =>
    client.call(account, { path: `/cgi-bin/${path}`, ...(json && { json }), repeatable });
  const members = (openIds: string[], id: number) => ({ openid_list: openIds, tagid: id });
  return {
    list: async (account) => listIn(await call(account, 'tags/get'), 'tags').map(tagFrom),
    // Names are unique: a repeat would be refused with 45157 although the first try made the tag.
    create: async (account, name) =>
      tagFrom(fieldsIn(await call(account, 'tags/create', { tag: { name } }, false), 'tag')),
    rename: async (account, id, name) => {
      await call(account, 'tags/update', { tag: { id, name } });
    },
    remove: async (account, id) => {
      await call(account, 'tags/delete', { tag: { id } });
    },
    tag: async (account, id, openIds) => {
      await call(account, 'tags/members/batchtagging', members(openIds, id));
    },
    untag: async (account, id, openIds) => {
      await call(account, 'tags/members/batchuntagging', members(openIds, id));
    },
    tagsOf: async (account, openId) => {
      const ids = (await call(account, 'tags/getidlist', { openid: openId })).tagid_list;
      return Array.isArray(ids) ? ids.map(Number) : [];
    },
    members: async (account, id, after) =>
      openIdPage(await call(account, 'user/tag/get', { tagid: id, ...optional('next_openid', after) })),
  };
}

function tagFrom(item: Fields): WeChatTag {
  return { id: numberIn(item, 'id') ?? 0, name: textIn(item, 'name') ?? '', count: numberIn(item, 'count') ?? 0 };
}
