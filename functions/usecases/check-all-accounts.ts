import type { AccountDirectory, ListedAccount } from '../ports/account-directory.ts';
import type { Logger } from '../ports/logger.ts';
import { type CheckAccountDeps, checkAccount } from './check-account.ts';

export interface CheckAllAccountsDeps extends CheckAccountDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  logger: Logger;
}

/** The probe of every day: each account on its own, so that the trouble of one never hides another. */
export async function checkAllAccounts(deps: CheckAllAccountsDeps): Promise<{ checked: string[] }> {
  const checked = await Promise.all((await deps.accounts.list()).map((listed) => check(deps, listed)));
  return { checked: checked.flatMap((account) => account ?? []) };
}

async function check(deps: CheckAllAccountsDeps, listed: ListedAccount): Promise<string | undefined> {
  const { account } = listed;
  if ('fault' in listed) return undefined;
  try {
    const { rights } = await checkAccount(deps, account, listed.credentials);
    deps.logger.info('account.checked', { account, ...rights });
    return account;
  } catch (error) {
    deps.logger.warn('account.check-failed', { account, reason: error instanceof Error ? error.message : 'unknown' });
    return undefined;
  }
}
