import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { StoreConflictError } from '../../errors.ts';

export type { WriteRequest };

/** What a store of one table needs. */
export interface TableDeps {
  client: DynamoDBClient;
  /** Full name, with the deployment's prefix. */
  table: string;
}

/** BatchWriteItem takes 25 requests and may leave some of them undone. */
const BATCH_SIZE = 25;
const ATTEMPTS = 8;

/**
 * Puts and deletes of any number of items, in batches one after the other; what DynamoDB leaves undone is tried again, with
 * growing pauses.
 *
 * @throws StoreConflictError when DynamoDB still left items undone at the last attempt
 */
export async function writeInBatches(deps: TableDeps, requests: readonly WriteRequest[]): Promise<void> {
  for (let start = 0; start < requests.length; start += BATCH_SIZE) {
    await writeBatch(deps, requests.slice(start, start + BATCH_SIZE));
  }
}

async function writeBatch({ client, table }: TableDeps, requests: WriteRequest[]): Promise<void> {
  let undone = requests;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await delay(Math.random() * Math.min(2_000, 50 * 2 ** attempt));
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: undone } }));
    undone = UnprocessedItems?.[table] ?? [];
    if (undone.length === 0) return;
  }
  throw new StoreConflictError(`${undone.length} items of ${table} were still not written after ${ATTEMPTS} attempts`);
}
