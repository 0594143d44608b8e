import type { OutboxEntry } from '../domain/conversation.ts';
import type { Outgoing } from '../domain/outbox.ts';
import type { TicketDesk } from '../ports/ticket-desk.ts';
import type { Job, JobEnd } from './deliver-outbox.ts';

export interface DeliverTicketDeps {
  tickets: TicketDesk;
}

type TicketEntry = Extract<OutboxEntry, { kind: 'ticket' | 'ticket-message' }>;

/** Open the ticket an entry asks for, or add to it; what is to be said of it takes the entry's place. */
export async function deliverTicket(deps: DeliverTicketDeps, { outgoing, entry }: Job<TicketEntry>): Promise<JobEnd> {
  const { account, openId } = outgoing;
  const { id, createdAt, expiresAt } = entry;
  const content =
    entry.kind === 'ticket' ? await open(deps, outgoing, entry) : await deps.tickets.addMessage(account, openId, entry);
  if (content === undefined) return { end: 'done' };
  return { end: 'done', by: { id, createdAt, expiresAt, kind: 'send', reply: { kind: 'text', content } } };
}

async function open(
  { tickets }: DeliverTicketDeps,
  { account, openId }: Outgoing,
  entry: Extract<TicketEntry, { kind: 'ticket' }>,
): Promise<string | undefined> {
  const number = await tickets.open(account, openId, entry);
  return entry.notice?.replaceAll('{ticket}', number);
}
