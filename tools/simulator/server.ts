/** The simulator over HTTP: the server API at its paths, the controls under `/_simulator/`. On 127.0.0.1 only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callApi } from './api/index.ts';
import { headersOf } from './api-fetch.ts';
import { answerControl } from './control-server.ts';
import type { Simulator } from './index.ts';

/** Largest request: an upload of 10 MB and its frame. */
const MOST_BYTES = 12 * 1024 * 1024;

export interface RunningSimulator {
  url: string;
  close(): Promise<void>;
}

/** @param port 0 for any free one */
export async function startSimulatorServer(simulator: Simulator, port = 3001): Promise<RunningSimulator> {
  const server = createServer((request, response) => {
    answer(simulator, request, response).catch((error: unknown) => {
      console.error('simulator:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  simulator.world.baseUrl = url;
  return { url, close: () => close(server) };
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function answer(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refusalOf(request);
  if (refusal) return void response.writeHead(403, { 'content-type': 'text/plain' }).end(refusal);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/_simulator')) return answerControl(simulator, request, response, url);
  const body = await readBody(request);
  if (!body) return void response.writeHead(413).end();
  const contentType = request.headers['content-type'] ?? '';
  const method = request.method ?? 'GET';
  const answered = await callApi(simulator.world, {
    method,
    path: url.pathname,
    query: url.searchParams,
    contentType,
    body,
  });
  if (answered === 'cut') return void request.socket.destroy();
  if (answered === 'bad-gateway') return void response.writeHead(502).end('<html>502 Bad Gateway</html>');
  response.writeHead(200, headersOf(answered)).end(answered.body);
}

const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** Other Host headers (DNS rebinding) and pages of other origins are refused. */
function refusalOf({ headers }: IncomingMessage): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site = 'none' } = headers;
  if (!LOCAL_HOSTS.includes(hostNameOf(host))) return 'Only requests to 127.0.0.1 or localhost are answered.';
  if ((origin !== undefined && origin !== `http://${host}`) || !['none', 'same-origin'].includes(site))
    return 'Requests from other sites are refused.';
  return undefined;
}

const hostNameOf = (host: string): string => (URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '');

/** The whole body, or undefined when it is too large. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
