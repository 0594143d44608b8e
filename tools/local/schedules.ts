import { OPTIONAL, SCHEDULES } from '../../functions/env.ts';
import type { LocalClock } from './clock.ts';
import type { FunctionHost } from './functions/host.ts';

/** A tick this soon after the last one means that somebody turns the clock. */
const TURNING_MS = 5_000;
const TICKS_IN_FULL = 60;
/** Ticks to one that is run afterwards: for the token less than the five minutes before its end in which it is renewed. */
const THINNED_TO = { token: 4, others: 30 };

/** Run the scheduled functions by the local clock; the result ends them. */
export function startSchedules(functions: FunctionHost, prefix: string, clock: LocalClock): () => void {
  const always = SCHEDULES.filter(({ function: name }) => !OPTIONAL.includes(name));
  const ends = always.map(({ function: short, everyMinutes }) => {
    const name = `${prefix}-${short}`;
    if (!functions.has(name)) return () => {};
    const isDue = thinning(short === 'refresh-token' ? THINNED_TO.token : THINNED_TO.others);
    return clock.every(everyMinutes * 60, async () => {
      if (isDue()) await functions.invoke(name, scheduledEvent(name, clock.now()));
    });
  });
  return () => {
    for (const end of ends) end();
  };
}

/** The minutes of two days turned at once are 2,880: after the first hour only one in so many is run. */
export function thinning(oneIn: number, realMs: () => number = () => performance.now()): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  let ticks = 0;
  return () => {
    const now = realMs();
    ticks = now - last < TURNING_MS ? ticks + 1 : 0;
    last = now;
    return ticks < TICKS_IN_FULL || ticks % oneIn === 0;
  };
}

/** What EventBridge gives a scheduled function. */
function scheduledEvent(name: string, nowMs: number): object {
  return {
    source: 'aws.scheduler',
    'detail-type': 'Scheduled Event',
    time: new Date(nowMs).toISOString(),
    resources: [name],
  };
}
