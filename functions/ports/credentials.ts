import type { Credentials } from '../domain/account.ts';

/** The credentials of the accounts, as stored in SSM. */
export interface CredentialsStore {
  /**
   * The credentials of an account, at most 60 s old (5 s for an account that does not exist), or undefined when it has
   * none. With `newerThanSeconds` a copy in memory that is older than that is read again.
   *
   * @throws ConfigError naming the field when the parameter is malformed, never its value
   */
  read(account: string, newerThanSeconds?: number): Promise<Credentials | undefined>;
}
