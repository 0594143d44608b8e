import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An AWS endpoint that looks at what passes. */
export interface Counter {
  url: string;
  /** Requests to DynamoDB since the last look, by operation. */
  take(): Map<string, number>;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Stands before the AWS endpoint and counts. With `replay` it gives an answer it knows at once, so that a cold start is
 * not measured with the time of an embedded engine in it.
 */
export async function countingProxy(aws: string, { replay = false } = {}): Promise<Counter> {
  let operations = new Map<string, number>();
  const known = new Map<string, Answer>();
  const server = createServer(async (incoming, outgoing) => {
    const target = String(incoming.headers['x-amz-target']);
    const [, operation] = /^DynamoDB_\d+\.(\w+)/.exec(target) ?? [];
    if (operation !== undefined) operations.set(operation, (operations.get(operation) ?? 0) + 1);
    const body = await buffer(incoming);
    // A write differs in its user and its times, and is answered alike.
    const key = operation === 'UpdateItem' ? target : `${target} ${body}`;
    const answer = (replay ? known.get(key) : undefined) ?? (await passOn(aws, incoming, body));
    if (replay && answer.status === 200) known.set(key, answer);
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = operations;
      operations = new Map();
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(aws: string, { method = 'POST', headers, url = '/' }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = request(new URL(url, aws), { method, headers }, async (answer) => {
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) });
    });
    onward.on('error', reject);
    onward.end(body);
  });
}
