import {
  familyOf,
  WEBHOOK_DAYS,
  type WebhookEvent,
  webhookBody,
  webhookHeaders,
  webhookPause,
} from '../domain/webhook.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { WebhookEndpoints, WebhookPost, WebhookQueue } from '../ports/webhooks.ts';
import { type ForAccountsDeps, forAccounts } from './for-accounts.ts';

export interface WebhooksDeps {
  endpoints: WebhookEndpoints;
  queue: WebhookQueue;
  post: WebhookPost;
  clock: Clock;
  logger: Logger;
}

/** Keep events for every endpoint that wants them, then try to deliver them at once. */
export async function emitWebhooks(
  deps: WebhooksDeps,
  account: string,
  events: readonly WebhookEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const endpoints = await deps.endpoints.read(account);
  for (const { name, families } of endpoints) {
    const wanted = events.filter(({ type }) => families === undefined || families.includes(familyOf(type)));
    for (const event of wanted) await deps.queue.put(account, name, event);
  }
  if (endpoints.length > 0) await deliverWebhooks(deps, account, AT_EMISSION);
}

/** Events of one run for an endpoint: it has to end within its minute. */
const AT_ONCE = 100;
/** Whoever emits has other work. */
const AT_EMISSION = 10;

/**
 * Deliver what waits, in its order. An endpoint that fails is left alone for a while, up to an hour; its events wait for it for
 * three days.
 */
export async function deliverWebhooks(deps: WebhooksDeps, account: string, limit = AT_ONCE): Promise<void> {
  const now = Math.floor(deps.clock() / 1000);
  for (const { name, url, secret } of await deps.endpoints.read(account)) {
    const health = await deps.queue.health(account, name);
    if (health.retryAt > now) continue;
    for (const event of await deps.queue.next(account, name, limit)) {
      if (isTooOld(event, now)) deps.logger.warn('webhook.given-up', { account, endpoint: name, type: event.type });
      else if (!(await send(deps, event, url, secret, now))) {
        const failures = health.failures + 1;
        await deps.queue.setHealth(account, name, { failures, retryAt: now + webhookPause(failures) });
        deps.logger.warn('webhook.failed', { account, endpoint: name, failures });
        break;
      }
      await deps.queue.remove(account, name, event);
      if (health.failures > 0) {
        health.failures = 0;
        await deps.queue.setHealth(account, name, { failures: 0, retryAt: 0 });
      }
    }
  }
}

const isTooOld = ({ at }: WebhookEvent, now: number): boolean => now - at > WEBHOOK_DAYS * 86_400;

function send({ post }: WebhooksDeps, event: WebhookEvent, url: string, secret: string, now: number): Promise<boolean> {
  const body = webhookBody(event);
  return post(url, webhookHeaders(event.id, body, secret, now), body);
}

/** The same for all accounts, every minute. */
export const deliverAllWebhooks = (deps: WebhooksDeps & ForAccountsDeps): Promise<void> =>
  forAccounts(deps, 'webhooks', (account) => deliverWebhooks(deps, account));
