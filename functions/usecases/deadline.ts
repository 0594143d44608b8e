import type { Deadline } from '../ports/deadline.ts';

/** A deadline that somebody has to end, lest its timer keep running. */
export interface RunningDeadline extends Deadline {
  end(): void;
}

/** A deadline so many milliseconds from now, in real time. */
export function startDeadline(ms: number): RunningDeadline {
  const endsAt = performance.now() + ms;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), Math.max(0, ms));
  return {
    leftMs: () => Math.max(0, endsAt - performance.now()),
    signal: controller.signal,
    end: () => clearTimeout(timer),
  };
}

/** What an attempt gave, or why it gave nothing. */
export type Attempt<Result> = { ok: true; result: Result } | { ok: false; error: unknown };

/** The outcome of some work, or of the deadline if that comes first: never throws, never outlasts the deadline. */
export function attempt<Result>(deadline: Deadline, work: () => Promise<Result>): Promise<Attempt<Result>> {
  const { signal } = deadline;
  if (signal.aborted) return Promise.resolve({ ok: false, error: new DeadlineError() });
  return new Promise((resolve) => {
    const over = () => resolve({ ok: false, error: new DeadlineError() });
    signal.addEventListener('abort', over, { once: true });
    const settle = (outcome: Attempt<Result>) => {
      signal.removeEventListener('abort', over);
      resolve(outcome);
    };
    work().then(
      (result) => settle({ ok: true, result }),
      (error: unknown) => settle({ ok: false, error }),
    );
  });
}

/** The budget of a message was spent. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}
