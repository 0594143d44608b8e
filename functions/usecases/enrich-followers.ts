import type { Contact } from '../domain/contact.ts';
import { WeChatApiError } from '../errors.ts';
import type { AccountDirectory } from '../ports/account-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { Follower, FollowerApi } from '../ports/follower-api.ts';
import type { Logger } from '../ports/logger.ts';
import type { TagApi, WeChatTag } from '../ports/tag-api.ts';
import { remarkAtWeChat } from './remark-contact.ts';
import { tagAtWeChat } from './tag-contacts.ts';

export interface EnrichFollowersDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  contacts: Pick<ContactStore, 'wantedFollowers' | 'dropWanted' | 'enrich' | 'read' | 'edit'>;
  followers: Pick<FollowerApi, 'one' | 'many' | 'remark'>;
  tags: TagApi;
  credentials: CredentialsStore;
  clock: Clock;
  logger: Logger;
}

/** WeChat tells of so many at once. */
const AT_ONCE = 100;

/** The job of every minute: ask WeChat about new followers, and take over what it says. */
export async function enrichFollowers(deps: EnrichFollowersDeps): Promise<void> {
  for (const listed of await deps.accounts.list()) {
    if ('fault' in listed) continue;
    const { account } = listed;
    const wanted = await deps.contacts.wantedFollowers(account, AT_ONCE);
    if (wanted.length === 0) continue;
    try {
      if (listed.credentials.kind !== 'mini-program') await enrich(deps, account, wanted);
      await deps.contacts.dropWanted(account, wanted);
    } catch (error) {
      // An account without this right is not asked about again; anything else may pass.
      const forGood = error instanceof WeChatApiError && error.meaning?.class === 'administrator';
      if (forGood) await deps.contacts.dropWanted(account, wanted);
      deps.logger.warn('contacts.enrich-failed', {
        account,
        reason: error instanceof Error ? error.message : 'unknown',
      });
    }
  }
}

async function enrich(deps: EnrichFollowersDeps, account: string, openIds: string[]): Promise<void> {
  const followers = await askAbout(deps, account, openIds);
  const tags = followers.some(({ tagIds }) => tagIds.length > 0) ? await deps.tags.list(account) : [];
  for (const follower of followers) await keep(deps, account, follower, tags);
}

/** One OpenID that WeChat does not know fails the whole list: then they are asked about one by one. */
async function askAbout({ followers }: EnrichFollowersDeps, account: string, openIds: string[]): Promise<Follower[]> {
  try {
    return await followers.many(account, openIds);
  } catch (error) {
    if (!(error instanceof WeChatApiError) || error.meaning?.class !== 'caller') throw error;
    const answers = await Promise.allSettled(openIds.map((openId) => followers.one(account, openId)));
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  }
}

async function keep(
  deps: EnrichFollowersDeps,
  account: string,
  { openId, subscribed, subscribedAt, unionId, subscribeScene, tagIds, remark }: Follower,
  tags: readonly WeChatTag[],
): Promise<void> {
  const { contacts, clock } = deps;
  await contacts.enrich(account, openId, {
    subscribed,
    askedAt: Math.floor(clock() / 1000),
    ...(subscribedAt !== undefined && { subscribedAt }),
    ...(unionId !== undefined && { unionId }),
    ...(subscribeScene !== undefined && { subscribeScene }),
  });
  const atWeChat = tags.filter(({ id }) => tagIds.includes(id)).map(({ name }) => name);
  const known = await contacts.read(account, openId);
  if (known === undefined || !subscribed) return;
  const missing = atWeChat.filter((name) => !known.tags.includes(name));
  const isRemarked = known.remark === undefined && remark !== undefined && remark !== '';
  if (missing.length > 0 || isRemarked) {
    await contacts.edit(account, openId, {
      ...(missing.length > 0 && { tags: [...known.tags, ...missing] }),
      ...(isRemarked && { remark }),
    });
  }
  await tellWeChat(deps, account, known, { remark, atWeChat });
}

/** What the team said of somebody before they followed: imported, or from an earlier time. */
async function tellWeChat(
  deps: EnrichFollowersDeps,
  account: string,
  { openId, tags, remark: ours }: Contact,
  { remark, atWeChat }: { remark: string | undefined; atWeChat: string[] },
): Promise<void> {
  try {
    const lacking = tags.filter((tag) => !atWeChat.includes(tag));
    for (const tag of lacking) await tagAtWeChat(deps, account, [openId], tag, true);
    if (ours !== undefined && ours !== remark) await remarkAtWeChat(deps, account, openId, ours);
  } catch (error) {
    // Too many tags, or none of that name may be made: ours stay as they are.
    if (!(error instanceof WeChatApiError)) throw error;
    deps.logger.info('contacts.not-in-step', { account, errcode: error.errcode });
  }
}
