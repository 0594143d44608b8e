import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageFile } from './bundle.ts';

/** The page may load and call nothing but this origin, and run no script that is not in its one file. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Answer with a file of the page; false when it has none there. */
export async function servePage(
  fileAt: (path: string) => Promise<PageFile | undefined>,
  path: string,
  { method }: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const file = method === 'GET' || method === 'HEAD' ? await fileAt(path) : undefined;
  if (!file) return false;
  response.writeHead(200, {
    ...SECURITY,
    'content-type': file.contentType,
    'content-length': Buffer.byteLength(file.body),
  });
  response.end(method === 'HEAD' ? undefined : file.body);
  return true;
}
