import { request } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunctionHost } from '../../../tools/local/functions/host.ts';
import { createGateway } from '../../../tools/local/gateway/server.ts';
import { listen, stop } from '../../../tools/local/http/listen.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
let result: unknown;
let events: APIGatewayProxyEventV2[] = [];
const callback = (event: unknown) => {
  events.push(event as APIGatewayProxyEventV2);
  if (result instanceof Error) throw result;
  return result;
};
const functions = createFunctionHost(new Map([['kefu-callback', async () => callback]]));
const gateway = createGateway({
  functions,
  callbackFunction: 'kefu-callback',
  clock: () => NOW,
  routes: [
    (_request, response, url) => {
      if (url.pathname !== '/hello') return false;
      response.end('hello');
      return true;
    },
  ],
});
let port = 0;
beforeAll(async () => {
  port = await listen(gateway, { name: 'test', port: 0, variable: 'PORT' });
});
afterAll(() => stop(gateway));

interface Sent {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

function ask(path: string, { method = 'POST', headers = {}, body = '' }: Sent = {}) {
  events = [];
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() });
      });
      asking.on('error', reject).end(body);
    },
  );
}

describe('the gateway', () => {
  it('builds the event as an HTTP API does', async () => {
    result = { statusCode: 200, body: 'success' };
    const headers = { 'Content-Type': 'text/xml', 'X-Two': ['a', 'b'], cookie: 'x=1; y=2', host: 'tunnel.example.com' };
    await ask('/callback/demo?a=1&b=%2B&a=2', { headers, body: '<xml>你好</xml>' });
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /callback/{account}',
      rawPath: '/callback/demo',
      rawQueryString: 'a=1&b=%2B&a=2',
      queryStringParameters: { a: '1,2', b: '+' },
      pathParameters: { account: 'demo' },
      headers: { 'content-type': 'text/xml', 'x-two': 'a,b', host: 'tunnel.example.com' },
      cookies: ['x=1', 'y=2'],
      body: '<xml>你好</xml>',
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', path: '/callback/demo', sourceIp: '127.0.0.1' },
        stage: '$default',
        time: '02/Jan/2026:03:04:05 +0000',
        timeEpoch: NOW,
      },
    });
    expect(events[0]?.headers.cookie).toBeUndefined();
  });

  it('leaves out body and query when there are none', async () => {
    await ask('/callback/demo', { method: 'GET' });
    expect(events[0]).not.toHaveProperty('body');
    expect(events[0]).not.toHaveProperty('queryStringParameters');
    expect(events[0]).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  it.each([
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/soap+xml', false],
    ['application/octet-stream', true],
    ['application/x-www-form-urlencoded', true],
    ['', true],
  ])('encodes a body of type "%s" in base64: %s', async (type, encoded) => {
    await ask('/callback/demo', { headers: type ? { 'content-type': type } : {}, body: 'text' });
    expect(events[0]).toMatchObject({
      isBase64Encoded: encoded,
      body: encoded ? Buffer.from('text').toString('base64') : 'text',
    });
  });

  it.each([
    ['a structured result', { statusCode: 201, headers: { 'X-A': 'b' }, body: 'made' }, 201, 'made'],
    ['a base64 body', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 200, 'hi'],
    ['an empty body', { statusCode: 401 }, 401, ''],
    ['a bare object', { ok: true }, 200, '{"ok":true}'],
    ['an error', new Error('secret detail'), 500, '{"message":"Internal Server Error"}'],
  ])('answers %s', async (_what, given, status, text) => {
    result = given;
    expect(await ask('/callback/demo')).toMatchObject({ status, text });
  });

  it('refuses a body over 10 MB', async () => {
    const answer = await ask('/callback/demo', { body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([answer.status, events]).toEqual([413, []]);
  });

  it.each(['/callback', '/callback/', '/callback/demo/more', '/nowhere'])('knows no %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  });

  it('answers what is mounted beside the callback, to this machine only', async () => {
    expect(await ask('/hello')).toMatchObject({ status: 200, text: 'hello' });
    expect((await ask('/hello', { headers: { host: 'tunnel.example.com' } })).status).toBe(403);
  });
});
