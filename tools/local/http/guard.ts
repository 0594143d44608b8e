import type { IncomingMessage } from 'node:http';

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Why a request is refused, or undefined when it may pass. A page of another site must not reach what runs on this machine:
 * neither through a name that was pointed to 127.0.0.1 (DNS rebinding), nor by a cross-site request.
 */
export function refusal({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { host = '', origin } = headers;
  if (!LOCAL_HOST.test(host)) return `Host ${JSON.stringify(host)} is refused: use 127.0.0.1 or localhost`;
  if (origin !== undefined && origin !== `http://${host}`) {
    return `a request from the page of ${JSON.stringify(origin)} is refused: only this machine's own tools may call`;
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return `a ${site} request of a browser is refused`;
  return undefined;
}
