/** `fetch` straight into the simulator, without a socket. */
import type { ApiResponse } from './api/index.ts';
import type { ApiRequest } from './api/route.ts';

/** A cut connection looks as it does with the real fetch: a TypeError whose cause has the code ECONNRESET. */
export function fetchFrom(call: (request: ApiRequest) => Promise<ApiResponse>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    const contentType = request.headers.get('content-type') ?? '';
    const answering = call({ method: request.method, path: url.pathname, query: url.searchParams, contentType, body });
    const answer = await Promise.race([answering, aborted(request.signal)]);
    if (answer === 'cut')
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      });
    return toResponse(answer);
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });

function toResponse(answer: Exclude<ApiResponse, 'cut'>): Response {
  if (answer === 'bad-gateway') return new Response('<html>502 Bad Gateway</html>', { status: 502 });
  return new Response(new Uint8Array(answer.body), { headers: headersOf(answer) });
}

/** Headers of an answer that arrived whole. */
export const headersOf = ({ contentType, fileName }: Exclude<ApiResponse, string>): Record<string, string> => ({
  'content-type': contentType,
  ...(fileName ? { 'content-disposition': `attachment; filename="${encodeURIComponent(fileName)}"` } : {}),
});
