import type { OutboxEntry, Question } from './conversation.ts';
import { isMereThanks } from './thanks.ts';
import {
  GENERAL_GROUP,
  HISTORY_LIMIT,
  holds,
  isActive,
  messageEvent,
  REOPEN_SECONDS,
  subjectOf,
  type Ticket,
  type TicketChange,
  type TicketEvent,
  type TicketNews,
  type TicketPriority,
  type TicketState,
  untold,
} from './ticket.ts';
import { fillIn, type TicketAssignment, type TicketSettings } from './ticket-settings.ts';

/** What a new ticket is made of. */
export interface NewTicket {
  account: string;
  openId?: string;
  number: number;
  question: Question;
  reason: Ticket['reason'];
  category?: string;
  group?: string;
  assignee?: string;
  priority?: TicketPriority;
  /** Who the customer is, for people. */
  card?: string;
  /** Who opened it. */
  by: string;
}

/** A ticket as it is opened: the rules of the settings say to whom it goes and when it is due. */
export function openedTicket(wish: NewTicket, settings: TicketSettings, now: number): Ticket {
  const { account, openId, number, question, reason, category, by, card } = wish;
  const rule = settings.assign.find((one) => fits(one, wish));
  const assignee = wish.assignee ?? rule?.assignee;
  const priority = wish.priority ?? rule?.priority ?? 'normal';
  const dueAt = now + settings.dueHours[priority] * 3600;
  return {
    account,
    id: `T-${number}`,
    version: 1,
    ...(openId !== undefined && { openId }),
    state: assignee === undefined ? 'open' : 'assigned',
    group: wish.group ?? rule?.group ?? GENERAL_GROUP,
    ...(assignee !== undefined && { assignee }),
    priority,
    ...(category !== undefined && { category }),
    reason,
    subject: subjectOf(question.text),
    questionKey: question.messageKey,
    ...(card !== undefined && { card }),
    openedAt: now,
    updatedAt: now,
    dueAt,
    actAt: dueAt,
    news: [],
    history: [{ at: question.askedAt, by, what: 'opened', text: question.text, messageKey: question.messageKey }],
  };
}

const fits = ({ category, contains }: TicketAssignment, wish: NewTicket): boolean =>
  (category === undefined || category === wish.category) &&
  (contains === undefined || wish.question.text.toLowerCase().includes(contains.toLowerCase()));

/**
 * The customer wrote: the message is added once; what waited for them goes on, and what was done is opened again, unless a
 * rule has answered the message or they only say thanks.
 */
export function customerWrote(
  ticket: Ticket,
  { question, isAnswered }: Pick<Extract<OutboxEntry, { kind: 'ticket-message' }>, 'question' | 'isAnswered'>,
  settings: TicketSettings,
  now: number,
): TicketChange | undefined {
  const isOver = !isActive(ticket.state);
  if (holds(ticket, question.messageKey) || ticket.history.length >= HISTORY_LIMIT) return undefined;
  if (isOver && (isAnswered || now - ticket.updatedAt >= REOPEN_SECONDS)) return undefined;
  const added = messageEvent(question);
  if (isOver && isMereThanks(question.text)) return { set: {}, events: [added] };
  if (isAnswered || (!isOver && ticket.state !== 'waiting-for-customer')) return { set: {}, events: [added] };
  const state = ticket.assignee === undefined ? 'open' : 'assigned';
  const dueAt = now + settings.dueHours[ticket.priority] * 3600;
  return {
    set: { state, dueAt, actAt: dueAt },
    events: [added, { at: now, by: 'customer', what: 'state', from: ticket.state, to: state }],
  };
}

/** Which states a person may lead a ticket to. */
const NEXT: Record<TicketState, readonly TicketState[]> = {
  open: ['assigned', 'waiting-for-customer', 'solved', 'closed'],
  assigned: ['open', 'waiting-for-customer', 'solved', 'closed'],
  'waiting-for-customer': ['open', 'assigned', 'solved', 'closed'],
  solved: ['open', 'assigned', 'closed'],
  closed: ['open', 'assigned'],
};
export const nextStates = (state: TicketState): readonly TicketState[] => NEXT[state];

/** Who does something, and when. */
export interface Doing {
  by: string;
  now: number;
}

/** Lead it to another state; undefined when that does not follow. `open` takes the assignee away. */
export function toState(
  ticket: Ticket,
  state: TicketState,
  settings: TicketSettings,
  { by, now }: Doing,
): TicketChange | undefined {
  if (!NEXT[ticket.state].includes(state)) return undefined;
  if (state === 'assigned' && ticket.assignee === undefined) return undefined;
  const reopens = !isActive(ticket.state) && isActive(state);
  const dueAt = reopens ? now + settings.dueHours[ticket.priority] * 3600 : ticket.dueAt;
  return {
    set: {
      state,
      dueAt,
      actAt: actAt(state, dueAt, settings, now),
      ...(state === 'open' && { assignee: undefined }),
      ...newsOf(ticket, textFor(state, settings), lastReply(ticket)),
    },
    events: [{ at: now, by, what: 'state', from: ticket.state, to: state }],
  };
}

/** When the ticket moves by itself. */
function actAt(state: TicketState, dueAt: number, { closeAfterDays }: TicketSettings, now: number): number | undefined {
  if (state === 'open' || state === 'assigned') return dueAt;
  return state === 'solved' ? now + closeAfterDays * 86_400 : undefined;
}

function textFor(state: TicketState, { texts }: TicketSettings): string | false {
  if (state === 'solved') return texts.solved;
  return state === 'closed' ? texts.closed : false;
}

const lastReply = ({ history }: Ticket): string => history.findLast(({ what }) => what === 'reply')?.text ?? '';

/** News to be told, when there is somebody to be told. What others took along is forgotten. */
function newsOf(ticket: Ticket, template: string | false, text = ''): { news?: TicketNews[] } {
  if (template === false || ticket.openId === undefined) return {};
  const news = { id: `${ticket.id}.${ticket.version + 1}`, text: fillIn(template, ticket.id, text) };
  return { news: [...untold(ticket.news), news] };
}

/** Give it to a person. */
export function assignTo(ticket: Ticket, assignee: string, settings: TicketSettings, { by, now }: Doing): TicketChange {
  const state = ticket.state === 'waiting-for-customer' ? ticket.state : 'assigned';
  const dueAt = isActive(ticket.state) ? ticket.dueAt : now + settings.dueHours[ticket.priority] * 3600;
  const isFirst = ticket.assignee === undefined;
  return {
    set: {
      state,
      assignee,
      dueAt,
      actAt: actAt(state, dueAt, settings, now),
      ...newsOf(ticket, isFirst && settings.texts.assigned),
    },
    events: [{ at: now, by, what: 'assigned', ...(ticket.assignee && { from: ticket.assignee }), to: assignee }],
  };
}

/** Answer the customer: it waits for them then. */
export function replyTo(ticket: Ticket, text: string, settings: TicketSettings, { by, now }: Doing): TicketChange {
  const state = 'waiting-for-customer';
  const told: TicketEvent[] = [{ at: now, by, what: 'reply', text }];
  if (ticket.state !== state) told.push({ at: now, by, what: 'state', from: ticket.state, to: state });
  return { set: { state, actAt: undefined, ...newsOf(ticket, settings.texts.reply, text) }, events: told };
}

/** Something for colleagues only. */
export const noteOn = (text: string, { by, now }: Doing): TicketChange => ({
  set: {},
  events: [{ at: now, by, what: 'note', text }],
});

/** How urgent it is, and so when it is due, counted from its opening. */
export function toPriority(
  ticket: Ticket,
  priority: TicketPriority,
  settings: TicketSettings,
  { by, now }: Doing,
): TicketChange {
  const dueAt = ticket.openedAt + settings.dueHours[priority] * 3600;
  return {
    set: { priority, dueAt, ...(ticket.actAt === ticket.dueAt && { actAt: dueAt }) },
    events: [{ at: now, by, what: 'priority', from: ticket.priority, to: priority }],
  };
}

/** Another time by which it has to be done. */
export const toDue = (ticket: Ticket, dueAt: number, { by, now }: Doing): TicketChange => ({
  set: { dueAt, ...((ticket.state === 'open' || ticket.state === 'assigned') && { actAt: dueAt }) },
  events: [{ at: now, by, what: 'due', from: `${ticket.dueAt}`, to: `${dueAt}` }],
});

/** To another department, where nobody has it yet unless named. */
export function handOverTo(
  ticket: Ticket,
  to: { group: string; assignee?: string | undefined; text?: string | undefined },
  { by, now }: Doing,
): TicketChange {
  const { group, assignee, text } = to;
  const state = isActive(ticket.state) ? (assignee === undefined ? 'open' : 'assigned') : ticket.state;
  return {
    set: { group, assignee, state, ...(isActive(state) && { actAt: ticket.dueAt }) },
    events: [{ at: now, by, what: 'handed-over', from: ticket.group, to: group, ...(text !== undefined && { text }) }],
  };
}

/** The news that an outbox entry takes along: those it took before, when it comes again, else all that nobody took. */
export function takeNews(ticket: Ticket, entryId: string, now: number): { texts: string[]; change?: TicketChange } {
  const own = ticket.news.filter(({ takenBy }) => takenBy === entryId);
  if (own.length > 0) return { texts: own.map(({ text }) => text) };
  const free = untold(ticket.news);
  if (free.length === 0) return { texts: [] };
  const news = ticket.news.map((one) => (one.takenBy === undefined ? { ...one, takenBy: entryId } : one));
  return {
    texts: free.map(({ text }) => text),
    change: { set: { news }, events: [{ at: now, by: 'system', what: 'told' }] },
  };
}
