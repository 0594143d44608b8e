import type { Invocation } from '../functions/host.ts';

/** What goes back to the client. */
export interface HttpResult {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

interface Structured {
  statusCode?: unknown;
  headers?: Record<string, string | number | boolean>;
  body?: string;
  cookies?: string[];
  isBase64Encoded?: boolean;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** An answer of the gateway itself. */
export const message = (status: number, text: string): HttpResult => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify({ message: text }),
});

/** What an HTTP API makes of a function's result: also of one without `statusCode`, which is taken as the body. */
export function toHttpResult({ payload, failed }: Invocation): HttpResult {
  if (failed) return message(500, 'Internal Server Error');
  const result = payload as Structured | string | null;
  if (typeof result !== 'object' || result === null || result.statusCode === undefined) {
    return { status: 200, headers: JSON_TYPE, body: typeof result === 'string' ? result : JSON.stringify(result) };
  }
  const status = Number(result.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return message(500, 'Internal Server Error');
  return { status, headers: headersOf(result), body: bodyOf(result) };
}

function headersOf({ headers = {}, cookies }: Structured): HttpResult['headers'] {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { ...JSON_TYPE, ...Object.fromEntries(given), ...(cookies && { 'set-cookie': cookies }) };
}

function bodyOf({ body = '', isBase64Encoded }: Structured): string | Buffer {
  return isBase64Encoded ? Buffer.from(body, 'base64') : body;
}
