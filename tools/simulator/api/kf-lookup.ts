/** Kf accounts as calls name them. */
import { isMiniProgram } from '../accounts.ts';
import type { AccountState, KfAccount } from '../types.ts';
import { Refusal } from './refusal.ts';
import type { Call } from './route.ts';
import { readJson } from './tokens.ts';

/** @throws Refusal 65400 while customer service is not enabled */
export function needsKf({ settings }: AccountState): void {
  if (!settings.kfEnabled) throw new Refusal(65400);
}

/** @throws Refusal 65401 */
export function agentByAccount(account: AccountState, kfAccount: string): KfAccount {
  const agent = account.kfAccounts.find((known) => known.kfAccount !== '' && known.kfAccount === kfAccount);
  if (!agent) throw new Refusal(65401);
  return agent;
}

/**
 * The agent named in the query or, with POST, in the body: by kf_openid in a mini program, by kf_account elsewhere.
 *
 * @throws Refusal 65401
 */
export function agentOfCall({ account, query, request }: Call): KfAccount {
  const body = request.method === 'POST' && request.body.length > 0 ? (readJson(request) as object) : {};
  const named = { ...Object.fromEntries(query), ...body } as Record<string, unknown>;
  if (!isMiniProgram(account.settings.kind)) return agentByAccount(account, String(named.kf_account ?? ''));
  const agent = account.kfAccounts.find(({ kfOpenId }) => kfOpenId === named.kf_openid);
  if (!agent) throw new Refusal(65401);
  return agent;
}
