import type { OnlineList } from '../domain/agents.ts';
import type { Deadline } from './deadline.ts';

/** The agents who were just seen online, kept by `refresh-agents`. The callback never calls WeChat itself. */
export interface Agents {
  /** The newest list, or undefined when none was ever kept. */
  online(account: string, deadline: Deadline): Promise<OnlineList | undefined>;
}
