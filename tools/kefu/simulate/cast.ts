import { randomUUID } from 'node:crypto';
import type { Scenario } from './scenario.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** The people of a scenario: new users every time, agents by their names. */
export interface Cast {
  /** OpenID of a user; made when they first act. */
  user(name: string): Promise<string>;
  agent(name: string): Promise<string>;
  /** Everybody leaves: agents go offline. */
  leave(): Promise<void>;
}

export function createCast(world: SimulatedWorld, { account, users, agents }: Scenario): Cast {
  const made = new Map<string, string>();
  const hired = new Set<string>();
  const user = async (name: string): Promise<string> => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const { openId } = await world.control<{ openId: string }>('users/create', {
      account,
      name: `${name} ${randomUUID().slice(0, 8)}`,
      ...users[name],
    });
    made.set(name, openId);
    return openId;
  };
  const agent = async (name: string): Promise<string> => {
    if (hired.has(name)) return name;
    hired.add(name);
    const { nickname = name, online = false, autoAccept } = agents[name] ?? {};
    const { kfAccounts } = await world.account(account);
    const isThere = kfAccounts.some(({ kfAccount }) => kfAccount.split('@')[0] === name);
    if (!isThere) await world.control('agents/hire', { account, kfAccount: name, nickname });
    if (autoAccept !== undefined) await world.control('agents/autoAccept', { account, agent: name, upTo: autoAccept });
    await world.control(online ? 'agents/online' : 'agents/offline', { account, agent: name });
    return name;
  };
  const leave = async () => {
    for (const name of hired) await world.control('agents/offline', { account, agent: name });
  };
  return { user, agent, leave };
}
