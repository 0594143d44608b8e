import * as z from 'zod';
import { expiring } from '../../domain/expiring.ts';
import type { Settings } from '../../domain/rules/settings.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UnansweredUsers } from '../../ports/unanswered-users.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';

/** What the action needs. */
export interface ExpiringDeps {
  accounts: Pick<AccountDirectory, 'read'>;
  unanswered: UnansweredUsers;
  settingsOf(account: string): Promise<Settings>;
  clock: Clock;
}

const USERS_MAX = 1_000;

/** Whom to answer before it is too late. */
export const EXPIRING_ACTION: Action<ExpiringDeps> = action({
  name: 'expiring',
  about: 'Users who asked for a human, whom nobody served, and whose 48 hours end before the next opening.',
  input: { limit: z.int().min(1).max(USERS_MAX).default(100).describe('At most so many, the most urgent first') },
  run: async ({ accounts, unanswered, settingsOf, clock }: ExpiringDeps, { account, limit }) => {
    await accountOf(accounts, account);
    const now = Math.floor(clock() / 1000);
    const users = expiring(await unanswered.list(account, USERS_MAX), await settingsOf(account), now);
    return {
      count: users.length,
      users: users.slice(0, limit).map(({ openId, askedAt, closesAt, customer, question }) => ({
        openId,
        name: customer.get('name')?.[0],
        source: customer.get('source')?.[0],
        product: customer.get('product')?.[0],
        question,
        askedAt,
        closesAt,
      })),
    };
  },
});
