import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { TABLES, type TableName } from '../../functions/env.ts';
import { createTableInput } from './tables.ts';

/** The embedded DynamoDB engine with every table of the contract, in memory. */
export interface Engine {
  /** `http://127.0.0.1:<port>` */
  endpoint: string;
  /** A client of it; make more of them on `endpoint`. */
  client: DynamoDBClient;
  close(): Promise<void>;
}

/** Start an engine on a free port, with the tables of `prefix`. */
export async function startEngine(prefix = 'kefu'): Promise<Engine> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = engineClient(endpoint);
  for (const name of Object.keys(TABLES) as TableName[]) {
    await client.send(new CreateTableCommand(createTableInput(prefix, name)));
  }
  return { endpoint, client, close: () => close(server, client) };
}

/** A DynamoDB client of an engine. Any credentials will do. */
export const engineClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: 'local', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });

async function close(server: ReturnType<typeof dynalite>, client: DynamoDBClient): Promise<void> {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
