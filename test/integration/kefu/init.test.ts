import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld, runKefu } from '../../support/kefu.ts';

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

  const shop = () => {
    const account = world.local.simulator?.state.accounts.shop;
    if (!account) throw new Error('the simulator has no shop');
    return account;
  };
  const init = (...args: string[]) =>
    runKefu(['init', 'shop', '--yes', '--json', ...args], { KEFU_LOCAL_DIR: world.folder }, world.folder);

  it('takes over what the console has, and says what to paste, before anything is switched on', async () => {
    const settings = { appId: 'wxshop01', appSecret: SECRET, originalId: 'gh_shop01', wechatId: 'shop01' };
    await world.local.simulator?.accounts.create({ name: 'shop', kind: 'service', settings });
    await world.local.simulator?.accounts.setAutoReplies({
      account: 'shop',
      autoReplies: { is_add_friend_reply_open: 1, add_friend_autoreply_info: { type: 'text', content: '欢迎光临' } },
    });
    shop().menu = { button: [{ type: 'view', name: '官网', url: 'https://example.com/' }] };
    const ran = await init(...ANSWERS, '--app-secret', SECRET);
    expect(JSON.parse(ran.out)).toMatchObject({
      url: `${world.local.places.callback}/shop`,
      encodingAesKey: expect.stringMatching(/^\w{43}$/),
      verified: false,
    });
    expect(ran.out + ran.err).not.toContain(SECRET);
    expect(readFileSync(join(world.folder, 'shop-console-rules.yaml'), 'utf8')).toContain('欢迎光临');
    expect(readFileSync(join(world.folder, 'shop-console-menu.yaml'), 'utf8')).toContain('官网');
  });

  it('goes on where it was interrupted, asking nothing again: WeChat verified the address, so the menu follows', async () => {
    const first = JSON.parse((await init()).out) as { token: string; encodingAesKey: string };
    const { token, encodingAesKey } = first;
    await world.local.simulator?.accounts.change({
      account: 'shop',
      settings: { token, encodingAesKey, encryption: 'safe' },
    });
    // Switched on: the console answers nothing any more, and its menu is gone.
    await world.local.simulator?.accounts.setAutoReplies({ account: 'shop', autoReplies: {} });
    delete shop().menu;
    expect(await world.local.simulator?.accounts.verifyUrl({ account: 'shop' })).toMatchObject({ ok: true });
    const again = await init('--wait', '1');
    expect([again.code, JSON.parse(again.out)]).toEqual([0, { ...first, verified: true, faults: [] }]);
    expect(shop().menu).toMatchObject({ button: [{ name: '官网' }] });
    expect((await world.kefu(['rules', 'list', 'shop'])).out).toContain('欢迎光临');
  });

  it('waits for the check of WeChat only, not for that of the doctor', async () => {
    const settings = { appId: 'wxmini09', appSecret: SECRET, originalId: 'gh_mini09' };
    await world.local.simulator?.accounts.create({ name: 'mini9', kind: 'mini-program', settings });
    const answers = ['--kind', 'mini-program', '--app-id', 'wxmini09', '--original-id', 'gh_mini09'];
    const run = async () =>
      JSON.parse((await world.kefu(['init', 'mini9', '--yes', '--json', ...answers], { KEFU_APP_SECRET: SECRET })).out);
    expect(await run()).toMatchObject({ verified: false });
    await world.kefu(['doctor', 'mini9']);
    expect(await run()).toMatchObject({ verified: false });
  });

  it('takes another AppID in the place of one that WeChat did not know', async () => {
    const answers = ['--kind', 'mini-program', '--original-id', 'gh_mini09', '--app-secret', SECRET];
    const run = (appId: string) => world.kefu(['init', 'typo', '--yes', '--app-id', appId, ...answers]);
    expect((await run('wxtypo')).err).toContain('40013');
    const settings = { appId: 'wxright', appSecret: SECRET, originalId: 'gh_mini09' };
    await world.local.simulator?.accounts.create({ name: 'typo', kind: 'mini-program', settings });
    expect((await run('wxright')).err).toContain('WeChat gave an access token');
  });

  it('gives an account without rules a few to begin with', async () => {
    const { out } = await world.kefu(['rules', 'list', 'mini9']);
    expect(out).toContain('user_enter_tempsession');
    expect(out).toContain('back-to-bot');
  });

  it('leaves the menu alone where the account may have none', async () => {
    const menu = join(world.folder, 'menu.yaml');
    writeFileSync(menu, 'button:\n  - {type: view, name: 商城, url: "https://example.com/shop"}\n');
    const ran = await runKefu(
      ['init', 'shop', '--yes', '--no-verified', '--menu', menu],
      {
        KEFU_LOCAL_DIR: world.folder,
        KEFU_APP_SECRET: SECRET,
      },
      world.folder,
    );
    expect(ran.err).toContain('may have no menu by API');
    expect(shop().menu).toMatchObject({ button: [{ name: '官网' }] });
  });

  it('does not make another account out of one that is there', async () => {
    const { code, err } = await world.kefu(['init', 'demo', ...ANSWERS, '--app-secret', SECRET, '--yes']);
    expect([code, err]).toEqual([4, expect.stringContaining('The account demo is wxdemo0000000001 already')]);
  });
});
