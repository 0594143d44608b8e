import { NOTICES, QUOTAS, type Settings } from '../domain/rules/settings.ts';
import { numberedSurvey, ticketServed } from '../domain/survey.ts';
import { type Ticket, type TicketChange, traceOf, untold } from '../domain/ticket.ts';
import { type TicketSettings, ticketSettings } from '../domain/ticket-settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { CustomerTickets } from '../ports/customer-tickets.ts';
import type { PublishedRules } from '../ports/published-rules.ts';
import type { SurveyDesk } from '../ports/survey-desk.ts';
import type { TicketStore } from '../ports/ticket-store.ts';

export interface WorkOnTicketDeps {
  tickets: TicketStore;
  customers: CustomerTickets;
  published: Pick<PublishedRules, 'current'>;
  surveys: SurveyDesk;
  clock: Clock;
}

/** How a change of a ticket ended. `told`: the news is on its way, waits for the customer's next message, or there is none. */
export type TicketWork =
  | { done: true; ticket: Ticket; told: 'now' | 'at-next-message' | 'nothing-to-tell' }
  /** Somebody changed it first: `ticket` is how it is now. */
  | { done: false; ticket: Ticket };

/** More rounds than others win against the note that the customer was told. */
const ROUNDS = 5;

/** Store what a person, or the clock, does to a ticket; the customer is told in their window, else with their next message. */
export async function workOnTicket(deps: WorkOnTicketDeps, seen: Ticket, change: TicketChange): Promise<TicketWork> {
  const now = Math.floor(deps.clock() / 1000);
  const stored = await deps.tickets.change(seen, change, now);
  if (stored === undefined) {
    return { done: false, ticket: (await deps.tickets.read(seen.account, seen.id)) ?? seen };
  }
  if (stored.openId === undefined) return { done: true, ticket: stored, told: 'nothing-to-tell' };
  const ticket = await tell(deps, stored, stored.openId, now);
  await deps.customers.note(ticket.account, stored.openId, traceOf(ticket));
  const isTold = untold(ticket.news).length === 0;
  if (change.set.state === 'solved' && isTold) await askHowItWas(deps, ticket, now);
  if (change.set.news === undefined) return { done: true, ticket, told: 'nothing-to-tell' };
  return { done: true, ticket, told: isTold ? 'now' : 'at-next-message' };
}

/** A ticket in which the agent answered at least twice is a service, as a session is. It is only a question: nothing fails for it. */
async function askHowItWas(deps: WorkOnTicketDeps, ticket: Ticket, now: number): Promise<void> {
  const service = ticketServed(ticket, now);
  if (service === undefined) return;
  const settings = await settingsOf(deps, ticket.account);
  const head = settings?.notices.satisfaction ?? NOTICES.satisfaction;
  if (settings?.rights.customSend === false || head === false) return;
  await deps.surveys.ask(service, numberedSurvey(service, head, now), now).catch(() => false);
}

/** Put the news into the outbox, in its order, until the window takes no more. */
async function tell(deps: WorkOnTicketDeps, stored: Ticket, openId: string, now: number): Promise<Ticket> {
  const free = untold(stored.news);
  if (free.length === 0) return stored;
  const { quotas = {}, rights } = (await settingsOf(deps, stored.account)) ?? {};
  if (rights?.customSend === false) return stored;
  const takenBy = new Map<string, string>();
  for (const news of free) {
    const entry = await deps.customers.say(stored.account, openId, news, quotas.message ?? QUOTAS.message, now);
    if (entry === undefined) break;
    takenBy.set(news.id, entry);
  }
  return takenBy.size === 0 ? stored : noteTold(deps, stored, takenBy, now);
}

async function noteTold(
  { tickets }: WorkOnTicketDeps,
  stored: Ticket,
  takenBy: Map<string, string>,
  now: number,
): Promise<Ticket> {
  let ticket = stored;
  for (let round = 0; round < ROUNDS; round++) {
    const news = ticket.news.map((one) => {
      const entry = one.takenBy ?? takenBy.get(one.id);
      return entry === undefined ? one : { ...one, takenBy: entry };
    });
    const done = await tickets.change(
      ticket,
      { set: { news }, events: [{ at: now, by: 'system', what: 'told' }] },
      now,
    );
    if (done !== undefined) return done;
    ticket = (await tickets.read(ticket.account, ticket.id)) ?? ticket;
  }
  return ticket;
}

const settingsOf = async (
  { published }: Pick<WorkOnTicketDeps, 'published'>,
  account: string,
): Promise<Settings | undefined> => (await published.current(account))?.settings;

/** How an account treats its tickets. */
export const ticketSettingsOf =
  (deps: Pick<WorkOnTicketDeps, 'published'>) =>
  async (account: string): Promise<TicketSettings> =>
    ticketSettings((await settingsOf(deps, account)) ?? {});
