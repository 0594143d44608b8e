import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FunctionHost } from '../functions/host.ts';
import { readBody } from '../http/body.ts';
import { refusal } from '../http/guard.ts';
import { toApiGatewayEvent } from './api-gateway-event.ts';
import { type HttpResult, message, toHttpResult } from './result.ts';

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** More that the server answers; true when the request was its own. Host and origin have been checked. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> | boolean;

export interface GatewayDeps {
  functions: FunctionHost;
  callbackFunction: string;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Asked in turn for every path but `/callback/...`. */
  routes: readonly Route[];
}

/** API Gateway's route on this machine, and whatever else is mounted beside it. */
export function createGateway(deps: GatewayDeps): Server {
  return createServer((request, response) => {
    // the time of the service, which tools need to sign in it
    response.setHeader('date', new Date(deps.clock()).toUTCString());
    answer(deps, request, response).catch(() => {
      if (!response.headersSent) send(response, message(500, 'Internal Server Error'));
    });
  });
}

async function answer(deps: GatewayDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = parseUrl(request.url ?? '/');
  const account = url && callbackAccount(url.pathname);
  if (url && account) return send(response, await callback(deps, request, url, account));
  const refused = refusal(request);
  if (refused) return send(response, message(403, refused));
  for (const route of url ? deps.routes : []) if (await route(request, response, url as URL)) return;
  send(response, message(404, 'Not Found'));
}

function parseUrl(target: string): URL | undefined {
  return URL.parse(target, 'http://local') ?? undefined;
}

/** The account of `/callback/{account}`; anything longer or shorter is no route. */
function callbackAccount(path: string): string | undefined {
  const segment = /^\/callback\/([^/]+)$/.exec(path)?.[1];
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The callback takes any Host: it is signed, and people test it through a tunnel. */
async function callback(deps: GatewayDeps, request: IncomingMessage, url: URL, account: string): Promise<HttpResult> {
  const at = deps.clock();
  const body = await readBody(request, BODY_LIMIT_BYTES);
  if (body === 'too-large') return message(413, 'Request Entity Too Large');
  const { method = 'GET', rawHeaders, socket } = request;
  const sourceIp = socket.remoteAddress ?? '127.0.0.1';
  const event = toApiGatewayEvent({ method, url, rawHeaders, body, account, sourceIp, at });
  return toHttpResult(await deps.functions.invoke(deps.callbackFunction, event));
}

function send(response: ServerResponse, { status, headers, body }: HttpResult): void {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  response.end(body);
}
