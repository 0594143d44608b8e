/** Calls a day and a minute. @see 接口调用频次限制; days are China's */
import type { AccountState, CallCounter } from '../types.ts';
import { chinaDay, type World } from '../world.ts';
import { Refusal } from './refusal.ts';

export interface Limits {
  perDay?: number | undefined;
  perMinute?: number | undefined;
}

/** Calls a day where neither the account nor the route says otherwise. */
export const USUAL_PER_DAY = 500_000;

/**
 * Count one call.
 *
 * @throws Refusal 45009 or 45011
 */
export function count(world: World, account: AccountState, path: string, { perDay, perMinute }: Limits): void {
  const counter = counterOf(world, account, path);
  if (counter.today >= dailyLimit(account, path, perDay)) throw new Refusal(45009);
  if (perMinute !== undefined && counter.thisMinute >= perMinute) throw new Refusal(45011);
  counter.today++;
  counter.thisMinute++;
}

export const dailyLimit = ({ settings }: AccountState, path: string, perDay = USUAL_PER_DAY): number =>
  settings.quotas[path] ?? perDay;

/** The path's counter, begun anew with the day and the minute. */
export function counterOf(world: World, account: AccountState, path: string): CallCounter {
  const now = world.clock.now();
  const day = chinaDay(now);
  const minute = Math.floor(now / 60);
  account.counters[path] ??= { day, today: 0, minute, thisMinute: 0 };
  const counter = account.counters[path];
  if (counter.day !== day) Object.assign(counter, { day, today: 0 });
  if (counter.minute !== minute) Object.assign(counter, { minute, thisMinute: 0 });
  return counter;
}
