import type { Deadline } from '../ports/deadline.ts';

/** A deadline that somebody has to end, lest its timer keep running. */
export interface RunningDeadline extends Deadline {
  end(): void;
}

/** A deadline so many milliseconds from now, in real time. Its signal is made when first asked for: few need one. */
export function startDeadline(ms: number): RunningDeadline {
  const endsAt = performance.now() + ms;
  const leftMs = () => Math.max(0, endsAt - performance.now());
  let controller: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;
  return {
    leftMs,
    get signal() {
      if (controller === undefined) {
        const made = new AbortController();
        controller = made;
        timer = setTimeout(() => made.abort(), leftMs());
      }
      return controller.signal;
    },
    end: () => clearTimeout(timer),
  };
}

/** What an attempt gave, or why it gave nothing. */
export type Attempt<Result> = { ok: true; result: Result } | { ok: false; error: unknown };

/** Timers of one length share a list, so lengths are rounded up to this. */
const TIMER_STEP_MS = 10;

/** The outcome of some work, or of the deadline if that comes first: never throws, never outlasts the deadline. */
export function attempt<Result>(deadline: Deadline, work: () => Promise<Result>): Promise<Attempt<Result>> {
  const leftMs = deadline.leftMs();
  if (leftMs <= 0) return Promise.resolve({ ok: false, error: new DeadlineError() });
  return new Promise((resolve) => {
    const over = () => resolve({ ok: false, error: new DeadlineError() });
    const timer = setTimeout(over, Math.ceil(leftMs / TIMER_STEP_MS) * TIMER_STEP_MS);
    const settle = (outcome: Attempt<Result>) => {
      clearTimeout(timer);
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
