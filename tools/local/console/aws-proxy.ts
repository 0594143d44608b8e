import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/body.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
const DYNAMODB = /^DynamoDB_20120810\.\w+$/;
const INVOCATION = /^\/2015-03-31\/functions\/[\w-]+\/invocations$/;

/**
 * `/api/aws/...`: the AWS endpoint on the page's own origin, for DynamoDB and Lambda's Invoke only. Parameters hold
 * secrets, and a page needs none.
 */
export async function proxyAws(
  endpoint: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const body = await readBody(request, BODY_LIMIT_BYTES);
  const isServed = request.method === 'POST' && (path === '/' ? DYNAMODB.test(target) : INVOCATION.test(path));
  if (!isServed) return refuse(response, 403, 'the page reaches DynamoDB and Lambda Invoke only');
  if (body === 'too-large') return refuse(response, 413, 'over 1 MB');
  const answer = await fetch(endpoint + path, {
    method: 'POST',
    headers: path === '/' ? { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' } : {},
    body: new Uint8Array(body),
  });
  const failed = answer.headers.get('x-amz-function-error');
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    ...(failed && { 'x-amz-function-error': failed }),
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
