import type { WebhookEndpoint, WebhookEvent } from '../domain/webhook.ts';

/** The endpoints of an account, as stored in SSM. */
export interface WebhookEndpoints {
  /** @throws ConfigError naming what is wrong with the parameter, never its value */
  read(account: string): Promise<WebhookEndpoint[]>;
}

/** How an endpoint was found the last times. */
export interface WebhookHealth {
  failures: number;
  /** Not tried before this, epoch seconds. */
  retryAt: number;
}

/** What still has to be told to endpoints. */
export interface WebhookQueue {
  /** Keep an event until it is delivered, or given up; the same event again changes nothing. */
  put(account: string, endpoint: string, event: WebhookEvent): Promise<void>;
  /** The longest waiting events of an endpoint. */
  next(account: string, endpoint: string, limit: number): Promise<WebhookEvent[]>;
  remove(account: string, endpoint: string, event: WebhookEvent): Promise<void>;
  /** It waits no more, and is kept for two weeks to be delivered by hand. */
  giveUp(account: string, endpoint: string, event: WebhookEvent): Promise<void>;
  /** Events that were given up, the oldest first. */
  givenUp(account: string, endpoint: string, limit: number): Promise<WebhookEvent[]>;
  removeGivenUp(account: string, endpoint: string, event: WebhookEvent): Promise<void>;
  health(account: string, endpoint: string): Promise<WebhookHealth>;
  setHealth(account: string, endpoint: string, health: WebhookHealth): Promise<void>;
}

/** One call to an endpoint. True when it took the event; never throws for what the endpoint does. */
export type WebhookPost = (url: string, headers: Record<string, string>, body: string) => Promise<boolean>;
