import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PageFile } from '../../local/console/bundle.ts';
import { servePage } from '../../local/console/serve-page.ts';
import { readBody } from '../../local/http/body.ts';
import { refusal } from '../../local/http/guard.ts';
import type { Failure } from '../shared/failure.ts';
import { askFunction, askTables, type BridgeAnswer, type BridgeDeps } from './aws-bridge.ts';

export interface ConsoleServerDeps extends BridgeDeps {
  fileAt: (path: string) => Promise<PageFile | undefined>;
  /** Accounts of the deployment, to choose from. */
  accounts: () => Promise<string[]>;
  /** What went wrong, in words for the person at the page. */
  explain: (error: unknown) => { status: number; message: string };
}

const BODY_LIMIT_BYTES = 1024 * 1024;
/** AWS tells nobody that a table changed, so the page looks again. */
const LOOK_AGAIN_MS = 15_000;
const DYNAMODB = /^DynamoDB_20120810\.(\w+)$/;
const INVOCATION = /^\/api\/aws\/2015-03-31\/functions\/([\w-]+)\/invocations$/;

/** The console page over a deployment: the same page and the same requests as on the local service, without its WeChat. */
export function createConsoleServer(deps: ConsoleServerDeps): Server {
  return createServer((request, response) => {
    answer(deps, request, response).catch((error: unknown) => {
      const { status, message } = deps.explain(error);
      if (!response.headersSent) json(response, { message }, status);
      else response.destroy();
    });
  });
}

async function answer(deps: ConsoleServerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusal(request);
  if (refused) return json(response, { message: refused }, 403);
  const { pathname } = new URL(request.url ?? '/', 'http://console');
  if (pathname.startsWith('/api/aws/')) return answerAws(deps, pathname, request, response);
  if (pathname === '/api/welcome' && request.method === 'POST') return json(response, await welcome(deps));
  if (pathname === '/api/events') return keepLooking(request, response);
  if (pathname === '/api/trail') return json(response, []);
  if (await servePage(deps.fileAt, pathname, request, response)) return;
  json(response, { message: 'Not Found' }, 404);
}

/** What is here, and what is not. */
const welcome = async ({ accounts, write }: ConsoleServerDeps) => ({
  ok: true,
  simulated: false,
  readOnly: !write,
  accounts: await accounts(),
  // Messages pass through the deployed callback, which shows them to nobody.
  hidden: ['trail'],
});

async function answerAws(
  deps: ConsoleServerDeps,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, BODY_LIMIT_BYTES);
  if (body === 'too-large') return json(response, { message: 'over 1 MB' }, 413);
  const operation = DYNAMODB.exec(String(request.headers['x-amz-target'] ?? ''))?.[1] ?? '';
  const name = INVOCATION.exec(path)?.[1] ?? '';
  const ask = path === '/api/aws/' ? askTables(deps, operation, `${body}`) : askFunction(deps, name, `${body}`);
  send(response, request.method === 'POST' ? await ask : { status: 405, body: '{"message":"POST only"}' });
}

/** The stream of events that the page follows: only that everything may have changed. */
function keepLooking(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': the console\n\n');
  const timer = setInterval(() => response.write('event: table\ndata: "*"\n\n'), LOOK_AGAIN_MS).unref();
  request.socket.setNoDelay(true);
  response.on('close', () => clearInterval(timer));
}

function send(response: ServerResponse, { status, body, functionError }: BridgeAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(functionError !== undefined && { 'x-amz-function-error': functionError }),
  });
  response.end(body);
}

const json = (response: ServerResponse, value: unknown, status = 200): void =>
  send(response, { status, body: JSON.stringify(value) });

/** The status that goes with a failure. */
export const statusOf = ({ exit }: Failure): number => ({ refused: 403, usage: 400 })[exit as string] ?? 502;
