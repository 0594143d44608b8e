import { SCHEDULES } from '../../functions/env.ts';
import type { LocalClock } from './clock.ts';
import type { FunctionHost } from './functions/host.ts';

/** Run the scheduled functions by the local clock; the result ends them. */
export function startSchedules(functions: FunctionHost, prefix: string, clock: LocalClock): () => void {
  const ends = SCHEDULES.map(({ function: short, everyMinutes }) => {
    const name = `${prefix}-${short}`;
    if (!functions.has(name)) return () => {};
    return clock.every(everyMinutes * 60, async () => {
      await functions.invoke(name, scheduledEvent(name, clock.now()));
    });
  });
  return () => {
    for (const end of ends) end();
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
