/** The time of the local service, and work that comes again by it. */
export interface LocalClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Do something every so many seconds; the result ends it. */
  every(seconds: number, task: () => Promise<void>): () => void;
}

/** The machine's own clock: for a run against the real WeChat. */
export function realClock(): LocalClock {
  return {
    now: Date.now,
    every(seconds, task) {
      const timer = setInterval(() => void task(), seconds * 1000);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
