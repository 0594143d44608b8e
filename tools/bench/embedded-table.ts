import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { TABLES } from '../../functions/env.ts';
import { dynalite } from '../local/dynamodb/dynalite.ts';
import { createTableInput } from '../local/dynamodb/tables.ts';

type Item = Record<string, AttributeValue>;

/** A table of the deployment in an embedded engine of its own. */
export interface EmbeddedTable {
  client: DynamoDBClient;
  table: string;
  /** Put what each of so many stands for, several batches at once. */
  fill(count: number, items: (at: number) => readonly Item[]): Promise<void>;
  close(): void;
}

const BATCH = 25;
const AT_ONCE = 8;

/** Start an engine with one table. */
export async function embeddedTable(name: keyof typeof TABLES): Promise<EmbeddedTable> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new DynamoDBClient({ endpoint, region: 'local', credentials });
  const table = `kefu-${name}`;
  await client.send(new CreateTableCommand(createTableInput(table, TABLES[name]) as never));
  return {
    client,
    table,
    fill: async (count, items) => {
      let next = 0;
      const worker = async () => {
        let waiting: Item[] = [];
        while (next < count || waiting.length > 0) {
          while (next < count && waiting.length < BATCH) waiting.push(...items(next++));
          const RequestItems = { [table]: waiting.slice(0, BATCH).map((Item) => ({ PutRequest: { Item } })) };
          waiting = waiting.slice(BATCH);
          await client.send(new BatchWriteItemCommand({ RequestItems }));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    },
    close: () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
