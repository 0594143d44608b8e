import {
  familyOf,
  WEBHOOK_DAYS,
  type WebhookEndpoint,
  type WebhookEvent,
  webhookBody,
  webhookHeaders,
  webhookPause,
} from '../domain/webhook.ts';
import { ConfigError } from '../errors.ts';
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

/** Where events wait while the parameter that names the endpoints cannot be read as what it is. */
const HELD = '@held';

/** Keep events for every endpoint that wants them, then try to deliver them at once. */
export async function emitWebhooks(
  deps: WebhooksDeps,
  account: string,
  events: readonly WebhookEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const endpoints = await endpointsOf(deps, account);
  if (endpoints === undefined) for (const event of events) await deps.queue.put(account, HELD, event);
  else await keep(deps, account, endpoints, events);
  if (endpoints !== undefined && endpoints.length > 0) await deliverWebhooks(deps, account, AT_EMISSION);
}

/** Undefined when the parameter is wrong: whoever reads the log learns in what, and no event is lost meanwhile. */
async function endpointsOf(
  { endpoints, logger }: WebhooksDeps,
  account: string,
): Promise<WebhookEndpoint[] | undefined> {
  try {
    return await endpoints.read(account);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    logger.error('webhook.misconfigured', { account, reason: error.message });
    return undefined;
  }
}

async function keep(
  { queue }: WebhooksDeps,
  account: string,
  endpoints: readonly WebhookEndpoint[],
  events: readonly WebhookEvent[],
): Promise<void> {
  for (const { name, families } of endpoints) {
    const wanted = events.filter(({ type }) => families === undefined || families.includes(familyOf(type)));
    for (const event of wanted) await queue.put(account, name, event);
  }
}

/** Events of one run for an endpoint: it has to end within its minute. */
const AT_ONCE = 100;
/** Whoever emits has other work. */
const AT_EMISSION = 10;

/**
 * Deliver what waits, in its order. An endpoint that fails is left alone for a while, up to an hour; its events wait for it for
 * three days, and are given up then: they can still be delivered by hand.
 */
export async function deliverWebhooks(deps: WebhooksDeps, account: string, limit = AT_ONCE): Promise<void> {
  const endpoints = await endpointsOf(deps, account);
  if (endpoints === undefined || endpoints.length === 0) return;
  await release(deps, account, endpoints);
  for (const endpoint of endpoints) await deliverTo(deps, account, endpoint, limit);
}

/** What was held until the parameter was mended. */
async function release(deps: WebhooksDeps, account: string, endpoints: readonly WebhookEndpoint[]): Promise<void> {
  for (const event of await deps.queue.next(account, HELD, AT_ONCE)) {
    await keep(deps, account, endpoints, [event]);
    await deps.queue.remove(account, HELD, event);
  }
}

async function deliverTo(
  deps: WebhooksDeps,
  account: string,
  { name, url, secret }: WebhookEndpoint,
  limit: number,
): Promise<void> {
  const now = Math.floor(deps.clock() / 1000);
  const health = await deps.queue.health(account, name);
  if (health.retryAt > now) return;
  for (const event of await deps.queue.next(account, name, limit)) {
    if (isTooOld(event, now)) {
      await deps.queue.giveUp(account, name, event);
      deps.logger.warn('webhook.given-up', { account, endpoint: name, type: event.type });
      continue;
    }
    if (!(await send(deps, event, url, secret, now))) {
      const failures = health.failures + 1;
      await deps.queue.setHealth(account, name, { failures, retryAt: now + webhookPause(failures) });
      deps.logger.warn('webhook.failed', { account, endpoint: name, failures });
      return;
    }
    await deps.queue.remove(account, name, event);
    if (health.failures > 0) {
      health.failures = 0;
      await deps.queue.setHealth(account, name, { failures: 0, retryAt: 0 });
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

/** How an endpoint does. */
export interface EndpointState {
  endpoint: string;
  /** Its host; the rest of the address may hold a secret. */
  host: string;
  /** Absent = all. */
  families?: readonly string[];
  /** Tries that failed since the last that succeeded. */
  failures: number;
  /** Not tried before this, epoch seconds; 0 = at once. */
  retryAt: number;
  /** At least so many events wait. */
  waiting: number;
  /** At least so many were given up, and can be delivered by hand. */
  givenUp: number;
}

/**
 * How the endpoints of an account do.
 *
 * @throws ConfigError naming what is wrong with the parameter, never its value
 */
export async function webhookStates(
  { endpoints, queue }: Pick<WebhooksDeps, 'endpoints' | 'queue'>,
  account: string,
): Promise<EndpointState[]> {
  const states: EndpointState[] = [];
  for (const { name, url, families } of await endpoints.read(account)) {
    const [health, waiting, givenUp] = [
      await queue.health(account, name),
      await queue.next(account, name, AT_ONCE),
      await queue.givenUp(account, name, AT_ONCE),
    ];
    const counts = { waiting: waiting.length, givenUp: givenUp.length };
    states.push({ endpoint: name, host: new URL(url).host, ...(families && { families }), ...health, ...counts });
  }
  return states;
}

/** Let events that were given up be tried again, at most a hundred of each endpoint; at once what waits too. */
export async function redeliverWebhooks(deps: WebhooksDeps, account: string): Promise<EndpointState[]> {
  const now = Math.floor(deps.clock() / 1000);
  for (const { name, url, secret } of await deps.endpoints.read(account)) {
    await deps.queue.setHealth(account, name, { failures: 0, retryAt: 0 });
    for (const event of await deps.queue.givenUp(account, name, AT_ONCE)) {
      if (!(await send(deps, event, url, secret, now))) break;
      await deps.queue.removeGivenUp(account, name, event);
    }
  }
  await deliverWebhooks(deps, account);
  return webhookStates(deps, account);
}
