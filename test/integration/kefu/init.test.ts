import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('kefu init', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  beforeAll(async () => {
    world = await kefuWorld();
  }, 240_000);
  afterAll(() => world.close());

  const SECRET = 'shopsecret0123456789';
  const ANSWERS = [
    '--kind',
    'service',
    '--verified',
    '--app-id',
    'wxshop01',
    '--original-id',
    'gh_shop01',
    '--wechat-id',
    'shop01',
  ];

  it('names every answer that is missing where nobody can be asked', async () => {
    const { code, err } = await world.kefu(['init', 'shop', '--kind', 'service']);
    expect([code, err]).toEqual([2, expect.stringMatching(/--app-id, --app-secret.*, --original-id, --wechat-id/)]);
    expect((await world.kefu(['init', 'shop', '--kind', 'fan-page'])).err).toContain('--kind is one of service');
    const wrong = await world.kefu(['init', 'shop', ...ANSWERS, '--app-id', 'gh_1', '--app-secret', SECRET]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('an AppID begins with wx')]);
  });

  it('leads from nothing to a callback that WeChat verifies, and may be run again', async () => {
    const settings = { appId: 'wxshop01', appSecret: SECRET, originalId: 'gh_shop01', wechatId: 'shop01' };
    await world.local.simulator?.accounts.create({ name: 'shop', kind: 'service', settings });
    const rules = join(world.folder, 'rules.yaml');
    const welcome = '- {id: welcome, match: event, keywords: [subscribe], reply: 欢迎}\n';
    writeFileSync(rules, `${welcome}- {id: hello, match: exact, keywords: [你好], reply: 您好}\n`);
    const args = ['init', 'shop', ...ANSWERS, '--rules', rules, '--yes', '--json'];
    const ran = await world.kefu(args, { KEFU_APP_SECRET: SECRET });
    const first = JSON.parse(ran.out) as { url: string; token: string; encodingAesKey: string };
    expect(first).toMatchObject({
      url: `${world.local.places.callback}/shop`,
      encodingAesKey: expect.stringMatching(/^\w{43}$/),
    });
    expect(ran.out + ran.err).not.toContain(SECRET);
    const { token, encodingAesKey } = first;
    await world.local.simulator?.accounts.change({
      account: 'shop',
      settings: { token, encodingAesKey, encryption: 'safe' },
    });
    expect(await world.local.simulator?.accounts.verifyUrl({ account: 'shop' })).toMatchObject({ ok: true });
    const again = await world.kefu(args, { KEFU_APP_SECRET: SECRET });
    expect([again.code, JSON.parse(again.out)]).toEqual([0, { ...first, faults: [] }]);
    expect((await world.kefu(['rules', 'list', 'shop'])).out).toMatch(/hello.*您好/);
  });

  it('does not make another account out of one that is there', async () => {
    const { code, err } = await world.kefu(['init', 'demo', ...ANSWERS, '--app-secret', SECRET, '--yes']);
    expect([code, err]).toEqual([4, expect.stringContaining('The account demo is wxdemo0000000001 already')]);
  });
});
