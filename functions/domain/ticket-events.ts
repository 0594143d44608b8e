import type { Ticket } from './ticket.ts';
import type { WebhookEvent } from './webhook.ts';

/** What is new in a ticket since an earlier form of it, one event for each line of its history. */
export function ticketEvents(before: Ticket | undefined, after: Ticket): WebhookEvent[] {
  const known = before?.history.length ?? 0;
  return after.history.slice(known).flatMap((event, index) => {
    if (event.what === 'told') return [];
    const { messageKey: _, ...shown } = event;
    return {
      id: `${after.account}.${after.id}.${known + index + 1}`,
      type: `ticket.${event.what === 'state' ? (event.to ?? 'state') : event.what}`,
      at: event.at,
      data: { account: after.account, ticket: summaryOf(after), event: shown },
    };
  });
}

const summaryOf = ({ history: _, news: __, questionKey: ___, actAt: ____, ...summary }: Ticket) => summary;
