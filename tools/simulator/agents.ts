/** Kf accounts and the people at them. */
import type { AccountState, KfAccount } from './types.ts';
import { ControlError, emit, type World } from './world.ts';

/**
 * A kf account by its name, the agent's WeChat ID, kf_openid or nickname.
 *
 * @throws ControlError
 */
export function agentNamed(account: AccountState, agent: string): KfAccount {
  const found = account.kfAccounts.find(({ kfAccount, wechatId, kfOpenId, nickname }) =>
    [kfAccount, kfAccount.split('@')[0], wechatId, kfOpenId, nickname].includes(agent),
  );
  if (found) return found;
  throw new ControlError(`agent: ${account.settings.name} has no kf account "${agent}"; add one with agents/hire`);
}

export const isBound = ({ wechatId }: KfAccount): boolean => wechatId !== undefined;

/** Sessions an agent serves now. */
export const loadOf = (account: AccountState, { id }: KfAccount): number =>
  account.sessions.filter(({ kfAccountId }) => kfAccountId === id).length;

/** Whether the next waiting user goes to this agent by itself. */
export const hasCapacity = (account: AccountState, agent: KfAccount): boolean =>
  isBound(agent) && agent.presence === 'online' && loadOf(account, agent) < agent.autoAccept;

/** What names an agent outside: a mini program's agents have no kf account. */
export const labelOf = ({ kfAccount, kfOpenId }: KfAccount): string => kfAccount || kfOpenId || '';

export function agentChanged(world: World, account: AccountState, kfAccount: KfAccount): void {
  emit(world, { type: 'agent.changed', account: account.settings.name, kfAccount: { ...kfAccount } });
}
