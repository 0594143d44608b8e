/** The way from WeChat to the callback: over HTTP, or straight into a function in tests. */

/** One request as the callback gets it. */
export interface CallbackRequest {
  account: string;
  method: 'GET' | 'POST';
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

export interface CallbackResponse {
  status: number;
  body: string;
  contentType?: string;
  /** Epoch seconds by the server's clock, where it tells. */
  serverTime?: number;
  /** Pretend that the answer took so long. @default what it took */
  seconds?: number;
}

/** Rejects when no connection comes about or it is cut. */
export type CallbackTransport = (request: CallbackRequest) => Promise<CallbackResponse>;

/** WeChat waits this long for an answer. @see 接收普通消息 in the documentation of official accounts */
export const ANSWER_SECONDS = 5;

/** Pushes to `<base>/<account>`. */
export function httpTransport(base: string): CallbackTransport {
  return async ({ account, method, query, headers, body }) => {
    const response = await fetch(`${base.replace(/\/$/, '')}/${account}?${new URLSearchParams(query)}`, {
      method,
      headers,
      ...(method === 'POST' ? { body } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_SECONDS * 1000),
    });
    const contentType = response.headers.get('content-type');
    // not text(): that would hide a byte order mark
    const answer = Buffer.from(await response.arrayBuffer()).toString('utf8');
    const told = Date.parse(response.headers.get('date') ?? '');
    return {
      status: response.status,
      body: answer,
      ...(contentType ? { contentType } : {}),
      ...(Number.isNaN(told) ? {} : { serverTime: Math.floor(told / 1000) }),
    };
  };
}
