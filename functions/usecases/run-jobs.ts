import type { Logger } from '../ports/logger.ts';

/** Something that is done by the clock. */
export interface Job {
  name: string;
  everyMinutes: number;
  run(): Promise<void>;
}

/** Run what is due at this minute; the failure of one job never stops another. */
export async function runJobs(jobs: readonly Job[], nowMs: number, logger: Logger): Promise<{ ran: string[] }> {
  const minute = Math.floor(nowMs / 60_000);
  const due = jobs.filter(({ everyMinutes }) => minute % everyMinutes === 0);
  const ran = await Promise.all(
    due.map(async ({ name, run }) => {
      try {
        await run();
        return name;
      } catch (error) {
        logger.error('schedule.failed', { job: name, reason: error instanceof Error ? error.message : 'unknown' });
        return undefined;
      }
    }),
  );
  return { ran: ran.flatMap((name) => name ?? []) };
}
