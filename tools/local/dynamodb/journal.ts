import { isDeepStrictEqual } from 'node:util';
import type { Change, Item, Level, Table } from './dynalite.ts';
import { type ChangeRecord, START } from './protocol.ts';

const recordKey = (table: string, sequence: string) => `stream-record~${table}~${sequence}`;
const positionKey = (mapping: string) => `stream-position~${mapping}`;
const SEQUENCE_KEY = 'stream-sequence';
/** How many numbers are reserved at a time: after a crash the next block is used, so none is given twice. */
const BLOCK = 1000;

/** The record of one write, or undefined when it changed nothing: as on AWS, such a write makes no record. */
export function changeOf(
  table: Table,
  before: Item | undefined,
  after: Item | null,
): Omit<ChangeRecord, 'sequence' | 'at'> | undefined {
  const image = after ?? before;
  if (image === undefined || isDeepStrictEqual(before, after ?? undefined)) return undefined;
  const keys = Object.fromEntries(table.KeySchema.map(({ AttributeName: name }) => [name, image[name] ?? {}]));
  return { table: table.TableName, keys, ...(before && { before }), ...(after && { after }) };
}

/** Stream records and the positions of their readers, in the same LevelDB as the items they tell of. */
export function createJournal(level: Level) {
  let next = 0;
  let reserved = 0;

  /** The change that keeps a record, to be written in one batch with the item; and the record. */
  function keep(
    change: Omit<ChangeRecord, 'sequence' | 'at'>,
    at: number,
  ): { record: ChangeRecord; changes: Change[] } {
    next++;
    const record = { ...change, sequence: String(next).padStart(START.length, '0'), at };
    const changes: Change[] = [{ type: 'put', key: recordKey(record.table, record.sequence), value: record }];
    if (next >= reserved) {
      reserved = next + BLOCK;
      changes.push({ type: 'put', key: SEQUENCE_KEY, value: reserved });
    }
    return { record, changes };
  }

  async function records(table: string, after: string): Promise<ChangeRecord[]> {
    const found: ChangeRecord[] = [];
    const range = { gt: recordKey(table, after), lt: recordKey(table, '~') };
    for await (const [, value] of level.iterator(range)) found.push(value as ChangeRecord);
    return found;
  }

  return {
    keep,
    records,
    async start(): Promise<void> {
      next = reserved = Number((await level.get(SEQUENCE_KEY)) ?? 0);
    },
    async position(mapping: string): Promise<string> {
      return String((await level.get(positionKey(mapping))) ?? START);
    },
    async savePosition(mapping: string, sequence: string): Promise<void> {
      await level.batch([{ type: 'put', key: positionKey(mapping), value: sequence }]);
    },
    async trim(table: string, upTo: string): Promise<void> {
      const changes: Change[] = [];
      const range = { gt: recordKey(table, ''), lt: recordKey(table, `${upTo}~`) };
      for await (const [key] of level.iterator(range)) changes.push({ type: 'del', key });
      await level.batch(changes);
    },
  };
}
export type Journal = ReturnType<typeof createJournal>;
