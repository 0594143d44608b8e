import type { Question, TicketReason } from './conversation.ts';

/** Where a ticket stands. `solved` closes by itself; the customer's reply opens it again. */
export const TICKET_STATES = ['open', 'assigned', 'waiting-for-customer', 'solved', 'closed'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

/** What happened to a ticket. The list of these is only appended to. */
export interface TicketEvent {
  /** Epoch seconds. */
  at: number;
  /** `customer`, `system`, or the name of a person. */
  by: string;
  what:
    | 'opened'
    | 'message'
    | 'reply'
    | 'note'
    | 'state'
    | 'assigned'
    | 'priority'
    | 'due'
    | 'handed-over'
    | 'escalated'
    | 'told';
  text?: string;
  from?: string;
  to?: string;
  /** Of a customer's message: it is added once. */
  messageKey?: string;
}

/** Something the customer has to be told, and by which outbox entry they are. */
export interface TicketNews {
  /** One for each piece of news of a ticket. */
  id: string;
  text: string;
  /** The outbox entry that took it along; absent = still to be told. */
  takenBy?: string;
}

/** What could not be answered at once, until it is. */
export interface Ticket {
  account: string;
  /** `T-1042`: what people say. Numbers rise with time, per account. */
  id: string;
  /** Raised by every change; a change names the one it saw. */
  version: number;
  /** Absent when an agent opened it for somebody who never wrote. */
  openId?: string;
  state: TicketState;
  /** The department that has it; `general` unless said. */
  group: string;
  assignee?: string;
  priority: TicketPriority;
  category?: string;
  reason: TicketReason | 'agent';
  /** The question in one line. */
  subject: string;
  /** Message key of the question, or the key an agent's request gave: one question has one ticket. */
  questionKey: string;
  /** Who the customer is, as far as they told: name, source, product, what they said last, who served them. */
  card?: string;
  openedAt: number;
  updatedAt: number;
  dueAt: number;
  /** When something happens by itself: it escalates, or it closes. */
  actAt?: number;
  /** News of which the customer knows nothing yet, newest last. */
  news: TicketNews[];
  history: TicketEvent[];
}

/** A ticket in a list: without what was said. */
export type TicketSummary = Omit<Ticket, 'history' | 'news' | 'card'>;

/** What a conversation knows of a ticket: enough for 「我的工单」 without another read. */
export interface TicketTrace {
  id: string;
  state: TicketState;
  version: number;
  updatedAt: number;
  /** Something is still to be told. */
  hasNews: boolean;
}

/** Fields that a change sets; `undefined` takes one away. */
export type TicketFields = {
  [Name in 'state' | 'group' | 'assignee' | 'priority' | 'category' | 'dueAt' | 'actAt' | 'news']?:
    | Ticket[Name]
    | undefined;
};

/** One step of a ticket: new values, and what is added to its history. */
export interface TicketChange {
  set: TicketFields;
  events: TicketEvent[];
}

/** Department of tickets that no rule gives to another. */
export const GENERAL_GROUP = 'general';
/** Characters of a question in a list. */
const SUBJECT_LENGTH = 80;
/** A longer history is not added to by the customer any more: an item holds 400 KB. */
export const HISTORY_LIMIT = 1_000;
const DAY_SECONDS = 86_400;
/** Longer than that after its end, a message is a new matter. */
export const REOPEN_SECONDS = 7 * DAY_SECONDS;

/** Still worked at. */
export const isActive = (state: TicketState): boolean => state !== 'solved' && state !== 'closed';

/** Whether what the customer writes at that time still belongs to the ticket. */
export const isLive = ({ state, updatedAt, hasNews }: TicketTrace, at: number): boolean =>
  hasNews || isActive(state) || at - updatedAt < REOPEN_SECONDS;

/** What a conversation keeps of a ticket. */
export const traceOf = ({ id, state, version, updatedAt, news }: Ticket): TicketTrace => ({
  id,
  state,
  version,
  updatedAt,
  hasNews: untold(news).length > 0,
});

export const untold = (news: readonly TicketNews[]): TicketNews[] =>
  news.filter(({ takenBy }) => takenBy === undefined);

/** A question in one line of a list. */
export function subjectOf(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > SUBJECT_LENGTH
    ? `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…`
    : characters.join('');
}

/** The ticket after a change. Its history grows at the end, and nowhere else. */
export function changed(ticket: Ticket, { set, events }: TicketChange, now: number): Ticket {
  const next = {
    ...ticket,
    ...set,
    version: ticket.version + 1,
    updatedAt: now,
    history: [...ticket.history, ...events],
  };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as unknown as Ticket;
}

/** Whether the customer's message is in the ticket. */
export const holds = ({ questionKey, history }: Ticket, messageKey: string): boolean =>
  questionKey === messageKey || history.some((event) => event.messageKey === messageKey);

/** The customer's message, as an event of a ticket. */
export const messageEvent = ({ text, messageKey, askedAt }: Question): TicketEvent => ({
  at: askedAt,
  by: 'customer',
  what: 'message',
  text,
  messageKey,
});
