import { hash } from 'node:crypto';

/** The credential of API calls, as stored: about two hours of life. */
export interface AccessToken {
  accessToken: string;
  /** Epoch seconds. */
  expiresAt: number;
}

/** How a failed token is named to others: 16 hex characters that do not give it away. */
export const tokenDigest = (accessToken: string): string => hash('sha256', accessToken).slice(0, 16);

/** What is known of an account's token beside the token: never secret. */
export interface AccessTokenState {
  /** When a token was last got, and until when that one lives. */
  fetchedAt?: number;
  expiresAt?: number;
  /** How often WeChat was asked, ever. */
  fetches: number;
  /** The last forced refresh, and how many there were on that day. */
  forcedAt?: number;
  forcedOn?: string;
  forcedCount: number;
  /** Since when every try has failed; absent while all is well. */
  failingSince?: number;
  lastError?: TokenFault & { at: number };
}

/** Why no token came, for the person who can mend it. */
export interface TokenFault {
  errcode?: number;
  message: string;
  hint: string;
}

/** How long one caller may hold the right to fetch. */
export const LEASE_SECONDS = 20;

/** Below this WeChat hands out the new token while the old one still lives. @see 获取稳定版接口调用凭据 */
export const REFRESH_BELOW_SECONDS = 300;
/** WeChat's limits of `force_refresh`. @see 获取稳定版接口调用凭据 */
const FORCE_GAP_SECONDS = 30;
const FORCES_PER_DAY = 20;
const CHINA_OFFSET_SECONDS = 8 * 3600;

/** Whether the token lives at all at `now`. */
export const isAlive = (token: AccessToken | undefined, now: number): token is AccessToken =>
  token !== undefined && token.expiresAt > now;

/** Whether it is time to ask WeChat for the next one. */
export const isDue = (token: AccessToken | undefined, now: number): boolean =>
  token === undefined || token.expiresAt - now < REFRESH_BELOW_SECONDS;

export type ForceAllowance = { ok: true } | { ok: false; opensAt: number };

/** Whether WeChat would take a forced refresh now. */
export function mayForce(state: AccessTokenState, now: number): ForceAllowance {
  const opensAt = (state.forcedAt ?? Number.NEGATIVE_INFINITY) + FORCE_GAP_SECONDS;
  if (now < opensAt) return { ok: false, opensAt };
  const spent = state.forcedOn === chinaDay(now) && state.forcedCount >= FORCES_PER_DAY;
  return spent ? { ok: false, opensAt: nextChinaDay(now) } : { ok: true };
}

/** The state after one more forced refresh. */
export function forced(state: AccessTokenState, now: number): AccessTokenState {
  const today = chinaDay(now);
  return {
    ...state,
    forcedAt: now,
    forcedOn: today,
    forcedCount: state.forcedOn === today ? state.forcedCount + 1 : 1,
  };
}

/** The day in China, where WeChat's quotas turn over, as `YYYY-MM-DD`. */
const chinaDay = (now: number) => new Date((now + CHINA_OFFSET_SECONDS) * 1000).toISOString().slice(0, 10);

const nextChinaDay = (now: number) =>
  (Math.floor((now + CHINA_OFFSET_SECONDS) / 86400) + 1) * 86400 - CHINA_OFFSET_SECONDS;
