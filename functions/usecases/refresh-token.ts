import {
  type AccessToken,
  type AccessTokenState,
  forced,
  isAlive,
  isDue,
  mayForce,
  type TokenFault,
  tokenDigest,
} from '../domain/access-token.ts';
import type { Credentials } from '../domain/account.ts';
import { mustAlarm, tokenFaultOf } from '../domain/token-fault.ts';
import { StoreConflictError, WeChatApiError, WeChatUnavailableError } from '../errors.ts';
import type { AccessTokenStates, TokenLease } from '../ports/access-token-state.ts';
import type { AccessTokenStore } from '../ports/access-token-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Pause } from '../ports/pause.ts';
import type { TokenApi } from '../ports/token-api.ts';
import type { RefreshAnswer, RefreshRequest } from '../ports/token-refresher.ts';

export interface RefreshTokenDeps {
  tokens: AccessTokenStore;
  states: AccessTokenStates;
  api: TokenApi;
  /** Epoch milliseconds. */
  clock: Clock;
  pause: Pause;
  logger: Logger;
}

/** One account and what is asked for it. */
export interface RefreshTokenJob extends RefreshRequest {
  account: string;
  credentials: Pick<Credentials, 'appId' | 'appSecret'>;
}

const WAIT_MS = 250;
/** A little longer than a lease: whoever waits for one that died takes it over. */
const WAITS = 100;

/**
 * Have a good access token stored. However many call it at once, one asks WeChat and the others wait for what it
 * stores.
 */
export async function refreshToken(deps: RefreshTokenDeps, job: RefreshTokenJob): Promise<RefreshAnswer> {
  const before = await deps.tokens.read(job.account);
  if (before && isSettled(before, before, job, nowOf(deps))) return { ok: true, expiresAt: before.expiresAt };
  for (let waited = 0; waited < WAITS; waited += 1) {
    const lease = await deps.states.acquire(job.account, nowOf(deps));
    if (lease) return await underLease(deps, job, lease, before);
    await deps.pause(WAIT_MS);
    const stored = await deps.tokens.read(job.account);
    if (stored && isSettled(stored, before, job, nowOf(deps))) return { ok: true, expiresAt: stored.expiresAt };
  }
  return { ok: false, error: { message: 'another call has been fetching the token for long', hint: 'try again' } };
}

const nowOf = (deps: Pick<RefreshTokenDeps, 'clock'>) => Math.floor(deps.clock() / 1000);

/** Whether what is stored answers the request, given what was stored when it came in. */
function isSettled(stored: AccessToken, before: AccessToken | undefined, job: RefreshTokenJob, now: number): boolean {
  if (job.failed !== undefined) return isAlive(stored, now) && tokenDigest(stored.accessToken) !== job.failed;
  if (job.mode === 'when-due') return !isDue(stored, now);
  return stored.accessToken !== before?.accessToken && isAlive(stored, now);
}

async function underLease(
  deps: RefreshTokenDeps,
  job: RefreshTokenJob,
  lease: TokenLease,
  before: AccessToken | undefined,
): Promise<RefreshAnswer> {
  // The holder before us may have stored a token since we looked.
  const stored = await deps.tokens.read(job.account);
  if (stored && isSettled(stored, before, job, nowOf(deps))) {
    await deps.states.release(job.account, lease, lease.state);
    return { ok: true, expiresAt: stored.expiresAt };
  }
  try {
    return await fetchAndStore(deps, job, lease);
  } catch (error) {
    return await keepFault(deps, job.account, lease, error);
  }
}

async function fetchAndStore(deps: RefreshTokenDeps, job: RefreshTokenJob, lease: TokenLease): Promise<RefreshAnswer> {
  const { token, state } = await obtain(deps, job, lease);
  const { failingSince: _since, lastError: _error, ...rest } = state;
  const next = { ...rest, fetchedAt: nowOf(deps), expiresAt: token.expiresAt };
  // Saving first proves that the lease is ours and prolongs it: nobody else writes the token meanwhile.
  await deps.states.save(job.account, lease, next, nowOf(deps));
  await deps.tokens.write(job.account, token);
  await deps.states.release(job.account, lease, next);
  deps.logger.info('token.refreshed', { account: job.account, secondsLeft: token.expiresAt - nowOf(deps) });
  return { ok: true, expiresAt: token.expiresAt };
}

interface Obtained {
  token: AccessToken;
  state: AccessTokenState;
}

/** In normal mode first: force only if that brings the token that failed, or if a person asked for it. */
async function obtain(deps: RefreshTokenDeps, job: RefreshTokenJob, lease: TokenLease): Promise<Obtained> {
  if (job.mode !== 'force') {
    const normal = await ask(deps, job, lease.state, false);
    if (tokenDigest(normal.token.accessToken) !== job.failed) return normal;
    lease.state = normal.state;
  }
  const now = nowOf(deps);
  const allowance = mayForce(lease.state, now);
  if (!allowance.ok) throw new ForceLimitError(allowance.opensAt);
  lease.state = forced(lease.state, now);
  // Counted before the call: WeChat counts it even if we die now.
  await deps.states.save(job.account, lease, lease.state, now);
  deps.logger.warn('token.forced', { account: job.account, today: lease.state.forcedCount });
  return await ask(deps, job, lease.state, true);
}

async function ask(
  deps: RefreshTokenDeps,
  job: RefreshTokenJob,
  state: AccessTokenState,
  force: boolean,
): Promise<Obtained> {
  const askedAt = nowOf(deps);
  const { accessToken, expiresIn } = await deps.api.obtain(job.credentials, force);
  return { token: { accessToken, expiresAt: askedAt + expiresIn }, state: { ...state, fetches: state.fetches + 1 } };
}

class ForceLimitError extends Error {
  readonly opensAt: number;
  constructor(opensAt: number) {
    super('the token WeChat gives is refused by WeChat, and a forced refresh is not allowed yet');
    this.opensAt = opensAt;
  }
}

async function keepFault(
  deps: RefreshTokenDeps,
  account: string,
  lease: TokenLease,
  error: unknown,
): Promise<RefreshAnswer> {
  const fault = faultOf(error);
  if (!fault) {
    await deps.states.release(account, lease, lease.state);
    throw error;
  }
  const now = nowOf(deps);
  const failingSince = lease.state.failingSince ?? now;
  await deps.states.release(account, lease, { ...lease.state, failingSince, lastError: { ...fault, at: now } });
  report(deps, account, fault, now - failingSince, lease.state.expiresAt);
  return { ok: false, error: fault };
}

function faultOf(error: unknown): TokenFault | undefined {
  if (error instanceof ForceLimitError) {
    const at = new Date(error.opensAt * 1000).toISOString();
    return { message: error.message, hint: `it opens at ${at}; WeChat allows one in 30 seconds and 20 a day` };
  }
  if (error instanceof StoreConflictError) {
    return { message: 'the lease ran out before WeChat answered', hint: 'it is tried again every minute' };
  }
  const isOfCall = error instanceof WeChatApiError || error instanceof WeChatUnavailableError;
  return isOfCall ? tokenFaultOf(error) : undefined;
}

/** `token.refresh-failed` is what the alarm counts; before a person can do anything about it, it is a warning. */
function report(
  { logger, clock }: RefreshTokenDeps,
  account: string,
  fault: TokenFault,
  failingSeconds: number,
  expiresAt = 0,
) {
  const secondsLeft = Math.max(0, expiresAt - Math.floor(clock() / 1000));
  const fields = {
    account,
    errcode: fault.errcode,
    reason: fault.message,
    hint: fault.hint,
    failingSeconds,
    secondsLeft,
  };
  if (mustAlarm(fault, failingSeconds)) logger.error('token.refresh-failed', fields);
  else logger.warn('token.refresh-delayed', fields);
}
