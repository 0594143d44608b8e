import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Local, startLocal } from '../../../tools/local/start.ts';

const KEFU = new URL('../../../tools/kefu/main.ts', import.meta.url).pathname;
const START = { reset: false, ports: { console: 0, aws: 0, wechat: 0 } };

let folder: string;
let local: Local;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-push-'));
  local = await startLocal({ folder, ...START });
}, 30_000);
afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true });
});

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** `npx kefu ...` in English, against the local service unless said. */
function kefu(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const { AWS_ENDPOINT_URL: _, PORT: _p, AWS_PORT: _a, ...inherited } = process.env;
  const environment = { ...inherited, LANG: 'C', LC_ALL: 'C', KEFU_LOCAL_DIR: folder, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [KEFU, ...args], { env: environment }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** What `--json` printed. */
async function pushed(...args: string[]) {
  const { out } = await kefu(['push', ...args, '--json']);
  return JSON.parse(out) as { openId: string; deliveries: { answer: { type: string; content?: string } }[] };
}

describe('npm start and kefu push', { timeout: 30_000 }, () => {
  it('bring every seeded rule live', () => {
    expect(local.unready).toEqual([]);
  });

  it.each(['demo', 'plain'])('show the reply of %s and how long it took', async (account) => {
    const { code, out } = await kefu(['push', account, '流量']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^亲，送流量活动.*\n {2}\d+ ms\n {2}--from o.{27}\n$/)]);
  });

  it('make the user known to the simulated WeChat, which then takes what is sent to them', async () => {
    const { openId } = await pushed('mini', '流量');
    await local.settled();
    const user = () => local.simulator?.state.accounts.mini?.users[openId];
    await expect
      .poll(() => user()?.chat.map(({ from, via }) => via ?? from), { timeout: 10_000 })
      .toEqual(['user', 'custom-send']);
    expect(user()?.windows).toMatchObject([{ trigger: 'message' }]);
    await kefu(['push', 'demo', '0', '--from', openId]);
    expect(local.simulator?.state.accounts.demo?.waiting.map((waiting) => waiting.openId)).toEqual([openId]);
  });

  it('survive a user who is called like a part of every object', async () => {
    for (const openId of ['__proto__', 'constructor']) {
      expect((await kefu(['push', 'demo', '流量', '--from', openId])).out).toMatch(/^亲，送流量活动/);
    }
    expect((await kefu(['push', 'demo', '流量'])).code).toBe(0);
  });

  it('show a hand-off in words', async () => {
    expect((await kefu(['push', 'demo', '0'])).out).toContain('handed off to customer service');
    expect((await kefu(['push', 'mini', '0', '--lang', 'zh'])).out).toContain('转人工客服');
  });

  it('deliver one message several times, with one answer', async () => {
    const { deliveries } = await pushed('demo', '演示随机', '--repeat', '3');
    const contents = deliveries.map(({ answer }) => answer.content);
    expect(contents).toEqual([contents[0], contents[0], contents[0]]);
  });

  it.each([
    [['demo', '--event', 'subscribe'], 'text'],
    [['demo', '--event', 'CLICK', '--key', 'nothing'], 'success'],
    [['demo', '--event', 'LOCATION', '--field', 'Latitude=31.1'], 'success'],
    [['demo', '--kind', 'image', '--field', 'PicUrl=https://example.com/a.jpg'], 'transfer_customer_service'],
    [['mini', '--kind', 'mini-program-page'], 'transfer_customer_service'],
    [['mini', '--session-from', 'shop|Li'], 'success'],
    [['mini', '流量'], 'success'],
  ])('push %j', async (args, type) => {
    expect((await pushed(...args)).deliveries).toMatchObject([{ answer: { type } }]);
  });

  it('go on as the same user', async () => {
    const { openId } = await pushed('demo', '0');
    const { deliveries } = await pushed('demo', '流量', '--from', openId);
    expect(deliveries).toMatchObject([{ answer: { type: 'transfer_customer_service' } }]);
  });

  it.each([
    ['nothing to push', ['push', 'demo'], 2, 'Give a text, a --kind or an --event'],
    ['a field without value', ['push', 'demo', '--kind', 'image', '--field', 'PicUrl'], 2, 'is not Name=value'],
    ['an unknown option', ['push', 'demo', 'x', '--fast'], 2, "unknown option '--fast'"],
    ['an account that is not there', ['push', 'nobody', 'x'], 1, 'There is no account nobody'],
    ['a wrong address', ['push', 'demo', 'x', '--url', 'URL/nowhere'], 4, 'check that the address ends in /callback'],
  ])('refuse %s in words', async (_what, args, code, words) => {
    const ran = await kefu(args.map((arg) => arg.replace('URL', local.places.console)));
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)]);
    expect(ran.err).not.toContain('    at ');
  });

  it('say when nothing is running', async () => {
    const ran = await kefu(['push', 'demo', 'x'], { PORT: '9', AWS_PORT: '9' });
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('start it with npm start')]);
  });

  it('keep what a person changed over a restart', async () => {
    const key = { account: { S: 'demo' }, id: { S: 'traffic-promo' } };
    const changed = { ...key, match: { S: 'exact' }, keywords: { SS: ['流量'] }, reply: { S: '改过了' } };
    const client = () =>
      new DynamoDBClient({
        endpoint: local.places.aws,
        region: 'us-east-1',
        credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      });
    await client().send(new PutItemCommand({ TableName: 'kefu-rules', Item: changed }));
    await local.settled();
    await local.close();
    local = await startLocal({ folder, ...START });
    const { Item } = await client().send(new GetItemCommand({ TableName: 'kefu-rules', Key: key }));
    expect(Item).toMatchObject({ reply: { S: '改过了' }, status: { S: 'live' } });
    expect((await pushed('demo', '流量')).deliveries).toMatchObject([{ answer: { content: '改过了' } }]);
  });
});
