import type { Credentials } from '../domain/account.ts';

/** An account as stored; `fault` names what is wrong with its credentials, never a value. */
export type ListedAccount = { account: string; credentials: Credentials } | { account: string; fault: string };

/** All accounts of the deployment. */
export interface AccountDirectory {
  list(): Promise<ListedAccount[]>;
}
