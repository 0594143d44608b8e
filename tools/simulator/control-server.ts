/** `/_simulator/...`: controls as POST, what happened as GET. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { control, runControl } from './control.ts';
import type { Simulator } from './index.ts';
import { readBody } from './server.ts';
import type { SimulatorEvent } from './types.ts';
import { view } from './view.ts';
import { ControlError } from './world.ts';

/** Longest turn of the clock at once: 400 days. */
const MOST_SECONDS = 400 * 24 * 3600;
const PING_MS = 15_000;

/** Answer a request to `/_simulator/...`; a page's own server may mount it, so that the page stays on one origin. */
export async function answerControl(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, searchParams }: URL,
): Promise<void> {
  const path = pathname.slice('/_simulator/'.length);
  const json = (status: number, value: unknown) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.method === 'GET') {
    if (path === 'events') return streamEvents(simulator, request, response, Number(searchParams.get('after') ?? -1));
    if (path === 'state') return json(200, view(simulator, searchParams.get('account') ?? undefined));
    if (path.startsWith('media/')) return sendMedia(simulator, response, path.slice('media/'.length));
    return json(404, { ok: false, error: `there is no ${pathname} to GET` });
  }
  try {
    const result = await run(simulator, path, await inputOf(request));
    json(200, { ok: true, ...(result === undefined ? {} : { result }) });
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    json(400, { ok: false, error: error.message });
  }
}

async function inputOf(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  if (!body) throw new ControlError('body: it is larger than 12 MB');
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError('body: it is not JSON');
  }
}

function run(simulator: Simulator, path: string, input: unknown): Promise<unknown> {
  const [group = '', name = ''] = path.split('/');
  const clock = { advance: advanceControl(simulator) };
  const controls = group === 'clock' ? clock : simulator.controls[group];
  const one = controls && Object.hasOwn(controls, name) ? controls[name as keyof typeof controls] : undefined;
  if (!one) throw new ControlError(`path: there is no control "${path}"`);
  return runControl(simulator.world, one, input);
}

const advanceControl = (simulator: Simulator) =>
  control(z.object({ seconds: z.number().min(0).max(MOST_SECONDS) }), async (_, { seconds }) => {
    await simulator.advance(seconds);
    return { now: simulator.clock.now() };
  });

/** Server-sent events, beginning after the id that the page saw last (`after`, or Last-Event-ID). */
function streamEvents(simulator: Simulator, request: IncomingMessage, response: ServerResponse, after: number): void {
  const last = Number(request.headers['last-event-id'] ?? after);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: SimulatorEvent) => response.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  response.write(': the simulator\n\n');
  if (last >= 0) for (const event of simulator.world.recent) if (event.id > last) send(event);
  const end = simulator.subscribe(send);
  const ping = setInterval(() => response.write(': still here\n\n'), PING_MS).unref();
  response.on('close', () => {
    clearInterval(ping);
    end();
  });
}

function sendMedia({ world }: Simulator, response: ServerResponse, key: string): void {
  const [account = '', mediaId = ''] = key.split('/');
  const media = world.state.accounts[account]?.media.find((one) => one.mediaId === decodeURIComponent(mediaId));
  const bytes = world.files.get(key);
  if (!media || !bytes) return void response.writeHead(404).end();
  // only pictures, sounds and films are shown as what they are: an uploaded page must not run here
  const type = /^(image\/(png|jpeg|gif|webp)|audio\/|video\/)/.test(media.contentType)
    ? media.contentType
    : 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(bytes);
}
