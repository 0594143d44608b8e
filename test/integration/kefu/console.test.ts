import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MenuButton } from '../../../tools/simulator/index.ts';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('taking over the WeChat console', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  beforeAll(async () => {
    world = await kefuWorld();
  }, 240_000);
  afterAll(() => world.close());

  const path = (name: string) => join(world.folder, name);
  const keyword = { type: 'text', match_mode: 'contain', content: '营业时间' };
  const autoReplies = {
    is_add_friend_reply_open: 0,
    is_autoreply_open: 1,
    keyword_autoreply_info: {
      list: [
        {
          rule_name: '时间',
          reply_mode: 'reply_all',
          keyword_list_info: [keyword],
          reply_list_info: [{ type: 'text', content: '9 点到 18 点' }],
        },
        {
          rule_name: '片',
          reply_mode: 'reply_all',
          keyword_list_info: [keyword],
          reply_list_info: [{ type: 'video', content: 'http://x.example/' }],
        },
      ],
    },
  };

  it('shows the rules of the console, asks, writes them and keeps them in a file', async () => {
    await world.local.simulator?.accounts.setAutoReplies({ account: 'demo', autoReplies });
    const asked = await world.kefu(['rules', 'import', 'demo', '--from-wechat']);
    expect([asked.code, asked.err]).toEqual([2, expect.stringMatching(/! 关键词回复[^\n]*片[\s\S]*\+ console-时间/)]);
    const done = await world.kefu(['rules', 'import', 'demo', '--from-wechat', '--yes', '-o', path('console.yaml')]);
    expect([done.code, done.out]).toEqual([0, expect.stringContaining('1 rules taken over; 1 things')]);
    expect(readFileSync(path('console.yaml'), 'utf8')).toContain('id: console-时间');
    await world.local.settled();
    expect((await world.kefu(['push', 'demo', '营业时间？'])).out).toContain('9 点到 18 点');
  });

  it('takes the menu over, shows how a file differs, and applies it', async () => {
    const state = world.local.simulator?.state.accounts.demo;
    if (state) state.menu = { button: [{ type: 'text', name: '问候', value: '您好' } as unknown as MenuButton] };
    const imported = await world.kefu(['menu', 'import-from-wechat', 'demo', '-o', path('menu.yaml'), '--yes']);
    expect([imported.code, imported.err]).toEqual([0, expect.stringContaining('+ console-menu-1')]);
    if (state) delete state.menu;
    expect((await world.kefu(['menu', 'diff', 'demo', path('menu.yaml')])).out).toContain(
      '+ 问候  key=console-menu-1 type=click',
    );
    expect((await world.kefu(['menu', 'apply', 'demo', path('menu.yaml'), '--yes'])).code).toBe(0);
    expect(state?.menu?.button).toMatchObject([{ type: 'click', key: 'console-menu-1' }]);
    expect((await world.kefu(['menu', 'apply', 'demo', path('menu.yaml'), '--yes'])).out).toContain('No difference');
    await world.local.settled();
    expect((await world.kefu(['push', 'demo', '--event', 'CLICK', '--key', 'console-menu-1'])).out).toContain('您好');
  });

  it('names the line of what WeChat would refuse, and the taps nobody answers', async () => {
    writeFileSync(path('bad.yaml'), `button:\n  - name: 太长了太长了太长了\n    type: click\n    key: k\n`);
    const bad = await world.kefu(['menu', 'apply', 'demo', path('bad.yaml'), '--yes']);
    expect([bad.code, bad.err]).toEqual([4, expect.stringMatching(/bad.yaml:2:11 menu.button\[0\].name is 27 bytes/)]);
    writeFileSync(path('tap.yaml'), `button:\n  - {name: 活动, type: click, key: promo}\n`);
    const ran = await world.kefu(['menu', 'apply', 'demo', path('tap.yaml')]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('活动: no rule answers CLICK:promo')]);
  });
});
