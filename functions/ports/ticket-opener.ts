import type { OutboxEntry } from '../domain/conversation.ts';

/** Opens tickets that conversations ask for. */
export interface TicketOpener {
  /** Open the ticket, once however often it is asked for. @returns its number, like `T-1042` */
  open(account: string, openId: string, ticket: Extract<OutboxEntry, { kind: 'ticket' }>): Promise<string>;
}
