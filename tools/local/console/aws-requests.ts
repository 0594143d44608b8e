import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { AwsRequestLine } from './trail-line.ts';

const SERVICES: Record<string, string> = { DynamoDB_20120810: 'DynamoDB', AmazonSSM: 'SSM' };
const counting = new AsyncLocalStorage<AwsRequestLine[]>();
let listening = false;

/** Do something, and note in `lines` each request that the AWS clients make meanwhile. */
export function countAwsRequests<T>(lines: AwsRequestLine[], work: () => Promise<T>): Promise<T> {
  listen();
  return counting.run(lines, work);
}

/** Node tells of every request, in the context of whoever made it: the functions need not know. */
function listen(): void {
  if (listening) return;
  listening = true;
  subscribe('http.client.request.start', (event) => note((event as { request: ClientRequest }).request));
}

function note(request: ClientRequest): void {
  const lines = counting.getStore();
  const [service = '', operation] = String(request.getHeader('x-amz-target') ?? '').split('.');
  const name = SERVICES[service];
  if (!lines || !name) return;
  const line = { operation: `${name} ${operation}`, milliseconds: 0 };
  lines.push(line);
  const begun = performance.now();
  request.once('response', () => {
    line.milliseconds = Math.round((performance.now() - begun) * 10) / 10;
  });
}
