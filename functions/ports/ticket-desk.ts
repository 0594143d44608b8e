import type { OutboxEntry } from '../domain/conversation.ts';

/** What the outbox of a conversation wants of tickets. Both bear repeating: the second time changes nothing. */
export interface TicketDesk {
  /** Open the ticket, once however often it is asked for. @returns its number, like `T-1042` */
  open(account: string, openId: string, entry: Extract<OutboxEntry, { kind: 'ticket' }>): Promise<string>;
  /**
   * Add what a user wrote to their open ticket.
   *
   * @returns what they are to be told besides; undefined = nothing
   */
  addMessage(
    account: string,
    openId: string,
    entry: Extract<OutboxEntry, { kind: 'ticket-message' }>,
  ): Promise<string | undefined>;
}
