import type { Credentials } from '../domain/account.ts';
import type { CallbackQuery } from '../wechat/push.ts';

/** What the canary lives on. */
export interface CanaryNest {
  /**
   * Its credentials and its rule, made where they are missing. `isNew` when something was made now: it takes a while until the
   * callback knows of it.
   */
  prepare(): Promise<{ credentials: Credentials; isNew: boolean }>;
}

/** The deployed callback, from outside. */
export interface CallbackEndpoint {
  /** Push as WeChat does, with WeChat's patience. @throws Error when nothing answers within 5 seconds */
  push(account: string, query: CallbackQuery, body: string): Promise<{ status: number; body: string }>;
}
