import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Ticket } from '../../domain/ticket.ts';
import { ticketEvents } from '../../domain/ticket-events.ts';
import type { WebhookEvent } from '../../domain/webhook.ts';
import { fromItem } from './ticket-item.ts';

type Image = Record<string, unknown> | undefined;

/** What happened to a ticket, by the images of a stream record; nothing for what is no ticket, or was removed. */
export function eventsInRecord(oldImage: Image, newImage: Image): WebhookEvent[] {
  const after = ticketIn(newImage);
  return after === undefined ? [] : ticketEvents(ticketIn(oldImage), after);
}

function ticketIn(image: Image): Ticket | undefined {
  const item = image as Record<string, AttributeValue> | undefined;
  return item?.id?.S?.startsWith('T-') ? fromItem(item) : undefined;
}
