import { type Counters, count, type Family, labelsOf, named } from './counters.ts';

/**
 * Durations are counted by value, so that medians of any stretch of time can be told later: exactly up to two minutes, then
 * to 10 seconds, and to a minute beyond an hour.
 */
export function countDuration(counters: Counters, family: Family, seconds: number): void {
  if (!Number.isFinite(seconds) || seconds < 0) return;
  count(counters, named(family, coarse(Math.round(seconds))));
}

const coarse = (seconds: number): number => seconds - (seconds % (seconds < 120 ? 1 : seconds < 3600 ? 10 : 60));

/** The same for how long we took, in milliseconds: to 5 ms, to 50 beyond a tenth of a second, to 500 beyond one. */
export function countMilliseconds(counters: Counters, family: Family, ms: number): void {
  if (!Number.isFinite(ms) || ms < 0) return;
  const step = ms < 100 ? 5 : ms < 1000 ? 50 : 500;
  count(counters, named(family, Math.round(ms / step) * step));
}

/** How long it took an account's users, or us. */
export interface Spread {
  count: number;
  /** Absent when nothing was counted. */
  median?: number;
  p90?: number;
}

/** Median and 90th percentile of a family of durations, by nearest rank. */
export function spreadOf(counters: Readonly<Counters>, family: Family): Spread {
  const values = labelsOf(counters, family)
    .map(({ label, count: times }) => ({ value: Number(label), times }))
    .sort((a, b) => a.value - b.value);
  const total = values.reduce((sum, { times }) => sum + times, 0);
  if (total === 0) return { count: 0 };
  const at = (share: number): number => {
    let left = Math.ceil(total * share);
    for (const { value, times } of values) {
      left -= times;
      if (left <= 0) return value;
    }
    return values.at(-1)?.value ?? 0;
  };
  return { count: total, median: at(0.5), p90: at(0.9) };
}
