import { type AccessToken, type AccessTokenState, LEASE_SECONDS } from '../../functions/domain/access-token.ts';
import { StoreConflictError, WeChatApiError } from '../../functions/errors.ts';
import type { AccessTokenStates } from '../../functions/ports/access-token-state.ts';
import type { AccessTokenStore } from '../../functions/ports/access-token-store.ts';
import type { AccessTokens } from '../../functions/ports/access-tokens.ts';
import type { Logger } from '../../functions/ports/logger.ts';
import type { TokenApi } from '../../functions/ports/token-api.ts';
import type { RefreshAnswer, RefreshRequest } from '../../functions/ports/token-refresher.ts';
import { createAccessTokens } from '../../functions/usecases/access-tokens.ts';
import { type RefreshTokenDeps, refreshToken } from '../../functions/usecases/refresh-token.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

const LIFE_SECONDS = 7200;
const OVERLAP_SECONDS = 300;
const ANSWER_MS = 120;

/** `stable_token` as WeChat documents it, over a virtual clock. */
export interface TokenEndpoint extends TokenApi {
  calls: { force: boolean }[];
  accepts(accessToken: string): boolean;
  /** The next calls are refused so; undefined: answered again. */
  refuse(error: Error | undefined): void;
  /** WeChat forgets the token it gave last, as after a reset of the AppSecret: it still hands it out, but refuses it. */
  spoil(): void;
}

export function tokenEndpoint(time: VirtualTime): TokenEndpoint {
  const calls: { force: boolean }[] = [];
  let living: AccessToken[] = [];
  let refusal: Error | undefined;
  let spoiled: string | undefined;
  const make = (): AccessToken => {
    const token = { accessToken: `TOKEN-${calls.length}`, expiresAt: time.now() + LIFE_SECONDS };
    living.push(token);
    return token;
  };
  return {
    calls,
    accepts: (accessToken) =>
      accessToken !== spoiled &&
      living.some((token) => token.accessToken === accessToken && token.expiresAt > time.now()),
    refuse: (error) => {
      refusal = error;
    },
    spoil: () => {
      spoiled = living.at(-1)?.accessToken;
    },
    obtain: async (_credentials, force) => {
      calls.push({ force });
      await time.pause(ANSWER_MS);
      if (refusal) throw refusal;
      if (force) living = [];
      const last = living.at(-1);
      const token = last && last.expiresAt - time.now() > OVERLAP_SECONDS ? last : make();
      return { accessToken: token.accessToken, expiresIn: Math.floor(token.expiresAt - time.now()) };
    },
  };
}

/** Everything about tokens in memory: any number of readers, one `refresh-token`. */
export interface TokenWorld {
  time: VirtualTime;
  endpoint: TokenEndpoint;
  tokens: AccessTokenStore & { stored: Map<string, AccessToken> };
  states: AccessTokenStates;
  logged: { event: string; fields: Record<string, unknown> }[];
  refresh(request?: Partial<RefreshRequest>): Promise<RefreshAnswer>;
  /** A container of its own that reads tokens. */
  reader(): AccessTokens;
}

export function tokenWorld(): TokenWorld {
  const time = virtualTime();
  const endpoint = tokenEndpoint(time);
  const tokens = memoryTokens();
  const states = memoryStates();
  const logged: TokenWorld['logged'] = [];
  const log = (event: string, fields: Record<string, unknown>) => void logged.push({ event, fields });
  const logger: Logger = { info: log, warn: log, error: log };
  const deps: RefreshTokenDeps = { tokens, states, api: endpoint, clock: time.clock, pause: time.pause, logger };
  const credentials = { appId: 'wx1', appSecret: 'secret' };
  const refresh = (request: Partial<RefreshRequest> = {}) =>
    refreshToken(deps, { account: 'main', credentials, mode: 'when-due', ...request });
  const reader = () =>
    createAccessTokens({
      store: tokens,
      refresher: { refresh: (_account, request) => refresh(request) },
      clock: time.clock,
    });
  return { time, endpoint, tokens, states, logged, refresh, reader };
}

export function memoryTokens(): TokenWorld['tokens'] {
  const stored = new Map<string, AccessToken>();
  return {
    stored,
    read: async (account) => stored.get(account),
    write: async (account, token) => {
      stored.set(account, token);
    },
  };
}

export function memoryStates(): AccessTokenStates {
  interface Item {
    fence: number;
    leaseUntil: number;
    state: AccessTokenState;
  }
  const items = new Map<string, Item>();
  const itemOf = (account: string): Item => {
    const item = items.get(account) ?? { fence: 0, leaseUntil: 0, state: { fetches: 0, forcedCount: 0 } };
    items.set(account, item);
    return item;
  };
  return {
    read: async (account) => itemOf(account).state,
    acquire: async (account, now) => {
      const item = itemOf(account);
      if (item.leaseUntil > now) return undefined;
      item.leaseUntil = now + LEASE_SECONDS;
      item.fence += 1;
      return { number: item.fence, state: item.state };
    },
    save: async (account, lease, state, now) => {
      const item = itemOf(account);
      if (lease.number !== item.fence) throw new StoreConflictError('the lease has gone');
      Object.assign(item, { state, leaseUntil: now + LEASE_SECONDS });
    },
    release: async (account, lease, state) => {
      const item = itemOf(account);
      if (lease.number !== item.fence) return false;
      Object.assign(item, { state, leaseUntil: 0 });
      return true;
    },
  };
}

/** A refusal of the token endpoint. */
export const refusedWith = (errcode: number, errmsg = '') =>
  new WeChatApiError('/cgi-bin/stable_token', errcode, errmsg);
