import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Simulator } from '../../simulator/index.ts';
import type { TableChanges } from './table-changes.ts';
import type { Trail } from './trail.ts';

const PING_MS = 15_000;
/** A page that reads so little is cut off, and reads everything anew when it comes back. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;

export interface EventSources {
  trail: Trail;
  tables: TableChanges;
  simulator?: Simulator;
}

/** One stream of server-sent events: `wechat`, `trail` and `table`. */
export function streamEvents(sources: EventSources, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (name: string) => (value: unknown) => {
    response.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`);
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  };
  response.write(': the console\n\n');
  const ends = [
    sources.trail.subscribe(send('trail')),
    sources.tables.subscribe(send('table')),
    sources.simulator?.subscribe(send('wechat')),
  ];
  const ping = setInterval(() => response.write(': still here\n\n'), PING_MS).unref();
  request.socket.setNoDelay(true);
  response.on('close', () => {
    clearInterval(ping);
    for (const end of ends) end?.();
  });
}
