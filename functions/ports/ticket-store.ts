import type { Ticket, TicketChange, TicketState, TicketSummary } from '../domain/ticket.ts';

/** Which tickets to list. */
export interface TicketQuery {
  /** Without a group: of all of them. */
  group?: string;
  /** One list for each state, one after the other; within each the longest due first. */
  states: readonly TicketState[];
  /** Tickets of one customer instead, newest first; `group` and `states` are left out of account. */
  openId?: string;
  limit: number;
  /** Where the last page ended. */
  cursor?: string;
}

/** A page of a list. */
export interface TicketPage {
  tickets: TicketSummary[];
  /** Where the next page begins; absent on the last. */
  cursor?: string;
}

/** The tickets of the accounts. */
export interface TicketStore {
  /**
   * The number of the ticket of a question: the one it has, else `joins`, else a new one. The same for ever after, also for
   * whoever asks at the same moment.
   */
  numberOf(account: string, questionKey: string, joins?: number): Promise<number>;
  /** Store a new ticket; one that is there already stays, and is what is returned. */
  create(ticket: Ticket): Promise<Ticket>;
  /** Read consistently. */
  read(account: string, id: string): Promise<Ticket | undefined>;
  /** Store a change of the ticket as it was seen. Undefined when somebody changed it first: nothing is stored. */
  change(seen: Ticket, change: TicketChange, now: number): Promise<Ticket | undefined>;
  /** @throws TicketCursorError when the cursor is none of this account's */
  list(account: string, query: TicketQuery): Promise<TicketPage>;
  /** Numbers of tickets that something has to happen to by itself, the longest due first. */
  toActOn(account: string, until: number): Promise<string[]>;
}
