import { describe, expect, it } from 'vitest';
import {
  afterList,
  callsToday,
  chinaMonth,
  clientIdOf,
  exhausted,
  type GroupSend,
  listsOf,
  nextChinaDay,
  tried,
} from '../../../functions/domain/group-send.ts';
import { encodeMass } from '../../../functions/wechat/group-message.ts';

const at = (text: string) => Date.parse(`${text}+08:00`) / 1000;
const send = (parts: Partial<GroupSend> = {}): GroupSend => ({
  ...{ account: 'main', id: 'sale', message: { kind: 'text', content: 'x' }, status: 'running' },
  ...{ createdAt: 0, startAt: 0, recipients: 3, lists: 2, list: 0, position: 2, jobs: [] },
  ...{ accepted: 0, refused: 0, unknown: 0, skipped: 0, ...parts },
});
const job = (when: string) => ({ jobId: '1', list: 0, acceptedAt: at(when), recipients: 2 });

describe('the lists of a group send', () => {
  it.each([
    [0, 10, []],
    [10, 10, [10]],
    [11, 10, [6, 5]],
    [10_001, undefined, [5001, 5000]],
  ])('of %i people, %s each at most, are even', (people, most, sizes) => {
    const lists = listsOf(
      Array.from({ length: people }, (_, n) => `o${n}`),
      most,
    );
    expect(lists.map(({ length }) => length)).toEqual(sizes);
  });

  it('have an id each', () => {
    expect(clientIdOf(send(), 4)).toBe('sale-4');
  });
});

describe('a day of WeChat', () => {
  it('is one of China', () => {
    expect(chinaMonth(at('2026-12-01T00:00'))).toBe('2026-12');
    expect(chinaMonth(at('2026-11-30T23:59'))).toBe('2026-11');
    expect(nextChinaDay(at('2026-11-30T23:59'))).toBe(at('2026-12-01T00:01'));
  });

  it('counts its calls', () => {
    const jobs = [job('2026-11-30T00:00'), job('2026-11-29T23:59')];
    expect(callsToday([send({ jobs }), send({ jobs: [job('2026-11-30T23:59')] })], at('2026-11-30T12:00'))).toBe(2);
  });

  it('of the month is the last for who was sent four', () => {
    expect(exhausted([['a', 'b'], ['a'], ['a', 'b'], ['a', 'b']])).toEqual(new Set(['a']));
  });
});

describe('a group send', () => {
  it('counts each outcome', () => {
    expect(tried(send({ refused: 1 }), 'refused').refused).toBe(2);
  });

  it('goes on with the next list, or is done', () => {
    expect(afterList(send({ note: 'waits' }), 9)).toEqual(send({ list: 1, position: 0 }));
    expect(afterList(send({ list: 1 }), 9)).toMatchObject({ list: 2, status: 'done', finishedAt: 9 });
  });
});

describe('encodeMass', () => {
  it.each([
    [
      { kind: 'text', content: 'x' },
      { msgtype: 'text', text: { content: 'x' } },
    ],
    [
      { kind: 'image', mediaId: 'm' },
      { msgtype: 'image', images: { media_ids: ['m'] } },
    ],
    [
      { kind: 'voice', mediaId: 'm' },
      { msgtype: 'voice', voice: { media_id: 'm' } },
    ],
    [
      { kind: 'article', mediaId: 'm' },
      { msgtype: 'mpnews', mpnews: { media_id: 'm' }, send_ignore_reprint: 0 },
    ],
  ] as const)('%j', (message, wire) => {
    expect(encodeMass(message)).toEqual(wire);
  });
});
