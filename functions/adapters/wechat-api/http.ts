import type { IncomingMessage, RequestOptions } from 'node:http';

// Not imported: the ESM import of these two loads undici on Node 24, and so does `fetch` (30 ms against 13).
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array;
  /** Ends the request when it fires. */
  signal: AbortSignal;
  /**
   * Whether a connection of an earlier call may be used. Not for calls that must not be repeated: WeChat may have
   * closed it while the Lambda was frozen, and then nobody knows whether the call arrived.
   */
  reuseConnection: boolean;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** No answer came. `reached` is false when the request certainly never left. */
export class HttpFailure extends Error {
  readonly reached: boolean;
  constructor(reason: string, reached: boolean) {
    super(reason);
    this.reached = reached;
  }
}

/** Sends one request. @throws HttpFailure */
export type HttpSend = (request: HttpRequest) => Promise<HttpAnswer>;

/** The one place that talks HTTP to WeChat. */
export const sendHttp: HttpSend = (request) =>
  new Promise((resolve, reject) => {
    let connected = false;
    const fail = (error: NodeJS.ErrnoException) => reject(new HttpFailure(reasonOf(error), connected));
    const secure = request.url.protocol === 'https:';
    const outgoing = (secure ? https : http).request(request.url, optionsOf(request), (incoming) => {
      read(incoming).then(
        (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        fail,
      );
    });
    outgoing.on('error', fail);
    outgoing.on('socket', (socket) => {
      connected = !socket.connecting && outgoing.reusedSocket;
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    outgoing.end(request.body);
  });

function optionsOf({ method, url, headers, body, signal, reuseConnection }: HttpRequest): RequestOptions {
  const length = body ? { 'content-length': String(body.byteLength) } : {};
  const agent = url.protocol === 'https:' ? agents['https:'] : agents['http:'];
  return { method, headers: { ...headers, ...length }, signal, agent: reuseConnection ? agent : false };
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The code only: messages of errors may quote the URL. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  return error.code ?? error.name;
}
