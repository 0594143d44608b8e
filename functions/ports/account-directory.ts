import type { Credentials } from '../domain/account.ts';

/** An account as stored; `fault` names what is wrong with its credentials, never a value. */
export type ListedAccount = { account: string; credentials: Credentials } | { account: string; fault: string };

/** All accounts of the deployment, for the few functions that look after them. */
export interface AccountDirectory {
  list(): Promise<ListedAccount[]>;
  /** Past every cache. @throws ConfigError naming the fields that are wrong */
  read(account: string): Promise<Credentials | undefined>;
  save(account: string, credentials: Credentials): Promise<void>;
}
