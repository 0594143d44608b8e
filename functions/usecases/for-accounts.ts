import type { Credentials } from '../domain/account.ts';
import type { AccountDirectory } from '../ports/account-directory.ts';
import type { Logger } from '../ports/logger.ts';

export interface ForAccountsDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  logger: Logger;
}

/** Do a job for every account; the failure of one is logged and never stops another. */
export async function forAccounts(
  { accounts, logger }: ForAccountsDeps,
  job: string,
  work: (account: string, credentials: Credentials) => Promise<void>,
): Promise<void> {
  const each = async (listed: Awaited<ReturnType<AccountDirectory['list']>>[number]) => {
    if ('fault' in listed) return;
    try {
      await work(listed.account, listed.credentials);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      logger.error('schedule.failed', { job, account: listed.account, reason });
    }
  };
  await Promise.all((await accounts.list()).map(each));
}
