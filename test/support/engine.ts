import { once } from 'node:events';
import type { Server } from 'node:http';
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
  const answered = watchRequests(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = engineClient(endpoint);
  for (const name of Object.keys(TABLES) as TableName[]) {
    await client.send(new CreateTableCommand(createTableInput(prefix, name)));
  }
  return { endpoint, client, close: () => close(server, client, answered) };
}

/** A DynamoDB client of an engine. Any credentials will do. */
export const engineClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: 'local', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });

/** What waits until everything asked of the engine is answered, also what nobody waits for any more: a client that gave up. */
function watchRequests(server: Server): () => Promise<void> {
  const open = new Set<Promise<void>>();
  server.prependListener('request', (request, response) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { end } = response;
    request.once('end', () => open.add(promise));
    response.end = (...given: unknown[]) => {
      open.delete(promise);
      resolve();
      return Reflect.apply(end, response, given);
    };
  });
  return async () => {
    while (open.size > 0) await Promise.all(open);
  };
}

/** The engine's store is closed last: a write still under way would throw at a closed one, outside of any test. */
async function close(server: Server, client: DynamoDBClient, answered: () => Promise<void>): Promise<void> {
  client.destroy();
  await answered();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
