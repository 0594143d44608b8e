import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('kefu kf, account, token and rotate', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  beforeAll(async () => {
    world = await kefuWorld();
  }, 240_000);
  afterAll(() => world.close());

  it('adds, invites, lists and removes kf accounts', async () => {
    const { kefu } = world;
    expect((await kefu(['kf', 'list', 'demo'])).out).toContain('There are no kf accounts');
    expect((await kefu(['kf', 'add', 'demo', 'wang', '小王', '--wechat-id', 'wx_xiaowang'])).code).toBe(0);
    expect((await kefu(['kf', 'list', 'demo'])).out).toMatch(/wang@demo.*小王.*wx_xiaowang waiting/);
    expect(await kefu(['kf', 'remove', 'demo', 'wang'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes'),
    });
    expect((await kefu(['kf', 'remove', 'demo', 'wang', '-y'])).code).toBe(0);
    expect((await kefu(['kf', 'online', 'demo'])).out).toContain('None.');
    expect((await kefu(['kf', 'waiting', 'demo'])).out).toContain('None.');
  });

  it('plans and applies a declared list, and names lines', async () => {
    const path = join(world.folder, 'kf.yaml');
    writeFileSync(path, '- kfAccount: li\n  nickname: 小李\n  groups: [sales]\n');
    expect((await world.kefu(['kf', 'plan', 'demo', path])).out).toMatch(/add li@demo 小李[\s\S]*groups/);
    expect((await world.kefu(['kf', 'apply', 'demo', path, '--yes'])).code).toBe(0);
    expect((await world.kefu(['kf', 'plan', 'demo', path])).out).toContain('Nothing to do');
    writeFileSync(path, '- kfAccount: li\n  nickname: 小李\n- kfAccount: li\n  nickname: 又\n');
    const twice = await world.kefu(['kf', 'plan', 'demo', path]);
    expect([twice.code, twice.err]).toEqual([4, expect.stringMatching(/kf.yaml:3:14 accounts\[1\].kfAccount/)]);
  });

  it('shows accounts and tokens, and never a secret', async () => {
    const { out } = await world.kefu(['account', 'list']);
    expect(out).toMatch(/demo[\s\S]*mini[\s\S]*plain/);
    expect((await world.kefu(['token', 'demo', '--refresh'])).out).toMatch(/alive {2}✓/);
    expect((await world.kefu(['account', 'check', 'demo'])).code).toBe(0);
    expect(out).not.toContain('demosecret');
  });

  it('rotates the secrets of the callback and finishes', async () => {
    const started = await world.kefu(['rotate', 'mini', '-y']);
    expect(started.out).toMatch(/Token {11}\w+\nEncodingAESKey {2}\w{43}\n/);
    expect(await world.json('rotate', 'mini', '--finish', '-y')).toMatchObject({ rotating: false });
  });

  it('says what WeChat refused, with its mend', async () => {
    const ran = await world.kefu(['kf', 'invite', 'demo', 'nobody', 'wx_xiaowang']);
    expect([ran.code, ran.err]).toEqual([4, expect.stringMatching(/inviteworker was refused with 654\d\d/)]);
  });
});
