import { describe, expect, it } from 'vitest';
import { type Job, runJobs } from '../../../functions/usecases/run-jobs.ts';
import { memoryLogger } from '../../support/callback.ts';

const job = (name: string, everyMinutes: number, run = async () => {}): Job => ({ name, everyMinutes, run });

describe('jobs', () => {
  it.each([
    [0, ['a', 'b']],
    [1, ['a']],
    [60, ['a', 'b']],
  ])('run at minute %d as often as they say', async (minute, ran) => {
    const jobs = [job('a', 1), job('b', 60)];
    await expect(runJobs(jobs, minute * 60_000 + 59_999, memoryLogger())).resolves.toEqual({ ran });
  });

  it('run although another fails, which is logged', async () => {
    const logger = memoryLogger();
    const fails = async () => {
      throw new Error('no table');
    };
    await expect(runJobs([job('a', 1, fails), job('b', 1)], 0, logger)).resolves.toEqual({ ran: ['b'] });
    expect(logger.lines).toMatchObject([{ level: 'error', event: 'schedule.failed', fields: { job: 'a' } }]);
  });
});
