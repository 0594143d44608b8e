import { describe, expect, it } from 'vitest';
import { nameMark } from '../../../functions/domain/mark.ts';
import { FRESH } from '../../../functions/domain/mode.ts';
import {
  digestText,
  lateCard,
  newCard,
  nobodyOnlineText,
  noticeText,
  troublesText,
} from '../../../functions/domain/team-news.ts';
import type { Waiting } from '../../../functions/domain/waiting.ts';

const AT = 1_800_000_000;
const user = (parts: Partial<Waiting> = {}): Waiting => ({
  ...{ openId: 'o1', waitingAt: AT, handOff: { reason: 'anybody' }, done: [] },
  ...{ conversation: { state: FRESH, rests: [] }, ...parts },
});

describe('a card for the team', () => {
  it('shows what is known of the user', () => {
    const question = { text: '发'.repeat(201), messageKey: 'k', askedAt: AT };
    const told = { scene: 'poster', page: { path: 'pages/a', title: '手机' } };
    const conversation = { state: FRESH, rests: [], question, told, servedBy: 'kf1' };
    const handOff = { reason: 'group-full', group: 'sales', skill: '英语' } as const;
    expect(newCard('main', user({ conversation, handOff }), AT).split('\n')).toEqual([
      '【新的等待用户】main',
      `客户：${nameMark('o1')}`,
      '二维码：poster',
      '产品：手机',
      '页面：pages/a',
      `问题：${'发'.repeat(200)}`,
      '上次接待：kf1',
      '分组：sales',
      '技能：英语',
      '分配：group-full',
    ]);
  });

  it('says no more than is known, and how long they wait', () => {
    expect(lateCard('main', user(), AT + 179)).toBe(`【等待超过 2 分钟】main\n客户：${nameMark('o1')}`);
  });
});

describe('what the team is told', () => {
  it('of an empty desk', () => {
    expect(nobodyOnlineText('main')).toContain('main：有用户在等待');
  });

  it('of sends that failed, by reason', () => {
    const text = troublesText('main', ['a', 'b', 'a', 'c', 'd', 'e', 'f']);
    expect(text.split('\n')).toEqual([
      ...[
        '【消息未送达】main：7 条',
        '2 条：a',
        '1 条：b',
        '1 条：c',
        '1 条：d',
        '1 条：e',
        '查看：npx kefu outbox list main',
      ],
    ]);
  });

  it.each([
    ['verify_expired', '认证已过期'],
    ['something_new', 'something_new'],
  ])('of the notice %s', (event, text) => {
    expect(noticeText('main', event)).toContain(`【账号通知】main：${text}`);
  });

  it.each([
    [10, 11],
    [11, 12],
  ])('of %i users to answer today takes %i lines', (count, lines) => {
    const users = Array.from({ length: count }, (_, n) => ({
      ...{ openId: `o${n}`, askedAt: AT, closesAt: AT },
      customer: new Map(n === 0 ? [['name', ['小李']]] : []),
      ...(n === 0 && { question: '问'.repeat(31) }),
    }));
    const text = digestText('main', users).split('\n');
    expect(text).toHaveLength(lines);
    expect(text.slice(1, 3)).toEqual([`· 小李：${'问'.repeat(30)}`, `· ${nameMark('o1')}`]);
    expect(text.at(-1)).toBe(count > 10 ? '……共 11 位' : `· ${nameMark('o9')}`);
  });
});
