import type { OnlineList } from '../domain/agents.ts';

/** Where `refresh-agents` puts what it saw. */
export interface AgentList {
  /** Replace the list, unless a later one is there. What was booked since the last one is kept beside it. */
  save(account: string, seen: OnlineList): Promise<void>;
}
