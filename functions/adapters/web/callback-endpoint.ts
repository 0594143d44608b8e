import type { CallbackEndpoint } from '../../ports/canary.ts';

// Not imported: the ESM import of these two loads undici on Node 24.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** WeChat hangs up after five seconds. */
const TIMEOUT_MS = 5_000;

/** The deployed callback at `url` (`https://.../callback`), reached as WeChat reaches it: over the network, with no connection kept. */
export function createCallbackEndpoint(url: string): CallbackEndpoint {
  return {
    push: (account, query, body) =>
      new Promise((done, fail) => {
        const target = new URL(`${url}/${account}`);
        for (const [name, value] of Object.entries(query))
          if (value !== undefined) target.searchParams.set(name, value);
        const client = target.protocol === 'https:' ? https : http;
        const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const request = client.request(target, { method: 'POST', agent: false, headers, signal }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () => done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
        });
        request.on('error', (error) => fail(signal.aborted ? new Error('no answer within 5 seconds') : error));
        request.end(body);
      }),
  };
}
