/** Kf accounts as calls name them. */
import type { AccountState, KfAccount } from '../types.ts';
import { Refusal } from './refusal.ts';

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
