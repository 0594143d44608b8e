import { QUOTAS } from '../domain/rules/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { PublishedRules } from '../ports/published-rules.ts';
import type { UnansweredUsers } from '../ports/unanswered-users.ts';
import { type ForAccountsDeps, forAccounts } from './for-accounts.ts';

export interface NoteMissedDeps extends ForAccountsDeps {
  published: Pick<PublishedRules, 'current'>;
  unanswered: Pick<UnansweredUsers, 'askedBefore' | 'miss'>;
  clock: Clock;
}

/** More than close their windows in the minutes between two runs. */
const AT_ONCE = 500;

/**
 * A window is missed when a user asked for a human, none served them, and the time for an answer (48 hours after their last
 * message) is over. It is noted in the conversation, whose stream counts it, and they are owed nothing any more.
 */
export const noteMissed = (deps: NoteMissedDeps): Promise<void> =>
  forAccounts(deps, 'missed', async (account) => {
    const { quotas = {} } = (await deps.published.current(account))?.settings ?? {};
    const { seconds } = quotas.message ?? QUOTAS.message;
    const now = Math.floor(deps.clock() / 1000);
    for (const user of await deps.unanswered.askedBefore(account, now - seconds, AT_ONCE)) {
      const closedAt = user.wroteAt + seconds;
      if (closedAt <= now) await deps.unanswered.miss(account, user, closedAt);
    }
  });
