import type { Clock } from '../../functions/ports/clock.ts';
import type { Pause } from '../../functions/ports/pause.ts';

/** A clock that moves only when everybody waits: then to the end of the shortest wait. */
export interface VirtualTime {
  clock: Clock;
  pause: Pause;
  /** Epoch seconds. */
  now(): number;
  advance(seconds: number): void;
}

interface Wait {
  at: number;
  done: () => void;
}

/** Starts at `startSeconds`. For work in memory: what waits for real input and output is not seen. */
export function virtualTime(startSeconds = 1_700_000_000): VirtualTime {
  let nowMs = startSeconds * 1000;
  const waits: Wait[] = [];
  let driving = false;
  const drive = async () => {
    while (waits.length > 0) {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      waits.sort((a, b) => a.at - b.at);
      const next = waits.shift();
      if (!next) break;
      nowMs = Math.max(nowMs, next.at);
      next.done();
    }
    driving = false;
  };
  return {
    clock: () => nowMs,
    now: () => nowMs / 1000,
    advance: (seconds) => {
      nowMs += seconds * 1000;
    },
    pause: (milliseconds) =>
      new Promise((resolve) => {
        waits.push({ at: nowMs + milliseconds, done: resolve });
        if (driving) return;
        driving = true;
        void drive();
      }),
  };
}
