import { type StreamSource, tableName } from '../../../functions/env.ts';
import type { Engine } from '../dynamodb/engine.ts';
import type { ChangeRecord } from '../dynamodb/protocol.ts';
import type { FunctionHost } from '../functions/host.ts';
import type { Condition } from './attempt.ts';
import { createStreamSource, type LocalStreamSource } from './source.ts';

export interface StreamsDeps {
  prefix: string;
  sources: readonly StreamSource[];
  engine: Engine;
  functions: FunctionHost;
  /** Epoch milliseconds. */
  clock: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Told of every batch that was given up. */
  giveUp: (name: string, records: ChangeRecord[], condition: Condition, attempts: number) => void;
}

const TRIM_EVERY = 200;

/** All streams of the deployment, from the engine's changes to the functions they start. */
export function createStreams(deps: StreamsDeps) {
  const { prefix, engine } = deps;
  const sources = deps.sources.map((source) => wire(deps, source, () => moved(tableName(prefix, source.table))));
  let moves = 0;

  /** Records that every function has seen are forgotten, now and then. */
  function moved(table: string): void {
    if (++moves % TRIM_EVERY === 0) void trim(table);
  }

  async function trim(table: string): Promise<void> {
    const positions = sources.filter((source) => source.table === table).map((source) => source.position());
    const lowest = positions.sort()[0];
    if (lowest !== undefined) await engine.trim(table, lowest).catch(() => {});
  }

  const catchUp = async () => {
    await Promise.all(sources.map((source) => source.catchUp()));
  };
  engine.onRecord((record) => {
    for (const source of sources) if (source.table === record.table) source.push(record);
  });
  engine.onRestart(() => void catchUp().catch(() => {}));
  return {
    /** Start to deliver, beginning with what an earlier process left. */
    async start(): Promise<void> {
      await catchUp();
      await Promise.all([...new Set(sources.map(({ table }) => table))].map(trim));
    },
    /** Resolves when everything that was written has been delivered or given up. */
    idle: async (): Promise<void> => {
      await Promise.all(sources.map((source) => source.idle()));
    },
  };
}
export type Streams = ReturnType<typeof createStreams>;

function wire(deps: StreamsDeps, source: StreamSource, moved: () => void): LocalStreamSource {
  const { prefix, engine, functions, clock, sleep, giveUp } = deps;
  const name = `${prefix}-${source.function}`;
  return createStreamSource({
    source,
    engine,
    clock,
    sleep,
    moved,
    table: tableName(prefix, source.table),
    invoke: (event) => functions.invoke(name, event),
    giveUp: (records, condition, attempts) => giveUp(name, records, condition, attempts),
  });
}
