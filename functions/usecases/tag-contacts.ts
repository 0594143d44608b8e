import { WeChatApiError } from '../errors.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { TagApi, WeChatTag } from '../ports/tag-api.ts';
import { accountKindOf } from './account-kind.ts';
import { forEachOf } from './for-each-of.ts';

export interface TagContactsDeps {
  contacts: ContactStore;
  tags: TagApi;
  credentials: Parameters<typeof accountKindOf>[0]['credentials'];
}

/** What tagging came to. */
export interface Tagged {
  /** OpenIDs whose contact has the tag now, or has it no longer. */
  changed: string[];
  /** OpenIDs that are no contacts. */
  unknown: string[];
  /** Whether WeChat's own tags follow; `not-allowed`: this account may not have any. */
  wechat: 'in-step' | 'none' | 'not-allowed';
}

const PER_CALL = 50;
const AT_ONCE = 8;
/** The account may not use tags. */
const NO_RIGHT = 48001;

/** Give people a tag, or take it from them: at WeChat first, so that what it refuses is not said here. */
export async function tagContacts(
  deps: TagContactsDeps,
  account: string,
  openIds: readonly string[],
  tag: string,
  on: boolean,
): Promise<Tagged> {
  const known = new Set<string>();
  for (let at = 0; at < openIds.length; at += 100) {
    const read = await deps.contacts.readMany(account, openIds.slice(at, at + 100));
    for (const { openId } of read) known.add(openId);
  }
  const changed = [...known];
  const wechat = await tagAtWeChat(deps, account, changed, tag, on);
  await forEachOf(changed, AT_ONCE, async (openId) => {
    const contact = await deps.contacts.read(account, openId);
    const others = contact?.tags.filter((other) => other !== tag) ?? [];
    await deps.contacts.edit(account, openId, { tags: on ? [...others, tag] : others });
  });
  return { changed, unknown: openIds.filter((openId) => !known.has(openId)), wechat };
}

/** The same at WeChat alone, for the followers of an official account. @throws WeChatApiError when it refuses */
export async function tagAtWeChat(
  deps: Pick<TagContactsDeps, 'tags' | 'credentials'>,
  account: string,
  openIds: readonly string[],
  tag: string,
  on: boolean,
): Promise<Tagged['wechat']> {
  if ((await accountKindOf(deps, account)) === 'mini-program') return 'none';
  try {
    const found = await tagNamed(deps.tags, account, tag, on && openIds.length > 0);
    if (found === undefined) return 'in-step';
    for (let at = 0; at < openIds.length; at += PER_CALL) {
      const some = openIds.slice(at, at + PER_CALL);
      if (on) await deps.tags.tag(account, found.id, some);
      else await deps.tags.untag(account, found.id, some);
    }
    return 'in-step';
  } catch (error) {
    if (error instanceof WeChatApiError && error.errcode === NO_RIGHT) return 'not-allowed';
    throw error;
  }
}

async function tagNamed(tags: TagApi, account: string, name: string, make: boolean): Promise<WeChatTag | undefined> {
  const found = (await tags.list(account)).find((tag) => tag.name === name);
  return found ?? (make ? tags.create(account, name) : undefined);
}
