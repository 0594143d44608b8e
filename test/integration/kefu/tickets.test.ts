import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

const SECRET = Buffer.alloc(32, 3);

interface Taken {
  type: string;
  data: Record<string, unknown>;
}

/** An outside desk on this machine: it takes what is signed as agreed, while it is up. */
async function outsideDesk() {
  const desk = { up: true, taken: [] as Taken[], refused: 0 };
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
    const ours = `v1,${createHmac('sha256', SECRET).update(`${id}.${at}.${body}`).digest('base64')}`;
    if (signature !== ours) desk.refused += 1;
    else if (desk.up) desk.taken.push(JSON.parse(body));
    response.writeHead(signature === ours && desk.up ? 204 : 503).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { desk, url, close };
}

describe('kefu tickets, and an outside desk', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  let outside: Awaited<ReturnType<typeof outsideDesk>>;
  beforeAll(async () => {
    [world, outside] = await Promise.all([kefuWorld(), outsideDesk()]);
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const ssm = new SSMClient({ endpoint: world.local.places.aws, region: 'us-east-1', credentials });
    const endpoints = [{ url: outside.url, secret: `whsec_${SECRET.toString('base64')}` }];
    await ssm.send(
      new PutParameterCommand({
        Name: '/kefu/accounts/demo/webhooks',
        Value: JSON.stringify(endpoints),
        Type: 'SecureString',
      }),
    );
    ssm.destroy();
    const file = join(world.folder, 'settings.yaml');
    const settings = [
      '- id: "@settings"',
      '  timeZone: Asia/Shanghai',
      '  webhooks: [messages, hand-offs, sessions]',
      '  tickets: { assign: [{ contains: 发票, group: 财务 }] }',
    ];
    writeFileSync(file, `${settings.join('\n')}\n`);
    await world.kefu(['rules', 'import', 'demo', file, '--yes']);
    await world.local.settled();
    const { simulator } = world.local;
    if (simulator === undefined) throw new Error('there is no simulator');
    await simulator.users.create({ account: 'demo', name: 'wang', following: true });
    await simulator.agents.hire({ account: 'demo', kfAccount: 'li', nickname: '小李', online: true });
    await types('演示工单 杯子碎了');
  }, 240_000);
  afterAll(async () => {
    outside.close();
    await world.close();
  });

  /** Until all of it has reached everybody. */
  async function types(text: string) {
    await world.local.simulator?.users.type({ account: 'demo', user: 'wang', text });
    await settled();
  }
  async function settled() {
    await world.local.simulator?.settled();
    for (let round = 0; round < 3; round++) await world.local.settled();
  }
  const kinds = () => outside.desk.taken.map(({ type }) => type);

  it('lists the ticket a customer opened', async () => {
    expect((await world.kefu(['tickets', 'list', 'demo'])).out).toMatch(/T-1001.*open.*general.*normal.*杯子碎了/);
    expect(await world.json('tickets', 'list', 'demo', '--group', 'general', '--state', 'open')).toMatchObject({
      tickets: [{ id: 'T-1001', reason: 'rule' }],
    });
    expect((await world.kefu(['tickets', 'list', 'demo', '--state', 'closed'])).out).toContain('no such ticket');
  });

  it('opens one by hand, by the rules of the settings', async () => {
    const { out } = await world.kefu(['tickets', 'open', 'demo', '补开发票', '--by', '小李']);
    expect(out).toMatch(/^T-1002 open \(version 1\)/);
    expect(await world.json('tickets', 'get', 'demo', '1002')).toMatchObject({ ticket: { group: '财务' } });
  });

  it('leads one from hand to hand, and shows its history', async () => {
    const { kefu } = world;
    expect((await kefu(['tickets', 'assign', 'demo', 'T-1001', '小李', '--by', '小王'])).out).toContain(
      'T-1001 assigned',
    );
    expect((await kefu(['tickets', 'reply', 'demo', 'T-1001', '今天补发'])).out).toContain(
      'The customer is being told',
    );
    expect((await kefu(['tickets', 'hand-over', 'demo', 'T-1001', '仓库', '--text', '请补发'])).out).toContain('open');
    const { out } = await kefu(['tickets', 'get', 'demo', 'T-1001']);
    expect(out).toMatch(
      /opened[\s\S]*小王 {2}assigned[\s\S]*reply {2}今天补发[\s\S]*handed-over {2}general -> 仓库 {2}请补发/,
    );
  });

  it('tells the second of two people, and stores nothing of theirs', async () => {
    const { code, err } = await world.kefu(['tickets', 'priority', 'demo', 'T-1002', 'high', '--ticket-version', '9']);
    expect([code, err]).toEqual([4, expect.stringContaining('T-1002 was changed by')]);
    expect(await world.json('tickets', 'get', 'demo', 'T-1002')).toMatchObject({ ticket: { priority: 'normal' } });
  });

  it.each([
    [['get', 'demo', 'T-9'], 'has no ticket T-9'],
    [['get', 'demo', 'nine'], 'T-1042'],
    [['transition', 'demo', 'T-1001', 'done'], 'state'],
    [['list', 'nobody'], 'no account nobody'],
  ])('says what is wrong with %j', async (args, said) => {
    const { code, err } = await world.kefu(['tickets', ...args]);
    expect([code, err]).toEqual([4, expect.stringContaining(said)]);
  });

  it('exports CSV, to a file or to the screen', async () => {
    const { out } = await world.kefu(['tickets', 'export', 'demo', '--state', 'all']);
    expect(out).toMatch(/^id,.*\r\nT-1001,[\s\S]*T-1002,/);
    const file = join(world.folder, 'tickets.csv');
    expect((await world.kefu(['tickets', 'export', 'demo', '-o', file])).out).toContain('2 tickets are in');
    expect(readFileSync(file, 'utf8')).toMatch(/^\uFEFFid,/);
  });

  it('told the outside desk of the ticket, of the message, and of each step', () => {
    expect(kinds()).toEqual(
      expect.arrayContaining(['message.received', 'ticket.opened', 'ticket.assigned', 'ticket.reply']),
    );
    const opened = outside.desk.taken.find(({ type }) => type === 'ticket.opened');
    expect(opened?.data).toMatchObject({ account: 'demo', ticket: { id: 'T-1001', subject: '演示工单 杯子碎了' } });
    expect(outside.desk.refused).toBe(0);
  });

  it('keeps events for a desk that is down, and delivers them when it is asked to', async () => {
    outside.desk.up = false;
    outside.desk.taken.length = 0;
    await types('0');
    const { simulator } = world.local;
    await simulator?.agents.accept({ account: 'demo', agent: 'li@demo', user: 'wang' });
    await simulator?.agents.close({ account: 'demo', agent: 'li@demo', user: 'wang' });
    await settled();
    const { endpoints } = await world.json<{ endpoints: object[] }>('webhooks', 'list', 'demo');
    expect(endpoints).toMatchObject([{ host: new URL(outside.url).host, waiting: 5, givenUp: 0 }]);
    outside.desk.up = true;
    expect((await world.kefu(['webhooks', 'redeliver', 'demo'])).code).toBe(0);
    const seen = kinds();
    const expected = ['hand-off.asked', 'message.received', 'session.closed', 'session.created', 'ticket.message'];
    expect(seen.sort()).toEqual(expected);
    expect((await world.kefu(['webhooks', 'plain'])).out).toContain('No endpoint');
  });

  it('lets the desk answer while the window is open, and says why it cannot later', async () => {
    const { simulator } = world.local;
    const zhao = await simulator?.users.create({ account: 'demo', name: 'zhao' });
    const openId = zhao?.openId ?? '';
    // A window of a minute: a day of theirs would be two thousand runs of every schedule.
    await simulator?.users.follow({ account: 'demo', user: 'zhao' });
    await settled();
    expect((await world.kefu(['send', 'demo', openId, '我是外部客服'])).code).toBe(0);
    expect((await world.kefu(['tickets', 'open', 'demo', '补发', '--open-id', openId])).out).toContain('T-1003');
    await simulator?.advance(61);
    const late = await world.kefu(['send', 'demo', openId, '还在吗']);
    expect([late.code, late.err]).toEqual([4, expect.stringMatching(/window|write/)]);
    expect(await world.json('tickets', 'reply', 'demo', 'T-1003', '已补发')).toMatchObject({ told: 'at-next-message' });
    expect((await world.kefu(['send', 'nobody', openId, '在吗'])).err).toContain('no account nobody');
  });
});
