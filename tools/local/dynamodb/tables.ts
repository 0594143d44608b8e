import { TABLES, type TableSchema, tableName } from '../../../functions/env.ts';
import type { Engine } from './engine.ts';

const attribute = (name: string, type: 'S' | 'N' = 'S') => ({ AttributeName: name, AttributeType: type });
const schema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

/** CreateTable's input for a table of the deployment. */
export function createTableInput(name: string, { partition, sort, indexes }: TableSchema): object {
  const attributes = new Map([
    [partition, attribute(partition)],
    [sort, attribute(sort)],
  ]);
  for (const index of indexes) {
    if (!attributes.has(index.partition)) attributes.set(index.partition, attribute(index.partition));
    attributes.set(index.sort, attribute(index.sort, 'N'));
  }
  const GlobalSecondaryIndexes = indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: schema(index.partition, index.sort),
    Projection: { ProjectionType: index.projection },
  }));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: schema(partition, sort),
    AttributeDefinitions: [...attributes.values()],
    ...(indexes.length > 0 && { GlobalSecondaryIndexes }),
  };
}

/** Names of the tables with a stream. */
export function streamedTables(prefix: string): Set<string> {
  const names = Object.keys(TABLES) as (keyof typeof TABLES)[];
  return new Set(names.filter((name) => TABLES[name].stream).map((name) => tableName(prefix, name)));
}

/** Create the tables that are missing. */
export async function createTables(engine: Engine, prefix: string, now: number): Promise<void> {
  const listed = await engine.operate('ListTables', '{}', now);
  const existing = new Set((JSON.parse(listed.body) as { TableNames: string[] }).TableNames);
  for (const [key, table] of Object.entries(TABLES) as [keyof typeof TABLES, TableSchema][]) {
    const name = tableName(prefix, key);
    if (existing.has(name)) continue;
    const answer = await engine.operate('CreateTable', JSON.stringify(createTableInput(name, table)), now);
    if (answer.status !== 200) throw new Error(`the table ${name} could not be created: ${answer.body}`);
  }
}
