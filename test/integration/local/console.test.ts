import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrailDetail, TrailLine } from '../../../tools/local/console/trail-line.ts';
import { type Local, startLocal } from '../../../tools/local/start.ts';
import type { Simulator } from '../../../tools/simulator/index.ts';

const ASHA = { account: 'demo', user: 'Asha' };

let folder: string;
let local: Local;
let wechat: Simulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-console-'));
  local = await startLocal({ folder, reset: false, ports: { console: 0, aws: 0, wechat: 0 } });
  wechat = local.simulator as Simulator;
  await wechat.users.create({ account: 'demo', name: 'Asha' });
  await wechat.users.type({ ...ASHA, text: '流量' });
}, 30_000);
afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true });
});

const at = (path: string) => `${local.places.console}${path}`;
const trail = async () => (await (await fetch(at('/api/trail'))).json()) as TrailLine[];
const newest = async (): Promise<TrailDetail> => {
  const line = (await trail()).at(-1);
  return (await (await fetch(at(`/api/trail/${line?.id}`))).json()) as TrailDetail;
};
const aws = (path: string, target: string, body: object = {}) =>
  fetch(at(`/api/aws${path}`), { method: 'POST', headers: { 'x-amz-target': target }, body: JSON.stringify(body) });

/** With headers that fetch does not let one set. */
const statusOf = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const asking = request(at(path), { method: 'POST', headers }, (response) => resolve(response.statusCode));
    asking.on('error', reject).end();
  });

describe('the trail', () => {
  it('tells the whole way of a message', async () => {
    await wechat.users.type({ ...ASHA, text: '流量 now' });
    const detail = await newest();
    expect(detail).toMatchObject({
      account: 'demo',
      what: 'text',
      text: '流量 now',
      status: 200,
      rule: 'traffic-promo',
    });
    expect(detail).toMatchObject({ reply: 'text', mode: { before: 'bot', after: 'bot' }, repeated: false });
    expect(detail.tried.slice(0, 2).map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([
      'traffic-promo: answers',
      'anything-else: lower-priority',
    ]);
    expect(detail.plainIn).toContain('流量 now');
    expect(detail.plainOut).toContain('亲，送流量活动');
    expect(detail.wireIn).not.toContain('流量');
  });

  it('counts the requests to DynamoDB of each message', async () => {
    const { requests } = (await trail()).at(-1) as TrailLine;
    expect(requests.filter(({ operation }) => operation === 'DynamoDB UpdateItem')).toHaveLength(1);
  });

  it('shows a change of mode', async () => {
    await wechat.users.create({ account: 'demo', name: 'Ben' });
    await wechat.users.type({ account: 'demo', user: 'Ben', text: '0' });
    expect(await newest()).toMatchObject({ reply: 'transfer', mode: { before: 'bot', after: 'waiting' } });
  });

  it('has what was refused, too', async () => {
    await fetch(at('/callback/demo?signature=x&timestamp=1&nonce=2'), { method: 'POST', body: '<xml></xml>' });
    expect(await newest()).toMatchObject({ what: 'refused', status: 401, tried: [], wireIn: '<xml></xml>' });
  });
});

describe('the routes of the page', () => {
  it('reach DynamoDB and the functions', async () => {
    const tables = (await (await aws('/', 'DynamoDB_20120810.ListTables')).json()) as { TableNames: string[] };
    expect(tables.TableNames).toContain('kefu-rules');
    const list = { action: 'versions', account: 'demo' };
    const answer = await aws('/2015-03-31/functions/kefu-admin-rules/invocations', '', list);
    expect(await answer.json()).toMatchObject({ ok: true });
  });

  it('reach no secret', async () => {
    const wanted = { Name: '/kefu/accounts/demo/credentials', WithDecryption: true };
    expect((await aws('/', 'AmazonSSM.GetParameter', wanted)).status).toBe(403);
    expect(await (await fetch(at('/api/wechat/state'))).text()).not.toMatch(/demotoken|demosecret|abcdefghijklmnop/);
  });

  it('put people where there are none, once', async () => {
    await Promise.all([1, 2].map(() => fetch(at('/api/welcome'), { method: 'POST' })));
    expect(Object.values(wechat.state.accounts.mini?.users ?? {}).map(({ name }) => name)).toEqual(['小李', '小周']);
    expect(Object.values(wechat.state.accounts.demo?.users ?? {}).map(({ name }) => name)).toEqual(['Asha', 'Ben']);
  });

  it.each(['/', '/api/welcome', '/api/trail', '/api/wechat/state', '/api/aws/', '/api/events'])(
    'refuse another Host and another site: %s',
    async (path) => {
      expect(await statusOf(path, { host: 'evil.example' })).toBe(403);
      expect(await statusOf(path, { origin: 'https://evil.example' })).toBe(403);
      expect(await statusOf(path, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    },
  );

  it('tell in one stream of what happens', async () => {
    const stream = await fetch(at('/api/events'));
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const names = new Set<string>();
    await wechat.users.type({ ...ASHA, text: '流量' });
    while (names.size < 3) {
      const { value = '' } = (await reader?.read()) ?? {};
      for (const [, name] of value.matchAll(/^event: (\w+)$/gm)) names.add(name as string);
    }
    await reader?.cancel();
    expect([...names].sort()).toEqual(['table', 'trail', 'wechat']);
  });

  it('have the page with a policy that lets nothing else in', async () => {
    const page = await fetch(at('/'));
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(await page.text()).toContain('<script type="module" src="/page.js">');
  });
});
