import type { UnansweredText } from '../domain/statistics/conversation-changes.ts';
import type { Counters } from '../domain/statistics/counters.ts';
import type { HourCounters } from '../domain/statistics/log-lines.ts';
import type { CountedHour } from '../domain/statistics/report.ts';

/** What was counted, by account and hour, and the questions that nobody answered. */
export interface StatisticsStore {
  /**
   * Add what a batch brought to the item of its account, three minutes and origin, unless the same batch was added before.
   *
   * @param origin what delivers in batches: a log stream, a shard
   * @param batch the same for every delivery of the batch, and no other's
   */
  add(counted: HourCounters, origin: string, batch: string): Promise<void>;
  /** Put figures that were worked out whole in the place of those of an earlier run. */
  replace(account: string, hour: number, origin: string, counters: Counters): Promise<void>;
  /** The items of the hours that begin from `from` until before `to`, epoch seconds. */
  hours(account: string, from: number, to: number): Promise<CountedHour[]>;
  /** Keep a question for 90 days; keeping it twice is keeping it once. */
  keepText(text: UnansweredText): Promise<void>;
  /** Questions nobody answered from `from` until before `to`, newest first. */
  texts(account: string, from: number, to: number, limit: number): Promise<{ text: string; at: number }[]>;
}
