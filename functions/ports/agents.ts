import type { Booking, OnlineList } from '../domain/agents.ts';
import type { Deadline } from './deadline.ts';

/** The agents who were just seen online, kept by `refresh-agents`. The callback never calls WeChat itself. */
export interface Agents {
  /** The newest list, or undefined when none was ever kept. */
  online(account: string, deadline: Deadline): Promise<OnlineList | undefined>;
  /**
   * Book an agent in one write, and have the list with all bookings so far, this one the last. Undefined when the list is
   * too old or has too many bookings: then nobody is to be named.
   */
  book(account: string, booking: Booking, deadline: Deadline): Promise<OnlineList | undefined>;
}
