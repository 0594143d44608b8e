import type { TokenFault } from '../domain/access-token.ts';

/**
 * - `when-due`: only if less than 300 s are left.
 * - `now`: ask WeChat, whatever is left.
 * - `force`: kill the token of now and get another; 30 s apart, 20 a day.
 */
export type RefreshMode = 'when-due' | 'now' | 'force';

export interface RefreshRequest {
  mode: RefreshMode;
  /** `tokenDigest` of the token that WeChat refused: it is replaced, by force if need be. */
  failed?: string;
}

export type RefreshAnswer = { ok: true; expiresAt: number } | { ok: false; error: TokenFault };

/** The function `refresh-token`, which alone fetches tokens. The token itself never travels this way. */
export interface TokenRefresher {
  refresh(account: string, request: RefreshRequest): Promise<RefreshAnswer>;
}
