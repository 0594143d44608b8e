import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookQueue } from '../../../functions/adapters/aws/webhook-queue.ts';
import { createWebhookPost } from '../../../functions/adapters/web/webhook-post.ts';
import type { WebhookEvent } from '../../../functions/domain/webhook.ts';
import { ConfigError } from '../../../functions/errors.ts';
import {
  deliverWebhooks,
  emitWebhooks,
  redeliverWebhooks,
  type WebhooksDeps,
  webhookStates,
} from '../../../functions/usecases/webhooks.ts';
import { memoryLogger } from '../../support/callback.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

let worlds = 0;
/** An endpoint of a world of its own, which is up or down. */
function world(parts: Partial<WebhooksDeps> = {}) {
  const account = `shop${++worlds}`;
  const state = { up: true, now: 1_800_000_000, calls: 0 };
  const taken: { headers: Record<string, string>; body: string }[] = [];
  const deps: WebhooksDeps = {
    endpoints: { read: async () => [{ name: 'desk', url: 'https://desk.example', secret: SECRET }] },
    queue: createWebhookQueue({ client: engine.client, table: 'kefu-accounts' }),
    post: async (_url, headers, body) => {
      state.calls += 1;
      if (state.up) taken.push({ headers, body });
      return state.up;
    },
    clock: () => state.now * 1000,
    logger: memoryLogger(),
    ...parts,
  };
  const event = (id: number): WebhookEvent => ({
    id: `${account}.${id}`,
    type: 'message.received',
    at: state.now,
    data: { text: `第 ${id} 条` },
  });
  const emit = (id: number) => emitWebhooks(deps, account, [event(id)]);
  /** Every minute, as the schedule does. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      state.now += 60;
      await deliverWebhooks(deps, account);
    }
  };
  return { account, state, taken, deps, event, emit, pass };
}

describe('webhooks', () => {
  it('are signed as the Standard Webhooks library verifies', async () => {
    const { emit, taken, state } = world();
    state.now = Math.floor(Date.now() / 1000);
    await emit(1);
    const [first] = taken;
    expect(new Webhook(SECRET).verify(first?.body ?? '', first?.headers ?? {})).toMatchObject({
      type: 'message.received',
      data: { text: '第 1 条' },
    });
    expect(() => new Webhook(SECRET).verify(`${first?.body} `, first?.headers ?? {})).toThrow('signature');
  });

  it('survive a day of an endpoint that is down, and come in their order', async () => {
    const { emit, pass, taken, state } = world();
    state.up = false;
    for (let id = 0; id < 24; id++) {
      await emit(id);
      await pass(60);
    }
    // It was left alone, and not called for each event.
    expect(state.calls).toBeLessThan(40);
    expect(taken).toEqual([]);
    state.up = true;
    await pass(61);
    expect(taken.map(({ body }) => JSON.parse(body).data.text)).toEqual(
      Array.from({ length: 24 }, (_, id) => `第 ${id} 条`),
    );
    await pass(2);
    expect(taken).toHaveLength(24);
  });

  it('carry the signature of the standard: HMAC-SHA256 over id, time and body', async () => {
    const { emit, taken, state } = world();
    await emit(1);
    const { headers = {}, body = '' } = taken[0] ?? {};
    const signed = `${headers['webhook-id']}.${state.now}.${body}`;
    const signature = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64');
    expect(headers).toMatchObject({ 'webhook-timestamp': `${state.now}`, 'webhook-signature': `v1,${signature}` });
  });

  it('come by their number within a second', async () => {
    const { account, deps, event, state, taken, pass } = world();
    state.up = false;
    const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
    await emitWebhooks(deps, account, numbers.toReversed().map(event));
    state.up = true;
    await pass(2);
    expect(taken.map(({ headers }) => headers['webhook-id'])).toEqual(numbers.map((number) => `${account}.${number}`));
  });

  it('go to the endpoints that want their family, and one that is down delays no other', async () => {
    const posts: string[] = [];
    const { account, deps, event, pass } = world({
      endpoints: {
        read: async () => [
          { name: 'down', url: 'https://down.example', secret: SECRET },
          { name: 'messages', url: 'https://messages.example', secret: SECRET, families: ['messages'] },
          { name: 'tickets', url: 'https://tickets.example', secret: SECRET, families: ['tickets'] },
        ],
      },
      post: async (url, headers) => {
        if (url === 'https://down.example') return false;
        posts.push(`${new URL(url).host} ${headers['webhook-id']?.split('.').at(-1)}`);
        return true;
      },
    });
    await emitWebhooks(deps, account, [
      event(1),
      { ...event(2), type: 'ticket.opened' },
      { ...event(3), type: 'hand-off.asked' },
    ]);
    await pass(1);
    expect(posts).toEqual(['messages.example 1', 'tickets.example 2']);
  });

  it('wait while the parameter of the endpoints is wrong, and say so', async () => {
    let fault: Error | undefined = new ConfigError('/kefu/accounts/shop/webhooks is wrong in 0.secret');
    const logger = memoryLogger();
    const { deps, account, emit, pass, taken } = world({
      logger,
      endpoints: {
        read: async () => {
          if (fault) throw fault;
          return [{ name: 'desk', url: 'https://desk.example', secret: SECRET }];
        },
      },
    });
    for (const id of [1, 2, 3]) await emit(id);
    await pass(3);
    expect(taken).toEqual([]);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'webhook.misconfigured',
        fields: expect.objectContaining({ account }),
      }),
    );
    fault = undefined;
    await pass(1);
    expect(taken.map(({ body }) => JSON.parse(body).data.text)).toEqual(['第 1 条', '第 2 条', '第 3 条']);
    expect(await deps.queue.next(account, '@held', 10)).toEqual([]);
  });

  it('that were given up are counted, and can be delivered by hand', async () => {
    const { account, deps, emit, pass, taken, state } = world();
    state.up = false;
    await emit(1);
    state.now += 4 * 86_400;
    await emit(2);
    await pass(1);
    expect(await webhookStates(deps, account)).toMatchObject([
      { host: 'desk.example', waiting: 1, givenUp: 1, failures: expect.any(Number) },
    ]);
    expect(await redeliverWebhooks(deps, account)).toMatchObject([{ waiting: 1, givenUp: 1 }]);
    state.up = true;
    expect(await redeliverWebhooks(deps, account)).toMatchObject([{ waiting: 0, givenUp: 0, failures: 0 }]);
    expect(taken.map(({ headers }) => headers['webhook-id'])).toEqual([`${account}.1`, `${account}.2`]);
  });

  it('keep an event once, and give it up after three days', async () => {
    const { account, deps, emit, pass, taken, state, event } = world();
    await Promise.all([emit(1), emit(1)]);
    state.up = false;
    const lost = event(2);
    await emitWebhooks(deps, account, [lost]);
    state.now += 4 * 86_400;
    state.up = true;
    await pass(1);
    expect(taken.map(({ headers }) => headers['webhook-id'])).not.toContain(lost.id);
    expect(await deps.queue.next(account, 'desk', 10)).toEqual([]);
  });

  it.each([
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://localhost/',
    'http://1.1.1.1/',
  ])('never reach into our own network: %s', async (url) => {
    expect(await createWebhookPost({ allowPrivate: false })(url, {}, '{}')).toBe(false);
  });

  it.each([
    [204, true],
    [302, false],
    [500, false],
  ])('take the status %s for %s', async (status, isTaken) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { location: 'https://elsewhere.example' }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await createWebhookPost({ allowPrivate: true })(url, {}, '{}')).toBe(isTaken);
    server.closeAllConnections();
    server.close();
  });
});
