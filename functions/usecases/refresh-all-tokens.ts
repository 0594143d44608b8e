import type { AccountDirectory, ListedAccount } from '../ports/account-directory.ts';
import type { RefreshAnswer, RefreshRequest } from '../ports/token-refresher.ts';
import { type RefreshTokenDeps, refreshToken } from './refresh-token.ts';

export interface RefreshAllTokensDeps extends RefreshTokenDeps {
  accounts: AccountDirectory;
}

/** The run of every minute: each account on its own, so that the failure of one never stops another. */
export async function refreshAllTokens(deps: RefreshAllTokensDeps): Promise<Record<string, RefreshAnswer>> {
  const listed = await deps.accounts.list();
  const answers = listed.map(async (one) => [one.account, await refreshListed(deps, one)] as const);
  return Object.fromEntries(await Promise.all(answers));
}

/** One account, because somebody needs its token now. */
export async function refreshOneToken(
  deps: RefreshAllTokensDeps,
  account: string,
  request: RefreshRequest,
): Promise<RefreshAnswer> {
  const credentials = await deps.accounts.read(account);
  if (credentials) return await refreshToken(deps, { account, credentials, ...request });
  const hint = 'put its credentials into SSM, or correct the name.';
  return { ok: false, error: { message: `there is no account ${account}`, hint } };
}

async function refreshListed(deps: RefreshAllTokensDeps, listed: ListedAccount): Promise<RefreshAnswer> {
  const { account } = listed;
  if ('fault' in listed) return failed(deps, account, listed.fault, 'correct the parameter in SSM.');
  try {
    return await refreshToken(deps, { ...listed, mode: 'when-due' });
  } catch (error) {
    return failed(deps, account, error instanceof Error ? error.message : 'unknown', 'see the log of refresh-token.');
  }
}

function failed({ logger }: RefreshAllTokensDeps, account: string, message: string, hint: string): RefreshAnswer {
  logger.error('token.refresh-failed', { account, reason: message, hint });
  return { ok: false, error: { message, hint } };
}
