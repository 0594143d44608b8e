import type { OutboxEntry } from '../domain/conversation.ts';
import type { TicketOpener } from '../ports/ticket-opener.ts';
import type { Job, JobEnd } from './deliver-outbox.ts';

export interface DeliverTicketDeps {
  tickets: TicketOpener;
}

type TicketEntry = Extract<OutboxEntry, { kind: 'ticket' }>;

/** Open the ticket an entry asks for; what is said of it takes the entry's place, with the ticket's number. */
export async function deliverTicket(
  { tickets }: DeliverTicketDeps,
  { outgoing, entry }: Job<TicketEntry>,
): Promise<JobEnd> {
  const number = await tickets.open(outgoing.account, outgoing.openId, entry);
  if (entry.notice === undefined) return { end: 'done' };
  const { id, createdAt, expiresAt, notice } = entry;
  const content = notice.replaceAll('{ticket}', number);
  return { end: 'done', by: { id, createdAt, expiresAt, kind: 'send', reply: { kind: 'text', content } } };
}
