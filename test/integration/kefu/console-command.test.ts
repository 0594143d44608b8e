import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminReference } from '../../../tools/docs/admin-reference.ts';
import { READING_ACTIONS } from '../../../tools/kefu/console/reading.ts';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

const KEFU = new URL('../../../tools/kefu/main.ts', import.meta.url).pathname;
const RULES = {
  TableName: 'kefu-rules',
  KeyConditionExpression: 'account = :a',
  ExpressionAttributeValues: { ':a': { S: 'demo' } },
};
const item = { TableName: 'kefu-rules', Item: { account: { S: 'demo' }, id: { S: 'new' }, reply: { S: '好' } } };

describe('kefu console', { timeout: 60_000 }, () => {
  let world: KefuWorld;
  const ends: (() => Promise<unknown>)[] = [];
  let reading: string;
  let writing: string;
  beforeAll(async () => {
    world = await kefuWorld();
    [reading, writing] = await Promise.all([open(), open('--write')]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(ends.map((end) => end()));
    await world.close();
  });

  /** Start the command, and take the address it prints. */
  async function open(...args: string[]): Promise<string> {
    const env = { ...process.env, KEFU_LOCAL_DIR: world.folder, LANG: 'C' };
    const child = spawn(process.execPath, [KEFU, 'console', '--port', '0', '--json', ...args], { env });
    ends.push(async () => {
      const ended = once(child, 'close');
      child.kill('SIGINT');
      await ended;
    });
    for await (const line of createInterface(child.stdout)) return (JSON.parse(line) as { url: string }).url;
    throw new Error('it printed nothing');
  }
  const post = async (at: string, path: string, body: object, target = '') => {
    const headers = { 'content-type': 'application/json', 'x-amz-target': target };
    const answer = await fetch(at + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, fields: (await answer.json()) as Record<string, unknown> };
  };
  const table = (at: string, operation: string, body: object) =>
    post(at, '/api/aws/', body, `DynamoDB_20120810.${operation}`);
  const admin = (at: string, name: string, event: object) =>
    post(at, `/api/aws/2015-03-31/functions/${name}/invocations`, event);

  it('listens on this machine only, and serves the page with a strict policy', async () => {
    expect(reading).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const page = await fetch(reading);
    expect(await page.text()).toContain('page.js');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${reading}/page.js`)).headers.get('content-type')).toContain('javascript');
  });

  it('tells the page which accounts there are, and that there is neither a simulator nor a way to change', async () => {
    const { fields } = await post(reading, '/api/welcome', {});
    expect(fields).toMatchObject({ simulated: false, readOnly: true, hidden: ['trail'] });
    expect(fields.accounts).toEqual(expect.arrayContaining(['demo', 'plain', 'mini']));
    expect((await post(writing, '/api/welcome', {})).fields).toMatchObject({ readOnly: false });
    expect((await post(reading, '/api/wechat/users/type', {})).status).toBe(404);
  });

  it('reads rules, and what the admin functions tell', async () => {
    const { status, fields } = await table(reading, 'Query', RULES);
    expect(status).toBe(200);
    expect(JSON.stringify(fields.Items)).toContain('traffic-promo');
    expect((await admin(reading, 'kefu-admin-account', { action: 'list' })).fields).toMatchObject({ ok: true });
    const refused = await admin(reading, 'kefu-admin-tickets', { action: 'list', account: 'demo', nonsense: 1 });
    expect(refused.fields).toMatchObject({ ok: false });
  });

  it('changes nothing, and says how to', async () => {
    const put = await table(reading, 'PutItem', item);
    expect(put).toMatchObject({ status: 403, fields: { message: expect.stringContaining('--write') } });
    const tag = await admin(reading, 'kefu-admin-contacts', { action: 'tag', account: 'demo' });
    expect(tag).toMatchObject({ status: 403, fields: { message: expect.stringContaining('--write') } });
    expect(JSON.stringify((await table(reading, 'Query', RULES)).fields)).not.toContain('"new"');
  });

  it('changes with --write what the page changes', async () => {
    expect(await table(writing, 'PutItem', item)).toMatchObject({ status: 200 });
    expect(JSON.stringify((await table(reading, 'Query', RULES)).fields)).toContain('"new"');
  });

  it.each([
    ['another table', (at: string) => table(at, 'Query', { ...RULES, TableName: 'payroll' })],
    ['a table without a name', (at: string) => table(at, 'Scan', {})],
    ['another operation', (at: string) => table(at, 'DeleteTable', { TableName: 'kefu-rules' })],
    ['another function', (at: string) => admin(at, 'payroll', { action: 'list' })],
    ['a function that is no admin function', (at: string) => admin(at, 'kefu-refresh-token', {})],
    [
      'secrets',
      (at: string) => post(at, '/api/aws/', { Name: '/kefu/accounts/demo/credentials' }, 'AmazonSSM.GetParameter'),
    ],
  ])('keeps the page from %s, also with --write', async (_what, ask) => {
    expect(await ask(writing)).toMatchObject({ status: 403 });
  });

  it('answers a request that is no JSON in words', async () => {
    const headers = { 'x-amz-target': 'DynamoDB_20120810.Query' };
    const answer = await fetch(`${reading}/api/aws/`, { method: 'POST', headers, body: '{' });
    expect(answer.status).toBe(400);
  });

  it.each([
    ['a name that was pointed to this machine', { host: 'evil.example' }],
    ['the page of another site', { origin: 'https://evil.example' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_what, headers) => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const asking = request(`${writing}/api/welcome`, { method: 'POST', headers }, (answer) =>
        done(answer.statusCode),
      );
      asking.on('error', fail).end();
    });
    expect(status).toBe(403);
  });

  it('says in words that its port is taken', async () => {
    const { code, err } = await world.kefu(['console', '--port', new URL(reading).port]);
    expect(code).toBe(2);
    expect(err).toMatch(/Port \d+ cannot be used.*--port/);
  });

  it('says that nothing answers before it opens anything', async () => {
    const { code, err } = await world.kefu(['console', '--port', '0'], { AWS_PORT: '1' });
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining('npm start') });
  });

  it('knows which actions only read by their names in the reference', async () => {
    const reference = await adminReference();
    const section = (name: string) => reference.split(`## kefu-${name}\n`)[1]?.split('\n## ')[0] ?? '';
    const unknown = Object.entries(READING_ACTIONS).flatMap(([name, actions]) =>
      actions.filter((action) => !section(name).includes(`### ${action}\n`)),
    );
    expect(unknown).toEqual([]);
  });
});
