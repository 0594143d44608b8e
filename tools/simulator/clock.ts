/**
 * Time in the simulator. It runs with real time plus an offset, or stands still for tests; `advance` turns it forward
 * and does on the way, in order, whatever falls due.
 */

type Task = () => void | Promise<void>;

interface Due {
  atMs: number;
  order: number;
  task: Task;
}

export interface ClockOptions {
  /** Epoch seconds to begin at. @default now */
  startAt?: number;
  /** Stand still between `advance` calls. @default false */
  frozen?: boolean;
}

export interface Clock {
  /** Epoch seconds, whole. */
  now(): number;
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Do something at a time (epoch seconds); the result cancels it. */
  schedule(at: number, task: Task): () => void;
  /** Do something again and again; the result ends it. */
  every(seconds: number, task: Task): () => void;
  /** Turn the clock forward. Due things run one after the other, each followed by everything registered with `onStep`. */
  advance(seconds: number): Promise<void>;
  /** What `advance` waits for after each due thing, for example pushes on their way. */
  onStep(wait: () => Promise<void>): void;
  /** How far the clock is from real time: what a saved state needs to go on from the same time. */
  offsetSeconds(): number;
  readonly frozen: boolean;
  /** Forget everything that is due and keep no timer. */
  stop(): void;
}

/** Longest delay that a Node timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createClock({ startAt, frozen = false }: ClockOptions = {}): Clock {
  let standingMs = (startAt ?? Math.floor(Date.now() / 1000)) * 1000;
  let offsetMs = startAt === undefined ? 0 : standingMs - Date.now();
  let order = 0;
  let queue: Due[] = [];
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const waits: (() => Promise<void>)[] = [];

  const nowMs = () => (frozen ? standingMs : Date.now() + offsetMs);
  const jumpTo = (ms: number) => {
    const ahead = ms - nowMs();
    if (ahead <= 0) return;
    standingMs += ahead;
    offsetMs += ahead;
  };
  const settle = async () => {
    for (const wait of waits) await wait();
  };
  const takeDue = (untilMs: number) => (queue[0] && queue[0].atMs <= untilMs ? queue.shift() : undefined);

  async function runUntil(untilMs: number) {
    await settle();
    for (let due = takeDue(untilMs); due; due = takeDue(untilMs)) {
      jumpTo(due.atMs);
      await due.task();
      await settle();
    }
    jumpTo(untilMs);
  }

  /** One run at a time, so that an advance and the timer never interleave. */
  function inTurn(run: () => Promise<void>): Promise<void> {
    const mine = turn.then(run).finally(arm);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function arm() {
    clearTimeout(timer);
    const next = queue[0];
    if (frozen || !next) return;
    const wake = () =>
      inTurn(() => runUntil(nowMs())).catch((error: unknown) => console.error('simulator: a due task failed', error));
    timer = setTimeout(wake, Math.min(Math.max(0, next.atMs - nowMs()), LONGEST_TIMER_MS)).unref();
  }

  function schedule(at: number, task: Task) {
    const due: Due = { atMs: Math.round(at * 1000), order: order++, task };
    queue.push(due);
    queue.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    arm();
    return () => {
      queue = queue.filter((other) => other !== due);
    };
  }

  function every(seconds: number, task: Task) {
    let cancel = () => {};
    const again = (at: number) => {
      cancel = schedule(at, async () => {
        again(at + seconds);
        await task();
      });
    };
    again(nowMs() / 1000 + seconds);
    return () => cancel();
  }

  return {
    now: () => Math.floor(nowMs() / 1000),
    nowMs,
    schedule,
    every,
    advance: (seconds) => inTurn(() => runUntil(nowMs() + seconds * 1000)),
    onStep: (wait) => waits.push(wait),
    offsetSeconds: () => Math.round((frozen ? standingMs - Date.now() : offsetMs) / 1000),
    frozen,
    stop: () => {
      clearTimeout(timer);
      queue = [];
    },
  };
}
