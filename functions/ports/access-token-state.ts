import type { AccessTokenState } from '../domain/access-token.ts';

/** The right to fetch a token, for 20 s. A later lease has a higher number, which shuts the earlier out. */
export interface TokenLease {
  number: number;
  state: AccessTokenState;
}

/** Who may fetch an account's token, and what came of it. All writes are conditional. */
export interface AccessTokenStates {
  read(account: string): Promise<AccessTokenState>;
  /** Take the lease at `now` (epoch seconds); undefined while somebody else has it. */
  acquire(account: string, now: number): Promise<TokenLease | undefined>;
  /** Keep the state and prolong the lease from `now`. @throws StoreConflictError when it has gone to another */
  save(account: string, lease: TokenLease, state: AccessTokenState, now: number): Promise<void>;
  /** Keep the state and give the lease back. False when it had gone to another already: then nothing is kept. */
  release(account: string, lease: TokenLease, state: AccessTokenState): Promise<boolean>;
}
