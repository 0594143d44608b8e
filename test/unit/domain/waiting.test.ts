import { describe, expect, it } from 'vitest';
import { replay } from '../../../functions/domain/booking.ts';
import type { OutboxEntry } from '../../../functions/domain/conversation.ts';
import { FRESH } from '../../../functions/domain/mode.ts';
import type { Settings } from '../../../functions/domain/rules/settings.ts';
import { placeOf, planFor, type Waiting } from '../../../functions/domain/waiting.ts';
import { someSettings } from '../../support/rules.ts';

const AT = 1_800_000_000;
const user = (parts: Partial<Waiting> = {}): Waiting => ({
  openId: 'o1',
  waitingAt: AT,
  conversation: { state: FRESH, rests: [] },
  handOff: { reason: 'anybody' },
  done: [],
  ...parts,
});
const team = { groups: { sales: ['a@shop'], spare: ['b@shop'] }, agents: {} };
const online = (...names: string[]) => ({
  seenAt: AT,
  agents: names.map((kfAccount) => ({ kfAccount, acceptedCases: 0, capacity: 1, autoAccept: true })),
});
const plan = (seconds: number, parts: Partial<Waiting> = {}, settings: Partial<Settings> = {}, seats?: string[]) => {
  const all = someSettings({ ...team, ...settings });
  const replayed = seats && replay(online(...seats), all);
  return planFor(user(parts), { settings: all, now: AT + seconds, place: 3, ...(replayed && { replayed }) });
};
const calls = (entries: OutboxEntry[]) =>
  entries.flatMap((one) => (one.kind === 'create-session' ? [one.kfAccounts] : []));

describe('a user who waits', () => {
  it.each([
    [0, ['announced']],
    [59, ['announced']],
    [60, ['announced', 'placed']],
    [120, ['announced', 'placed', 'late']],
    [1800, ['ended']],
  ])('%i seconds has %j done', (seconds, done) => {
    expect(plan(seconds).done).toEqual(done);
  });

  it.each([
    [120, ['announced', 'placed', 'late']],
    [1800, ['ended']],
  ] as const)('%i seconds has nothing done twice', (seconds, done) => {
    expect(plan(seconds, { done })).toEqual({ done: [], entries: [] });
  });

  it('is told their place', () => {
    const { entries } = plan(60);
    expect(entries).toMatchObject([
      { kind: 'send', createdAt: AT + 60, expiresAt: AT + 180, reply: { content: expect.stringContaining('3') } },
    ]);
  });

  it.each([
    { notices: { ...someSettings().notices, queuePlace: false as const } },
    { rights: { ...someSettings().rights, customSend: false } },
  ])('is not told it by %j', (settings) => {
    expect(plan(60, {}, settings).entries).toEqual([]);
  });

  it('too long leaves their question in a ticket, and the rules answer again', () => {
    const question = { text: '发票', messageKey: 'k', askedAt: AT - 5 };
    const asked = plan(1800, { conversation: { state: FRESH, rests: [], question } });
    expect(asked).toMatchObject({ ends: true, entries: [{ kind: 'ticket', reason: 'waited-out', question }] });
    expect(plan(1800).entries).toMatchObject([{ question: { text: '', messageKey: `o1.${AT}`, askedAt: AT } }]);
  });

  it('too long is told nothing where the settings say so', () => {
    const notices = { ...someSettings().notices, waitedTooLong: false as const };
    expect(plan(1800, {}, { notices }).entries[0]).not.toHaveProperty('notice');
  });
});

describe('an agent for a user who waits', () => {
  const sales = { handOff: { reason: 'nobody-free', group: 'sales' } } as unknown as Partial<Waiting>;

  it('is asked for every two minutes', () => {
    const { assignedAt, entries } = plan(120, sales, {}, ['a@shop', 'b@shop']);
    expect([assignedAt, calls(entries)]).toEqual([AT + 120, [['a@shop']]]);
    expect(calls(plan(119, sales, {}, ['a@shop']).entries)).toEqual([]);
    expect(calls(plan(180, { ...sales, assignedAt: AT + 120 }, {}, ['a@shop']).entries)).toEqual([]);
  });

  it.each([
    ['nobody knows who is online', undefined],
    ['none of theirs is online', ['b@shop']],
  ])('is not asked for while %s', (_, seats) => {
    expect(plan(120, sales, {}, seats).assignedAt).toBeUndefined();
  });

  it('may be the one they named, or the one who served them', () => {
    const named = { handOff: { reason: 'asked', kfAccount: 'b@shop' } } as unknown as Partial<Waiting>;
    expect(calls(plan(120, named, {}, ['a@shop', 'b@shop']).entries)).toEqual([['b@shop']]);
    const conversation = { state: FRESH, rests: [], servedBy: 'b' };
    const groups = { sales: ['a@shop', 'b@shop'] };
    expect(calls(plan(120, { ...sales, conversation }, { groups }, ['a@shop', 'b@shop']).entries)).toEqual([
      ['b@shop'],
    ]);
  });

  it('may have the skill', () => {
    const skilled = { handOff: { reason: 'asked', skill: '英语' } } as unknown as Partial<Waiting>;
    const agents = { 'b@shop': { autoAccept: true, skills: ['英语'] } };
    expect(calls(plan(120, skilled, { agents }, ['a@shop', 'b@shop']).entries)).toEqual([['b@shop']]);
  });

  it('is of the group that theirs overflows to, as soon as it does', () => {
    const overflow = { sales: [{ group: 'spare', afterSeconds: 90 }] };
    expect(calls(plan(89, sales, { overflow }, ['b@shop']).entries)).toEqual([]);
    expect(calls(plan(90, sales, { overflow }, ['b@shop']).entries)).toEqual([['b@shop']]);
  });
});

describe('placeOf', () => {
  const waiting = [{ openId: 'o1' }, { openId: 'o2' }];
  const list = { ...online(), queue: { count: 9, openIds: ['x', 'y', 'o1'] } };

  it.each([
    ['WeChat’s queue', 'o1', list, AT, 2],
    ['who asked first, beyond the queue', 'o2', list, AT, 1],
    ['who asked first, when the list is old', 'o1', list, AT + 90, 0],
    ['who asked first, without a queue', 'o2', online(), AT, 1],
    ['nothing', 'o3', undefined, AT, 0],
  ])('goes by %s', (_, openId, seen, now, place) => {
    expect(placeOf(openId, waiting, seen, now)).toBe(place);
  });
});
