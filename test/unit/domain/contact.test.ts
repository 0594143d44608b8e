import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf, follow } from '../../../functions/domain/contact.ts';
import { meets } from '../../../functions/domain/contact-filter.ts';
import { aChange, aContact } from '../../support/contacts.ts';

const key = { account: 'shop', openId: 'oUser' };
const T = 1_800_000_000;

describe('a contact', () => {
  it('is made by the first message, with how it came', () => {
    const contact = follow(undefined, key, aChange({ channel: 'mini-program' }));
    expect(contact).toMatchObject({ ...key, firstSeenAt: T, lastSeenAt: T, channel: 'mini-program', handOffs: 0 });
  });

  it('has shown a page, the newest first and each once', () => {
    const shown = (path: string, title = '') => ({ kind: 'page', path, title }) as const;
    const facts = [shown('a', '一'), shown('b'), shown(''), shown('a', '二')];
    expect(follow(undefined, key, aChange({ facts })).pages).toEqual([{ path: 'a', title: '二' }, { path: 'b' }]);
  });

  it.each([
    { kind: 'job-finished', jobId: '1', status: 's', total: 1, sent: 1, failed: 0 },
    { kind: 'erase', subject: 'o' },
    { kind: 'modified', subject: 'o' },
  ] as const)('learns nothing by $kind', (fact) => {
    expect(follow(aContact(), key, aChange({ facts: [fact] }))).toEqual(follow(aContact(), key, aChange()));
  });

  it('keeps when it was first seen, and follows when it was last', () => {
    const later = follow(aContact(), key, aChange({ lastAt: T + 60 }));
    expect(later).toMatchObject({ firstSeenAt: T, lastSeenAt: T + 60 });
  });

  it('came by a code when the scene is told after the follow', () => {
    const followed = follow(undefined, key, aChange({ channel: 'follow' }));
    const scanned = follow(followed, key, aChange({ channel: 'follow', facts: [{ kind: 'scene', scene: 'door' }] }));
    expect(scanned).toMatchObject({ channel: 'qr-code', scenes: ['door'] });
  });

  it('takes claims, product and page from a session-from', () => {
    const text = '商品页|小王|https://a.example/1.png|{"product":"茶杯","page":"pages/cup?id=3","vipNo":"V7"}';
    const contact = follow(undefined, key, aChange({ source: '商品页', facts: [{ kind: 'session-from', text }] }));
    expect(contact).toMatchObject({
      source: '商品页',
      claims: { nickName: '小王', vipNo: 'V7', avatarUrl: 'https://a.example/1.png' },
      products: ['茶杯'],
      pages: [{ path: 'pages/cup?id=3' }],
    });
    expect(facetsOf(contact)).toEqual(expect.arrayContaining(['product#茶杯', 'page#pages/cup', 'source#商品页']));
  });

  it.each([
    ['bot', 'waiting', { handOffs: 1, sessions: 0 }],
    ['waiting', 'waiting', { handOffs: 0, sessions: 0 }],
    ['waiting', 'human', { handOffs: 0, sessions: 1, kfAccount: 'li@shop' }],
    ['human', 'human', { handOffs: 0, sessions: 0, kfAccount: 'li@shop' }],
    ['human', 'bot', { handOffs: 0, sessions: 0 }],
  ] as const)('counts %s -> %s', (before, after, expected) => {
    const contact = follow(aContact(), key, aChange({ modes: { before, after }, kfAccount: 'li@shop' }));
    expect(contact).toMatchObject(expected);
  });

  it('may be sent one message for each yes, and none after a no', () => {
    const told = (accepted: boolean) =>
      aChange({ facts: [{ kind: 'subscribe-messages', templates: [{ id: 'T1', accepted }] }] });
    const twice = follow(follow(undefined, key, told(true)), key, told(true));
    expect(twice.optIns).toEqual({ T1: 2 });
    expect(follow(twice, key, told(false)).optIns).toEqual({});
  });

  it('bears any session-from', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.constantFrom('|||', '[object Object]'),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const contact = follow(undefined, key, aChange({ facts: [{ kind: 'session-from', text }] }));
        expect(Object.keys(contact.claims)).not.toContain('__proto__');
        expect(contact.products.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a filter', () => {
  const contact = aContact({
    tags: ['VIP', '老客户'],
    source: '商品页',
    claims: { nickName: '小王' },
    fields: { city: '杭州' },
    handOffs: 2,
  });
  it.each([
    [{ tags: ['VIP'] }, true],
    [{ tags: ['VIP', '新客户'] }, false],
    [{ source: '商品页', handedOff: true }, true],
    [{ handedOff: false }, false],
    [{ fields: { city: '杭州' } }, true],
    [{ fields: { city: '上海' } }, false],
    [{ text: '小' }, true],
    [{ lastSeenFrom: T, lastSeenUntil: T + 1 }, true],
    [{ lastSeenFrom: T + 1 }, false],
    [{ lastSeenUntil: T }, false],
    [{ optIn: 'T1' }, false],
  ])('of %j is met: %s', (filter, expected) => {
    expect(meets(contact, filter)).toBe(expected);
  });
});
