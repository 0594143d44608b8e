import { WeChatApiError, WeChatUnavailableError } from '../../errors.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { Pause } from '../../ports/pause.ts';
import { type Fields, parseFields, refusalOf } from './answer.ts';
import { type HttpAnswer, HttpFailure, type HttpSend, sendHttp } from './http.ts';

/** One call, without its access token. */
export interface ApiCall {
  /** As in the documentation: `/cgi-bin/menu/get`. */
  path: string;
  query?: Record<string, string>;
  /** POSTed as JSON. A call without `json` and `form` is a GET. */
  json?: Record<string, unknown>;
  form?: FormData;
  /** Whether doing it twice does no harm. If not, it is never repeated after an unknown outcome. */
  repeatable: boolean;
  /** Errcodes that mean this call is done as well. */
  alsoDone?: readonly number[];
  /** @default 8 */
  timeoutSeconds?: number;
}

/** An answer that may be a file instead of JSON. */
export interface ApiAnswer {
  fields: Fields;
  file?: { type: string; name?: string; bytes: Buffer };
}

export interface WeChatClient {
  /** @throws WeChatApiError when WeChat refused, WeChatUnavailableError when no answer came. */
  call(account: string, call: ApiCall): Promise<Fields>;
  /** The same for calls that answer with a file. */
  download(account: string, call: ApiCall): Promise<ApiAnswer>;
  /** The same without an access token, for the calls that take the AppSecret in their body. */
  callWithout(call: ApiCall, secrets: string[]): Promise<Fields>;
}

export interface WeChatClientDeps {
  /** `https://api.weixin.qq.com`, or the simulator's address. */
  baseUrl: string;
  tokens: AccessTokens;
  pause: Pause;
  /** 0 <= random < 1, for the jitter. */
  random: () => number;
  send?: HttpSend;
  /** Fires when a call has taken too long. */
  deadline?: (milliseconds: number) => AbortSignal;
}

/** Of the class `retry`, but it asks for a minute: the caller's business. */
const TOO_OFTEN = 45011;
const ATTEMPTS = 3;
const BACKOFF_MS = 300;
const DEFAULT_TIMEOUT_SECONDS = 8;

/** The one way to call WeChat: token, JSON, errcodes, timeouts and retries. */
export function createWeChatClient(deps: WeChatClientDeps): WeChatClient {
  const download = async (account: string, call: ApiCall): Promise<ApiAnswer> => {
    const token = await deps.tokens.current(account);
    try {
      return await attempts(deps, call, token, []);
    } catch (error) {
      if (!(error instanceof WeChatApiError) || error.meaning?.class !== 'token') throw error;
      // The refused call took no effect, so that this repeat is safe for every call.
      return await attempts(deps, call, await deps.tokens.replace(account, token), []);
    }
  };
  return {
    download,
    call: async (account, call) => (await download(account, call)).fields,
    callWithout: async (call, secrets) => (await attempts(deps, call, undefined, secrets)).fields,
  };
}

async function attempts(
  deps: WeChatClientDeps,
  call: ApiCall,
  token: string | undefined,
  secrets: string[],
): Promise<ApiAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(deps, call, token, secrets);
    } catch (error) {
      if (attempt === ATTEMPTS || !mayRepeat(error, call)) throw error;
      // Full jitter: callers that failed together do not come back together.
      await deps.pause(deps.random() * BACKOFF_MS * 2 ** attempt);
    }
  }
}

function mayRepeat(error: unknown, call: ApiCall): boolean {
  if (error instanceof WeChatUnavailableError) return call.repeatable || !error.reached;
  const isBusy = error instanceof WeChatApiError && error.meaning?.class === 'retry' && error.errcode !== TOO_OFTEN;
  return isBusy && call.repeatable;
}

async function once(deps: WeChatClientDeps, call: ApiCall, token: string | undefined, secrets: string[]) {
  const answer = await exchange(deps, call, token);
  if (answer.status >= 500) throw new WeChatUnavailableError(call.path, `HTTP status ${answer.status}`, true);
  const type = String(answer.headers['content-type'] ?? '');
  const fields = parseFields(answer.body);
  if (!fields && answer.status === 200 && isFile(type)) return { fields: {}, file: fileOf(answer, type) };
  if (!fields) throw new WeChatUnavailableError(call.path, `HTTP status ${answer.status}, no JSON`, true);
  const refusal = refusalOf(call.path, fields, token ? [token, ...secrets] : secrets);
  if (refusal && !call.alsoDone?.includes(refusal.errcode)) throw refusal;
  return { fields };
}

async function exchange(deps: WeChatClientDeps, call: ApiCall, token: string | undefined): Promise<HttpAnswer> {
  const { headers, body } = await bodyOf(call);
  const deadline = deps.deadline ?? AbortSignal.timeout;
  try {
    return await (deps.send ?? sendHttp)({
      method: body ? 'POST' : 'GET',
      url: urlOf(deps.baseUrl, call, token),
      headers,
      ...(body && { body }),
      signal: deadline((call.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000),
      reuseConnection: call.repeatable,
    });
  } catch (error) {
    if (error instanceof HttpFailure) throw new WeChatUnavailableError(call.path, error.message, error.reached);
    throw error;
  }
}

function urlOf(baseUrl: string, call: ApiCall, token: string | undefined): URL {
  const url = new URL(call.path, baseUrl);
  if (token) url.searchParams.set('access_token', token);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  return url;
}

async function bodyOf(call: ApiCall): Promise<{ headers: Record<string, string>; body?: Uint8Array }> {
  if (call.form) {
    const encoded = new Response(call.form);
    const type = encoded.headers.get('content-type') ?? '';
    return { headers: { 'content-type': type }, body: new Uint8Array(await encoded.arrayBuffer()) };
  }
  if (!call.json) return { headers: {} };
  // JSON.stringify keeps real characters: `\u` escapes are refused with 40033.
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(JSON.stringify(call.json)),
  };
}

const isFile = (type: string) => type !== '' && !/^text\/|json|xml/.test(type);

function fileOf(answer: HttpAnswer, type: string) {
  const name = /filename="?([^";]+)/.exec(String(answer.headers['content-disposition'] ?? ''))?.[1];
  return { type, ...(name && { name }), bytes: answer.body };
}
