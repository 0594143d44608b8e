import type { Deadline } from '../ports/deadline.ts';

/** A deadline that somebody has to end, lest its timer keep running. */
export interface RunningDeadline extends Deadline {
  end(): void;
}

/** A deadline so many milliseconds from now, in real time. */
export const startDeadline = (ms: number): RunningDeadline => new OneTimer(ms);

/** One timer, however many wait for it; a signal when first asked for. A class, since an object with a getter costs more. */
class OneTimer implements RunningDeadline {
  readonly #endsAt: number;
  readonly #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #controller: AbortController | undefined;

  constructor(ms: number) {
    this.#endsAt = performance.now() + ms;
  }

  leftMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  onOver(run: () => void): void {
    this.#timer ??= setTimeout(() => this.#over(), this.leftMs());
    this.#waiting.push(run);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const made = new AbortController();
      this.#controller = made;
      this.onOver(() => made.abort());
    }
    return this.#controller.signal;
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #over(): void {
    this.#timer = undefined;
    for (const run of this.#waiting.splice(0)) run();
  }
}

/** What an attempt gave, or why it gave nothing. */
export type Attempt<Result> = { ok: true; result: Result } | { ok: false; error: unknown };

/** The outcome of some work, or of the deadline if that comes first: never throws, never outlasts the deadline. */
export function attempt<Result>(deadline: Deadline, work: () => Promise<Result>): Promise<Attempt<Result>> {
  if (deadline.leftMs() <= 0) return Promise.resolve({ ok: false, error: new DeadlineError() });
  return new Promise((resolve) => {
    deadline.onOver(() => resolve({ ok: false, error: new DeadlineError() }));
    work().then(
      (result) => resolve({ ok: true, result }),
      (error: unknown) => resolve({ ok: false, error }),
    );
  });
}

/** The budget of a message was spent. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}
