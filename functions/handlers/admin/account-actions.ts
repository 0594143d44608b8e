import * as z from 'zod';
import { isAlive } from '../../domain/access-token.ts';
import {
  AES_KEY_LENGTH,
  finishRotation,
  isRotating,
  secretOf,
  startRotation,
  TOKEN_LENGTH,
} from '../../domain/rotation.ts';
import type { AccessTokenStates } from '../../ports/access-token-state.ts';
import type { AccessTokenStore } from '../../ports/access-token-store.ts';
import type { AccountDirectory, ListedAccount } from '../../ports/account-directory.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TokenRefresher } from '../../ports/token-refresher.ts';
import { type CheckAccountDeps, checkAccount, type Finding } from '../../usecases/check-account.ts';
import { type ConnectionDeps, connectionOf } from '../../usecases/connection-of.ts';
import { type Action, action, deploymentAction } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { RefusedError } from './answers.ts';

/** What the actions on accounts need. */
export interface AccountDeps extends CheckAccountDeps, ConnectionDeps {
  accounts: AccountDirectory;
  tokens: AccessTokenStore;
  states: AccessTokenStates;
  refresher: TokenRefresher;
  /** Epoch milliseconds. */
  clock: Clock;
  /** A random whole number below its argument, fit for secrets. */
  random: (below: number) => number;
}

/** Every action on accounts. */
export const ACCOUNT_ACTIONS: readonly Action<AccountDeps>[] = [
  deploymentAction({
    name: 'list',
    about: 'The accounts of this deployment, with what is wrong with any.',
    input: {},
    run: async (deps: AccountDeps, { account }) => {
      const listed = (await deps.accounts.list()).filter((one) => account === undefined || one.account === account);
      return { accounts: await Promise.all(listed.map((one) => summary(deps, one))) };
    },
  }),
  action({
    name: 'check',
    about: 'Whether WeChat takes the credentials, and what the account may do; rules follow it.',
    input: {},
    run: check,
  }),
  action({
    name: 'token',
    about: 'Age, end and last error of the access token; never the token.',
    input: {},
    run: async (deps: AccountDeps, { account }) => {
      await accountOf(deps.accounts, account);
      return { token: await tokenFacts(deps, account) };
    },
  }),
  action({
    name: 'refresh',
    about: 'Ask WeChat for the access token now; with force, for another one (30 s apart, 20 a day).',
    input: { force: z.boolean().optional() },
    run: async (deps: AccountDeps, { account, force }) => {
      await accountOf(deps.accounts, account);
      const answer = await deps.refresher.refresh(account, { mode: force ? 'force' : 'now' });
      if (!answer.ok) {
        const { message, hint, errcode } = answer.error;
        throw new RefusedError(errcode === undefined ? 'token' : 'wechat', message, hint, undefined, errcode);
      }
      return { token: await tokenFacts(deps, account) };
    },
  }),
  action({
    name: 'connection',
    about:
      'How WeChat sees the way to the callback, what is left of the quota of custom sends, and whether its console still answers.',
    input: {},
    run: async (deps: AccountDeps, { account }) => {
      const { kind } = await accountOf(deps.accounts, account);
      return connectionOf(deps, account, kind);
    },
  }),
  action({
    name: 'rotate',
    about: 'New callback token and EncodingAESKey; the old ones are taken too until rotate with finish.',
    input: { finish: z.boolean().optional() },
    run: (deps: AccountDeps, { account, finish }) => rotate(deps, account, finish ?? false),
  }),
];

async function summary(deps: AccountDeps, listed: ListedAccount) {
  const { account } = listed;
  if ('fault' in listed) return { account, ok: false, fault: listed.fault };
  const { kind, appId, originalId, encryption, wechatId } = listed.credentials;
  const token = await tokenFacts(deps, account);
  const facts = { kind, appId, originalId, encryption, ...(wechatId !== undefined && { wechatId }) };
  return { account, ok: token.alive && !token.lastError, ...facts, rotating: isRotating(listed.credentials), token };
}

async function tokenFacts({ tokens, states, clock }: AccountDeps, account: string) {
  const now = Math.floor(clock() / 1000);
  const [stored, state] = await Promise.all([tokens.read(account), states.read(account)]);
  const { fetchedAt, fetches, forcedCount, failingSince, lastError } = state;
  return {
    alive: isAlive(stored, now),
    ...(stored && { expiresAt: stored.expiresAt, secondsLeft: Math.max(0, stored.expiresAt - now) }),
    ...(fetchedAt !== undefined && { fetchedAt, ageSeconds: now - fetchedAt }),
    fetches,
    forcedCount,
    ...(failingSince !== undefined && { failingSince }),
    ...(lastError && { lastError }),
  };
}

async function check(deps: AccountDeps, { account }: { account: string }) {
  const credentials = await accountOf(deps.accounts, account);
  const refreshed = await deps.refresher.refresh(account, { mode: 'when-due' });
  const token: Finding = refreshed.ok ? { what: 'token', ok: true } : { what: 'token', ok: false, ...refreshed.error };
  // Without a token every probe would fail for the same reason.
  if (!token.ok) return { healthy: false, rotating: isRotating(credentials), findings: [token] };
  const { rights, findings } = await checkAccount(deps, account, credentials);
  const all = [token, ...findings];
  return { healthy: all.every(({ ok }) => ok), rotating: isRotating(credentials), rights, findings: all };
}

async function rotate({ accounts, random }: AccountDeps, account: string, finish: boolean) {
  const credentials = await accountOf(accounts, account);
  if (finish) {
    if (isRotating(credentials)) await accounts.save(account, finishRotation(credentials));
    return { rotating: false, next: 'Only the new token and EncodingAESKey are taken, within a minute.' };
  }
  // A second call shows the same again: WeChat may not have been told yet, and the old secrets must stay valid.
  const next = isRotating(credentials) ? credentials : startRotation(credentials, freshSecrets(random));
  if (next !== credentials) await accounts.save(account, next);
  const { token, encodingAesKey } = next;
  return { rotating: true, paste: { token, encodingAesKey }, next: PASTE };
}

const freshSecrets = (random: (below: number) => number) => ({
  token: secretOf(TOKEN_LENGTH, random),
  encodingAesKey: secretOf(AES_KEY_LENGTH, random),
});

const PASTE =
  '等一分钟，把 paste 中的 Token 和 EncodingAESKey 填入微信后台“服务器配置”并提交，然后用 {"action":"rotate","finish":true} 结束。 ' +
  'Wait a minute, paste token and encodingAesKey into the server configuration of the WeChat console and submit; the address stays as it is. ' +
  'When messages come in, end it with {"action":"rotate","finish":true}. Until then the old ones are taken as well.';
