import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsoleApi } from '../../../functions/adapters/wechat-api/console.ts';
import { createMediaApi } from '../../../functions/adapters/wechat-api/media.ts';
import { adminHandler } from '../../../functions/handlers/admin.ts';
import { MENU_ACTIONS } from '../../../functions/handlers/admin-menu.ts';
import type { MenuButton } from '../../../tools/simulator/index.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { publishingWorld, typedRule } from '../../support/publishing.ts';
import { simulatedWeChat } from '../../support/simulated-wechat.ts';

describe('admin-menu', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  function world() {
    const made = publishingWorld(engine);
    const { account } = made;
    const wechat = simulatedWeChat([{ name: account, kind: 'service', encryption: 'plain' }]);
    const client = wechat.client();
    const deps = { ...made.deps, console: createConsoleApi(client), media: createMediaApi(client) };
    const log = () => {};
    const logger = { info: log, warn: log, error: log };
    const handler = adminHandler({ function: 'admin-menu', actions: MENU_ACTIONS, deps: () => deps, logger });
    const ask = (action: string, fields: object = {}) => handler({ action, account, ...fields });
    const seen = (...button: object[]) => {
      const state = wechat.simulator.state.accounts[account];
      if (state) state.menu = { button: button as MenuButton[] };
    };
    return { ...made, media: deps.media, ask, seen, menu: () => wechat.simulator.state.accounts[account]?.menu };
  }
  const click = (name: string, key: string) => ({ type: 'click', name, key });

  it('has no menu before one is made', async () => {
    expect(await world().ask('get')).toEqual({ ok: true, menu: null, open: false });
  });

  it('makes a menu, and gives it back as it was given', async () => {
    const { ask } = world();
    const menu = {
      button: [
        { name: '服务', sub_button: [click('客服', 'kf')] },
        { type: 'view', name: '官网', url: 'https://example.com/' },
      ],
    };
    expect(await ask('apply', { menu })).toMatchObject({ ok: true, applied: true });
    expect(await ask('get')).toEqual({ ok: true, menu, open: true });
  });

  it('names the taps that no rule answers', async () => {
    const { ask, put, menu } = world();
    await put(typedRule('kf', '好', { match: 'event', keywords: ['CLICK:kf'] }));
    const given = { button: [click('客服', 'kf'), click('活动', 'promo')] };
    expect(await ask('apply', { menu: given, dryRun: true })).toEqual({
      ok: true,
      applied: false,
      unanswered: [{ name: '活动', event: 'CLICK:promo' }],
    });
    expect(menu()).toBeUndefined();
  });

  const four = Array.from({ length: 4 }, (_, n) => click(`b${n}`, 'k'));
  it.each([
    ['four buttons', four, 'menu.button has 4 buttons'],
    ['no button', [], 'menu.button has 0 buttons'],
    [
      'six under one',
      [{ name: 'x', sub_button: [...four, ...four.slice(2)] }],
      'menu.button[0].sub_button has 6 buttons',
    ],
    ['a name of 17 bytes', [click('x'.repeat(17), 'k')], 'menu.button[0].name is 17 bytes; WeChat takes 16'],
    [
      'an inner name of 61 bytes',
      [{ name: 'x', sub_button: [click('x'.repeat(61), 'k')] }],
      'sub_button[0].name is 61 bytes',
    ],
    ['a key of 129 bytes', [click('x', 'k'.repeat(129))], 'menu.button[0].key is 129 bytes; WeChat takes 128'],
    ['no key', [{ type: 'click', name: 'x' }], 'menu.button[0].key is missing'],
    [
      'an address of 1,025 bytes',
      [{ type: 'view', name: 'x', url: `https://example.com/${'x'.repeat(1005)}` }],
      'url is 1025 bytes',
    ],
    ['no address', [{ type: 'view', name: 'x', url: 'example' }], 'menu.button[0].url is no web address'],
    ['an unknown type', [{ type: 'tap', name: 'x' }], 'menu.button[0].type is tap; write one of click'],
    ['a third level', [{ name: 'x', sub_button: [{ name: 'y', sub_button: [click('z', 'k')] }] }], 'is a third level'],
    ['an unknown field', [{ ...click('x', 'k'), kay: 1 }], 'kay'],
  ])('refuses %s before WeChat is asked', async (_what, button, words) => {
    const { ask, menu } = world();
    expect(await ask('apply', { menu: { button } })).toMatchObject({
      ok: false,
      error: { code: 'bad-input', message: expect.stringContaining(words) },
    });
    expect(menu()).toBeUndefined();
  });

  it('takes names and keys of the full length', async () => {
    const { ask } = world();
    const inner = [click('x'.repeat(60), 'k'.repeat(128))];
    expect(await ask('apply', { menu: { button: [{ name: 'x'.repeat(16), sub_button: inner }] } })).toMatchObject({
      ok: true,
    });
  });

  it('takes over the menu of the console, with a rule for what the console answers itself', async () => {
    const { ask, seen, media, account } = world();
    const picture = {
      kind: 'image',
      name: 'a.png',
      bytes: Buffer.from('iVBORw0KGgo=', 'base64'),
      contentType: 'image/png',
    } as const;
    const { mediaId } = await media.upload(account, picture);
    seen(
      {
        name: '更多',
        sub_button: [
          { type: 'text', name: '你好', value: '您好' },
          { type: 'view', name: '官网', url: 'https://example.com/' },
        ],
      },
      { type: 'img', name: '图', value: mediaId },
      { type: 'video', name: '片', value: 'http://example.com/v' },
    );
    const answer = await ask('import-from-wechat');
    expect(answer).toMatchObject({
      ok: true,
      menu: {
        button: [
          { name: '更多', sub_button: [click('你好', 'console-menu-1-1'), { type: 'view', name: '官网' }] },
          click('图', 'console-menu-2'),
        ],
      },
      rules: [
        { id: 'console-menu-1-1', match: 'event', keywords: ['CLICK:console-menu-1-1'], reply: '您好' },
        { id: 'console-menu-2', reply: { kind: 'image', mediaId: expect.not.stringMatching(mediaId) } },
      ],
      cannotMove: [{ what: expect.stringContaining('片') }],
    });
  });

  it('takes over nothing from an account without a menu', async () => {
    expect(await world().ask('import-from-wechat')).toEqual({
      ok: true,
      menu: { button: [] },
      open: false,
      rules: [],
      cannotMove: [],
    });
  });
});
