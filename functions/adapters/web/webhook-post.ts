import type { WebhookPost } from '../../ports/webhooks.ts';
import { isPublicAddress } from './public-address.ts';
import { publicLookup } from './public-lookup.ts';

// Not imported: the ESM import of these two loads undici on Node 24.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** Other events wait meanwhile. */
const TIMEOUT_MS = 5_000;

/** Posts to an address on the open internet only, and follows nothing. On the local service this machine will do. */
export function createWebhookPost({ allowPrivate }: { allowPrivate: boolean }): WebhookPost {
  return (url, headers, body) =>
    new Promise((done) => {
      const target = new URL(url);
      const literal = target.hostname.replace(/^\[|\]$/g, '');
      const isPrivate = /^[\d.]+$|:/.test(literal) && !isPublicAddress(literal);
      if (!allowPrivate && (isPrivate || target.protocol !== 'https:')) return done(false);
      const client = target.protocol === 'https:' ? https : http;
      const lookup = allowPrivate ? {} : { lookup: publicLookup };
      const length = { 'content-length': Buffer.byteLength(body) };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const options = { method: 'POST', agent: false, headers: { ...headers, ...length }, signal, ...lookup };
      const request = client.request(target, options as object, ({ statusCode = 0 }) => {
        done(statusCode >= 200 && statusCode < 300);
        request.destroy();
      });
      request.on('error', () => done(false));
      request.end(body);
    });
}
