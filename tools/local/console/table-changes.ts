import type { DynamoDb } from '../aws/dynamodb.ts';

/** Writes within so many milliseconds are told as one. */
const GATHER_MS = 100;
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);
const TABLE_NAME = /"TableName"\s*:\s*"([^"]+)"/;

/** Tells which tables were written to, whoever wrote. */
export interface TableChanges {
  /** The same DynamoDB, its writes noticed. */
  watch(dynamodb: DynamoDb): DynamoDb;
  subscribe(listener: (table: string) => void): () => void;
}

/** Nothing is told while nobody listens. */
export function createTableChanges(): TableChanges {
  const listeners = new Set<(table: string) => void>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    for (const table of changed) for (const listener of listeners) listener(table);
    changed.clear();
  };
  return {
    watch: (dynamodb) => async (operation, body) => {
      const answer = await dynamodb(operation, body);
      if (listeners.size > 0 && WRITES.has(operation) && answer.status === 200) {
        for (const table of tablesIn(operation, body)) changed.add(table);
        if (timer === undefined) timer = setTimeout(tell, GATHER_MS).unref();
      }
      return answer;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function tablesIn(operation: string, body: string): string[] {
  if (operation !== 'BatchWriteItem') return TABLE_NAME.exec(body)?.slice(1, 2) ?? [];
  return Object.keys((JSON.parse(body) as { RequestItems?: object }).RequestItems ?? {});
}
