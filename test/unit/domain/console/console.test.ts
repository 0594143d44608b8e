import { describe, expect, it } from 'vitest';
import { movedMenu } from '../../../../functions/domain/console/menu-of-console.ts';
import { type CannotMove, consoleId, movedReply } from '../../../../functions/domain/console/rule-of-reply.ts';
import { rulesOfAutoReplies } from '../../../../functions/domain/console/rules-of-auto-replies.ts';
import type { ConsoleReply } from '../../../../functions/wechat/console/replies.ts';

const text = (content: string): ConsoleReply => ({ kind: 'text', content });
const keywordRule = { name: '流量', contains: ['流量'], exact: [], replies: [text('a')], pick: 'all' as const };
const NO_KEYWORDS = { on: true, rules: [] };

describe('movedReply', () => {
  const article = { title: '活动', url: 'http://a' };

  it.each<[ConsoleReply, unknown]>([
    [text('x'), 'x'],
    [
      { kind: 'image', mediaId: 'm' },
      { kind: 'image', mediaId: 'm' },
    ],
    [
      { kind: 'news', articles: [article, { ...article, title: '' }, { ...article, url: '' }] },
      { kind: 'news', articles: [article] },
    ],
  ])('of %j', (reply, moved) => {
    const cannotMove: CannotMove[] = [];
    expect(movedReply(reply, 'it', cannotMove)).toEqual(moved);
    expect(cannotMove).toEqual([]);
  });

  it.each<[ConsoleReply, string]>([
    [text(''), 'says nothing'],
    [{ kind: 'video', url: 'http://v' }, 'dies soon'],
    [{ kind: 'unknown', type: 'finder' }, '"finder" have no counterpart'],
    [{ kind: 'news', articles: [] }, 'no title or no address'],
    [{ kind: 'voice', mediaId: '' }, 'no media id'],
  ])('of %j is none, for a reason', (reply, why) => {
    const cannotMove: CannotMove[] = [];
    expect(movedReply(reply, 'it', cannotMove)).toBeUndefined();
    expect(cannotMove).toEqual([{ what: 'it', why: expect.stringContaining(why) }]);
  });

  it('has a name that fits', () => {
    expect(consoleId(' 流量 ')).toBe('console-流量');
    expect(consoleId('x'.repeat(300))).toHaveLength(200);
  });
});

describe('rulesOfAutoReplies', () => {
  it('does as the console does', () => {
    const follow = { on: true, reply: text('hi') };
    const anything = { on: false, reply: text('any') };
    expect(rulesOfAutoReplies({ follow, anything, keywords: { on: true, rules: [keywordRule] } }).rules).toEqual([
      { id: 'console-subscribe', match: 'event', keywords: ['subscribe'], reply: 'hi' },
      { id: 'console-流量', match: 'contains', keywords: ['流量'], reply: 'a' },
      expect.objectContaining({
        id: 'console-anything',
        match: 'any',
        reply: 'any',
        cooldownMinutes: 60,
        enabled: false,
      }),
    ]);
  });

  it('makes a rule for each way to match, with names of their own', () => {
    const both = { ...keywordRule, exact: ['1'], replies: [text('a'), text('b')], pick: 'random' as const };
    const exact = { ...keywordRule, contains: [], exact: ['2'] };
    expect(rulesOfAutoReplies({ keywords: { on: false, rules: [both, exact] } }).rules).toEqual([
      ...[
        { id: 'console-流量', match: 'contains', keywords: ['流量'] },
        { id: 'console-流量-exact', match: 'exact', keywords: ['1'] },
      ].map((rule) => ({ ...rule, reply: ['a', 'b'], pick: 'random', enabled: false })),
      { id: 'console-流量-2', match: 'exact', keywords: ['2'], reply: 'a', enabled: false },
    ]);
  });

  it('says what cannot move', () => {
    const nothing = { ...keywordRule, contains: [] };
    const empty = { on: true, reply: text('') };
    const { rules, cannotMove } = rulesOfAutoReplies({
      ...{ follow: empty, anything: empty },
      keywords: { on: true, rules: [nothing, { ...keywordRule, replies: [] }] },
    });
    expect(rules).toEqual([]);
    expect(cannotMove.map(({ why }) => why)).toEqual(['it says nothing', 'it has no keyword', 'it says nothing']);
    expect(rulesOfAutoReplies({ keywords: NO_KEYWORDS })).toEqual({ rules: [], cannotMove: [] });
  });
});

describe('movedMenu', () => {
  it('gives each button that the console answers a rule', () => {
    const button = { name: '客服', type: 'click', key: 'kf' };
    const buttons = [
      { name: '客服', button },
      { name: '更多', buttons: [{ name: '说', reply: text('x') }] },
      { name: '空', buttons: [{ name: '没有', reply: text('') }] },
    ];
    expect(movedMenu({ open: true, buttons })).toEqual({
      menu: {
        button: [button, { name: '更多', sub_button: [{ name: '说', type: 'click', key: 'console-menu-2-1' }] }],
      },
      rules: [{ id: 'console-menu-2-1', match: 'event', keywords: ['CLICK:console-menu-2-1'], reply: 'x' }],
      cannotMove: [{ what: '菜单 menu button "没有"', why: 'it says nothing' }],
    });
  });
});
