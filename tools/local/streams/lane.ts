/** How a lane gathers what it is given. */
export interface LaneOptions<T> {
  batchSize: number;
  windowMs: number;
  sleep(ms: number): Promise<void>;
  deliver(batch: T[]): Promise<void>;
}

/** Batches in order, one at a time: a batch starts when it is full, or when its window ends. */
export function createLane<T>({ batchSize, windowMs, sleep, deliver }: LaneOptions<T>) {
  const queue: T[] = [];
  let filled = () => {};
  let draining: Promise<void> | undefined;
  /** How many wait until nothing is left: for them nothing more is gathered. */
  let waiting = 0;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      if (windowMs > 0 && waiting === 0 && queue.length < batchSize) await window();
      await deliver(queue.splice(0, batchSize));
    }
    draining = undefined;
  }

  function window(): Promise<void> {
    const full = new Promise<void>((resolve) => {
      filled = resolve;
    });
    return Promise.race([full, sleep(windowMs)]);
  }

  return {
    push(item: T): void {
      queue.push(item);
      if (queue.length >= batchSize) filled();
      draining ??= Promise.resolve().then(drain);
    },
    /** Resolves when nothing is left. No window is waited for meanwhile. */
    idle: async (): Promise<void> => {
      waiting += 1;
      filled();
      while (draining) await draining;
      waiting -= 1;
    },
  };
}
