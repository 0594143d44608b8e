import type { Quota } from '../domain/rules/settings.ts';
import type { TicketNews, TicketTrace } from '../domain/ticket.ts';

/** What the conversations know of tickets. */
export interface CustomerTickets {
  /** The tickets that a user's conversation knows. */
  of(account: string, openId: string): Promise<TicketTrace[]>;
  /** Note how a ticket stands; a later version that is noted already stays. */
  note(account: string, openId: string, trace: TicketTrace): Promise<void>;
  /**
   * Put news into the user's outbox while the window of their last message is open and not spent.
   *
   * @returns the id of the outbox entry; undefined when the window is closed, so that they wait for the next message
   */
  say(account: string, openId: string, news: TicketNews, quota: Quota, now: number): Promise<string | undefined>;
}
