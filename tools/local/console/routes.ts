import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl } from '../../simulator/index.ts';
import type { Route } from '../gateway/server.ts';
import { proxyAws } from './aws-proxy.ts';
import { createBundle } from './bundle.ts';
import { type EventSources, streamEvents } from './events.ts';
import { servePage } from './serve-page.ts';
import { createWelcome } from './welcome.ts';

export interface ConsoleDeps extends EventSources {
  /** URL of the AWS endpoint. */
  aws: string;
}

/** The console page and what it asks: mounted beside the callback, which has checked Host and origin. */
export function createConsole(deps: ConsoleDeps): Route {
  const fileAt = createBundle();
  const { simulator } = deps;
  const welcome = simulator && createWelcome(simulator);
  const json = (response: ServerResponse, value: unknown, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(value));
    return true;
  };

  async function callWeChat(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (!simulator) return json(response, { ok: false, error: 'no simulated WeChat: WECHAT_API names another' }, 404);
    const inside = new URL(url);
    inside.pathname = url.pathname.replace('/api/wechat/', '/_simulator/');
    await answerControl(simulator, request, response, inside);
    return true;
  }

  return async (request, response, url) => {
    const { pathname } = url;
    if (pathname.startsWith('/api/wechat/')) return callWeChat(request, response, url);
    if (pathname.startsWith('/api/aws/')) {
      await proxyAws(deps.aws, pathname.slice('/api/aws'.length), request, response);
      return true;
    }
    if (pathname === '/api/events') {
      streamEvents(deps, request, response);
      return true;
    }
    if (pathname === '/api/welcome' && request.method === 'POST') {
      await welcome?.();
      return json(response, { ok: true, simulated: welcome !== undefined });
    }
    if (pathname === '/api/trail') return json(response, deps.trail.list());
    if (pathname.startsWith('/api/trail/')) {
      const detail = deps.trail.detail(Number(pathname.slice('/api/trail/'.length)));
      return detail ? json(response, detail) : json(response, { message: 'it is forgotten' }, 404);
    }
    return servePage(fileAt, pathname, request, response);
  };
}
