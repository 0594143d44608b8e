import { createHmac } from 'node:crypto';

/** What an outside desk may be told of, in families that an account turns on one by one. */
export const WEBHOOK_FAMILIES = ['tickets', 'messages', 'hand-offs', 'sessions'] as const;
export type WebhookFamily = (typeof WEBHOOK_FAMILIES)[number];

/** Something that happened, as outside systems are told. */
export interface WebhookEvent {
  /** The same for every delivery of one event, so that a receiver can drop repeats. */
  id: string;
  /** `ticket.opened`, `message.received`, `hand-off.asked`, `session.created`. */
  type: string;
  /** Epoch seconds. */
  at: number;
  data: Record<string, unknown>;
}

/** Where an account's events go. The address and the secret are of SSM, never of a table or a log. */
export interface WebhookEndpoint {
  /** A name for the queue. */
  name: string;
  url: string;
  /** `whsec_` and base64 of 24 to 64 bytes. */
  secret: string;
  /** Absent = all that the settings turn on. */
  families?: WebhookFamily[];
}

/** How long an event is tried. */
export const WEBHOOK_DAYS = 3;
const FIRST_PAUSE_SECONDS = 60;
const LAST_PAUSE_SECONDS = 3_600;

/** Seconds until an endpoint that failed so many times is tried again. */
export const webhookPause = (failures: number): number =>
  Math.min(LAST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(10, Math.max(0, failures - 1)));

/** The body of a delivery. */
export const webhookBody = ({ type, at, data }: WebhookEvent): string =>
  JSON.stringify({ type, timestamp: new Date(at * 1000).toISOString(), data });

/**
 * The headers of a delivery, made at `now`.
 *
 * @see Standard Webhooks, Signature scheme: HMAC-SHA256 over id, timestamp and body
 */
export function webhookHeaders(id: string, body: string, secret: string, now: number): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${now}.${body}`).digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': `${now}`,
    'webhook-signature': `v1,${signature}`,
  };
}

/** The family of an event's type. */
export function familyOf(type: string): WebhookFamily {
  const [head] = type.split('.', 1);
  if (head === 'ticket') return 'tickets';
  if (head === 'message') return 'messages';
  return head === 'session' ? 'sessions' : 'hand-offs';
}
