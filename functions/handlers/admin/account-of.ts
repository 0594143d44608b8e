import type { Credentials } from '../../domain/account.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import { refusal } from './answers.ts';

/** The credentials of the account an action is about. @throws RefusedError when there are none */
export async function accountOf(accounts: Pick<AccountDirectory, 'read'>, account: string): Promise<Credentials> {
  const credentials = await accounts.read(account);
  if (credentials) return credentials;
  throw refusal('unknown-account', `there is no account ${account}`, 'kefu-admin-account list names those there are');
}
