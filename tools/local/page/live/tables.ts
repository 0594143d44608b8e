import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { query } from './api.ts';
import { attempt } from './notice.ts';
import { account } from './world.ts';

/** Counts the writes to each table; `*` are all of them. */
const writes = signal<Record<string, number>>({});

export function tableChanged(table: string): void {
  writes.value = { ...writes.value, [table]: (writes.value[table] ?? 0) + 1 };
}

/** Changes whenever one of the tables was written to; whoever draws with it is drawn again then. */
export const versionOf = (tables: readonly string[]): string =>
  ['*', ...tables].map((table) => writes.value[table] ?? 0).join('/');

/** The account's items of a table, read again whenever it was written to; undefined until they were read. */
export function useTable<Item>(table: string): Item[] | undefined {
  const [held, hold] = useState<{ account: string; version: string; items: Item[] } | undefined>(undefined);
  const name = account.value;
  const version = versionOf([table]);
  useEffect(() => {
    let isWanted = true;
    void attempt(async () => {
      const items = (await query(table, name)) as Item[];
      if (isWanted) hold({ account: name, version, items });
    });
    return () => {
      isWanted = false;
    };
  }, [table, name, version]);
  return held?.account === name ? held.items : undefined;
}
