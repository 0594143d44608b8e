import type { TicketNews } from '../domain/ticket.ts';
import { isActive, isLive, type Ticket, type TicketChange, type TicketTrace, traceOf } from '../domain/ticket.ts';
import { customerWrote, openedTicket, takeNews } from '../domain/ticket-changes.ts';
import type { TicketSettings } from '../domain/ticket-settings.ts';
import { StoreConflictError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CustomerTickets } from '../ports/customer-tickets.ts';
import type { TicketDesk } from '../ports/ticket-desk.ts';
import type { TicketStore } from '../ports/ticket-store.ts';

export interface TicketDeskDeps {
  tickets: TicketStore;
  customers: CustomerTickets;
  ticketSettingsOf(account: string): Promise<TicketSettings>;
  clock: Clock;
}

/** More rounds than others win against one change. */
const ROUNDS = 8;
/** What several tickets have to say is one message. */
const BETWEEN = '\n\n';

/**
 * Tickets for the outbox. A ticket has the number that its question claimed first, so a worker that died between any two steps
 * is followed by one that does the rest.
 */
export function createTicketDesk(deps: TicketDeskDeps): TicketDesk {
  const now = () => Math.floor(deps.clock() / 1000);
  return {
    open: async (account, openId, { question, reason, category, card }) => {
      const settings = await deps.ticketSettingsOf(account);
      const joined = reason === 'rule' ? undefined : newestActive(await deps.customers.of(account, openId));
      const number = await deps.tickets.numberOf(account, question.messageKey, joined && numberIn(joined.id));
      const wish = {
        account,
        openId,
        number,
        question,
        reason,
        by: 'customer',
        ...(category && { category }),
        ...(card && { card }),
      };
      const stored = await deps.tickets.create(openedTicket(wish, settings, now()));
      const written = (seen: Ticket) => customerWrote(seen, { question, isAnswered: false }, settings, now());
      const ticket = await changeUntil(deps, stored, written, now);
      await deps.customers.note(account, openId, traceOf(ticket));
      return ticket.id;
    },

    addMessage: async (account, openId, entry) => {
      const settings = await deps.ticketSettingsOf(account);
      const traces = (await deps.customers.of(account, openId)).filter((trace) => isLive(trace, now()));
      const target = newestActive(traces) ?? newest(traces);
      const said: string[] = [];
      for (const { id, hasNews } of traces) {
        if (id !== target?.id && !hasNews) continue;
        const seen = await deps.tickets.read(account, id);
        if (seen === undefined) continue;
        const written = (ticket: Ticket) =>
          id === target?.id ? customerWrote(ticket, entry, settings, now()) : undefined;
        const ticket = await changeUntil(deps, seen, written, now);
        const { texts, ticket: told } = await tellBy(deps, ticket, entry.id, now);
        said.push(...texts);
        await deps.customers.note(account, openId, traceOf(told));
      }
      return said.length === 0 ? undefined : said.join(BETWEEN);
    },
  };
}

const numberIn = (id: string): number => Number(id.slice('T-'.length));
const newest = (traces: readonly TicketTrace[]): TicketTrace | undefined =>
  traces.toSorted((a, b) => numberIn(b.id) - numberIn(a.id))[0];
const newestActive = (traces: readonly TicketTrace[]): TicketTrace | undefined =>
  newest(traces.filter(({ state }) => isActive(state)));

/** Make a change that follows from how the ticket is, whoever else changes it; nothing when it asks for nothing. */
async function changeUntil(
  { tickets }: Pick<TicketDeskDeps, 'tickets'>,
  seen: Ticket,
  wanted: (ticket: Ticket) => TicketChange | undefined,
  now: () => number,
): Promise<Ticket> {
  let ticket = seen;
  for (let round = 0; round < ROUNDS; round++) {
    const change = wanted(ticket);
    if (change === undefined) return ticket;
    const done = await tickets.change(ticket, change, now());
    if (done !== undefined) return done;
    ticket = (await tickets.read(ticket.account, ticket.id)) ?? ticket;
  }
  throw new StoreConflictError(`${seen.id} changes too fast to add to it`);
}

/** Let an outbox entry take the news along; it gets the same when it comes again. */
async function tellBy(
  deps: Pick<TicketDeskDeps, 'tickets'>,
  ticket: Ticket,
  entryId: string,
  now: () => number,
): Promise<{ texts: string[]; ticket: Ticket }> {
  const told = await changeUntil(deps, ticket, (seen) => takeNews(seen, entryId, now()).change, now);
  return {
    texts: told.news.filter(({ takenBy }) => takenBy === entryId).map(({ text }: TicketNews) => text),
    ticket: told,
  };
}
