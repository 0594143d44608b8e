import { WeChatApiError } from '../errors.ts';
import type { AccountDirectory } from '../ports/account-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { Follower, FollowerApi } from '../ports/follower-api.ts';
import type { Logger } from '../ports/logger.ts';
import type { TagApi, WeChatTag } from '../ports/tag-api.ts';

export interface EnrichFollowersDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  contacts: Pick<ContactStore, 'wantedFollowers' | 'dropWanted' | 'enrich' | 'read' | 'edit'>;
  followers: Pick<FollowerApi, 'one' | 'many'>;
  tags: Pick<TagApi, 'list'>;
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
  { contacts, clock }: EnrichFollowersDeps,
  account: string,
  { openId, subscribed, subscribedAt, unionId, subscribeScene, tagIds }: Follower,
  tags: readonly WeChatTag[],
): Promise<void> {
  await contacts.enrich(account, openId, {
    subscribed,
    askedAt: Math.floor(clock() / 1000),
    ...(subscribedAt !== undefined && { subscribedAt }),
    ...(unionId !== undefined && { unionId }),
    ...(subscribeScene !== undefined && { subscribeScene }),
  });
  const atWeChat = tags.filter(({ id }) => tagIds.includes(id)).map(({ name }) => name);
  const known = (await contacts.read(account, openId))?.tags;
  const missing = atWeChat.filter((name) => !known?.includes(name));
  if (known && missing.length > 0) await contacts.edit(account, openId, { tags: [...known, ...missing] });
}
