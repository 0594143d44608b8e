import { type AccessToken, isAlive, tokenDigest } from '../domain/access-token.ts';
import { WeChatUnavailableError } from '../errors.ts';
import type { AccessTokenStore } from '../ports/access-token-store.ts';
import type { AccessTokens } from '../ports/access-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { RefreshRequest, TokenRefresher } from '../ports/token-refresher.ts';

export interface AccessTokensDeps {
  store: AccessTokenStore;
  refresher: TokenRefresher;
  clock: Clock;
}

/** The next token is stored with between 300 and 240 seconds left: below this it is there. */
const RELOAD_BELOW_SECONDS = 200;
/** While a refresh fails, the old token serves on and the store is looked at this often. */
const RELOAD_EVERY_SECONDS = 15;

interface Copy {
  token: AccessToken;
  readAt: number;
}

/** Access tokens of a container: kept in memory until close to their end, and read once however many ask. */
export function createAccessTokens(deps: AccessTokensDeps): AccessTokens {
  const copies = new Map<string, Copy>();
  const running = new Map<string, Promise<string>>();
  const once = (key: string, task: () => Promise<string>) => {
    const promise = running.get(key) ?? task().finally(() => running.delete(key));
    running.set(key, promise);
    return promise;
  };
  const nowOf = () => deps.clock() / 1000;

  const read = async (account: string): Promise<AccessToken | undefined> => {
    const token = await deps.store.read(account);
    if (token) copies.set(account, { token, readAt: nowOf() });
    return token && isAlive(token, nowOf()) ? token : undefined;
  };
  const refreshed = async (account: string, request: RefreshRequest, isGood: (token: AccessToken) => boolean) => {
    const answer = await deps.refresher.refresh(account, request);
    const token = await read(account);
    if (token && isGood(token)) return token.accessToken;
    const why = answer.ok ? 'no living token is stored' : `${answer.error.message}; ${answer.error.hint}`;
    throw new WeChatUnavailableError('/cgi-bin/stable_token', `${account} has no access token: ${why}`, false);
  };
  const load = async (account: string) =>
    (await read(account))?.accessToken ?? (await refreshed(account, { mode: 'when-due' }, () => true));
  const replace = async (account: string, failed: string) => {
    const isOther = (token: AccessToken) => token.accessToken !== failed;
    const stored = await read(account);
    if (stored && isOther(stored)) return stored.accessToken;
    return await refreshed(account, { mode: 'when-due', failed: tokenDigest(failed) }, isOther);
  };

  return {
    current: async (account) => {
      const copy = copies.get(account);
      if (copy && isFresh(copy, nowOf())) return copy.token.accessToken;
      return await once(account, () => load(account));
    },
    replace: async (account, failed) => {
      const copy = copies.get(account);
      if (copy && copy.token.accessToken !== failed && isFresh(copy, nowOf())) return copy.token.accessToken;
      return await once(`${account} ${tokenDigest(failed)}`, () => replace(account, failed));
    },
  };
}

function isFresh({ token, readAt }: Copy, now: number): boolean {
  if (token.expiresAt - now > RELOAD_BELOW_SECONDS) return true;
  return isAlive(token, now) && now - readAt < RELOAD_EVERY_SECONDS;
}
