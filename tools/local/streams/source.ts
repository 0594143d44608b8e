import type { StreamSource } from '../../../functions/env.ts';
import type { Engine } from '../dynamodb/engine.ts';
import { type ChangeRecord, START } from '../dynamodb/protocol.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { toStreamRecord } from './event.ts';
import { matchesAny } from './filter.ts';
import { createLane } from './lane.ts';
import { createProgress } from './progress.ts';

/** What an event source needs: what one batch needs, and the engine that keeps records and positions. */
export interface SourceDeps extends AttemptDeps {
  engine: Pick<Engine, 'records' | 'position' | 'savePosition'>;
  /** Name of the table with the deployment's prefix. */
  table: string;
  /** Called when the position moved. */
  moved(): void;
}

/**
 * One stream that starts one function, as Lambda's event source mapping does it. What was not done when the process ended is
 * delivered again at the next start: at least once.
 */
export function createStreamSource(deps: SourceDeps) {
  const { source, engine, table, sleep } = deps;
  const name = `${table}/${source.function}`;
  const lanes = Array.from({ length: source.parallel }, () => createLane({ ...laneOptions(source), sleep, deliver }));
  let progress = createProgress(START);
  let position = START;
  let seen = START;
  let early: ChangeRecord[] | undefined = [];

  async function deliver(batch: ChangeRecord[]): Promise<void> {
    await attempt(deps, batch);
    done(batch.map(({ sequence }) => sequence));
  }

  function done(sequences: string[]): void {
    const moved = progress.finish(sequences);
    if (moved === undefined) return;
    position = moved;
    engine.savePosition(name, moved).then(deps.moved, () => {});
  }

  function take(record: ChangeRecord): void {
    if (record.sequence <= seen) return;
    seen = record.sequence;
    progress.begin(record.sequence);
    if (matchesAny(toStreamRecord(record), source.filters)) lanes[laneOf(record, lanes.length)]?.push(record);
    else done([record.sequence]);
  }

  return {
    table,
    position: () => position,
    /** A change, as the engine tells it. */
    push(record: ChangeRecord): void {
      if (early) early.push(record);
      else take(record);
    },
    /** Take up what was stored and not delivered: at the start, and when the engine was started again. */
    async catchUp(): Promise<void> {
      early ??= [];
      if (seen === START) {
        seen = position = await engine.position(name);
        progress = createProgress(position);
      }
      for (const record of await engine.records(table, seen)) take(record);
      for (const record of early) take(record);
      early = undefined;
    },
    /** Resolves when everything that came was delivered or given up. */
    idle: async (): Promise<void> => {
      await Promise.all(lanes.map((lane) => lane.idle()));
    },
  };
}
export type LocalStreamSource = ReturnType<typeof createStreamSource>;

/** Windows save money, and here there is none to save: whoever plays waits a second at most. */
const LONGEST_WINDOW_MS = 1_000;

const laneOptions = ({ batchSize, windowSeconds }: StreamSource) => ({
  batchSize,
  windowMs: Math.min(LONGEST_WINDOW_MS, windowSeconds * 1000),
});

/** Records of one item always take the same lane. */
function laneOf({ keys }: ChangeRecord, lanes: number): number {
  let hash = 0;
  for (const character of JSON.stringify(keys)) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % lanes;
}
