import type { AccessToken } from '../domain/access-token.ts';

/** The one place where an account's access token is kept. */
export interface AccessTokenStore {
  /** Past every cache. */
  read(account: string): Promise<AccessToken | undefined>;
  /** Only for the holder of the lease. */
  write(account: string, token: AccessToken): Promise<void>;
}
