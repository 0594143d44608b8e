import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSessionFrom } from '../../../functions/domain/session-from.ts';
import { sessionFrom } from '../../../tools/mini-program/session-from.js';

const ECV = '{"ecv":{"vipNo":"V001","vipName":"王芳","gender":"女","isComplete":"true"}}';

describe('parseSessionFrom', () => {
  it('reads the four positions, with the nested fields of ecv', () => {
    expect(parseSessionFrom(`商品页|小王|https://x.example/a.png|${ECV}`)).toEqual({
      source: '商品页',
      nickName: '小王',
      avatarUrl: 'https://x.example/a.png',
      custom: { vipNo: 'V001', vipName: '王芳', gender: '女', isComplete: 'true' },
    });
  });

  it.each([
    ['', { custom: {} }],
    ['   ', { custom: {} }],
    ['只有来源', { source: '只有来源', custom: {} }],
    ['来源||', { source: '来源', custom: {} }],
    ['|小王|', { nickName: '小王', custom: {} }],
    ['||https://x.example/a', { avatarUrl: 'https://x.example/a', custom: {} }],
    ['来源|小王', { source: '来源', nickName: '小王', custom: {}, malformed: true }],
    ['|||', { custom: {} }],
    ['a|b||[object Object]', { source: 'a', nickName: 'b', custom: {} }],
    ['[object Object]', { source: '[object Object]', custom: {} }],
    ['a|b|javascript:alert(1)|', { source: 'a', nickName: 'b', custom: {} }],
    ['a|b|https://x.example/"onload=1|', { source: 'a', nickName: 'b', custom: {} }],
    ['a|b||[1,2]', { source: 'a', nickName: 'b', custom: {} }],
    ['a|b||{"vipNo":7,"vip":true,"none":null}', { source: 'a', nickName: 'b', custom: { vipNo: '7', vip: 'true' } }],
  ])('reads %j', (text, expected) => {
    expect(parseSessionFrom(text)).toEqual(expected);
  });

  it('lets a stray separator inside the JSON survive', () => {
    expect(parseSessionFrom('a|b||{"product":"左|右"}').custom).toEqual({ product: '左|右' });
  });

  it('reads a whole JSON object of another vendor', () => {
    const text =
      '{"source":"活动","nickname":"小王","avatar":"https://x.example/a","customField":"{\\"vipNo\\":\\"V1\\"}","page":"p/1"}';
    expect(parseSessionFrom(text)).toEqual({
      source: '活动',
      nickName: '小王',
      avatarUrl: 'https://x.example/a',
      custom: { page: 'p/1', vipNo: 'V1' },
    });
  });

  it('keeps an unreadable text in braces as the source, and never reads positions inside it', () => {
    expect(parseSessionFrom('{not json|a|b}')).toEqual({ source: '{not json|a|b}', custom: {} });
    expect(parseSessionFrom(`{"vip|No|${'x'.repeat(1015)}`)).toEqual({ custom: {}, truncated: true });
  });

  it('keeps the pairs that came whole when WeChat cut the JSON', () => {
    const cut = 'a|b|https://x.example/a|{"ecv":{"vipNo":"V1","vipName":"王芳, \\"的\\" {","address":"上海市浦东';
    expect(parseSessionFrom(cut)).toEqual({
      source: 'a',
      nickName: 'b',
      avatarUrl: 'https://x.example/a',
      custom: { vipNo: 'V1', vipName: '王芳, "的" {' },
      truncated: true,
    });
  });

  it('drops keys that would reach a prototype, and keeps nested data as text', () => {
    const { custom } = parseSessionFrom('a|b||{"__proto__":{"polluted":1},"constructor":"x","cart":{"n":[1]}}');
    expect(custom).toEqual({ cart: '{"n":[1]}' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('caps keys and lengths', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, 'v'.repeat(40)]));
    const { custom } = parseSessionFrom(JSON.stringify({ ...many, long: 'x'.repeat(3000) }).slice(0, 4000));
    expect(Object.keys(custom).length).toBeLessThanOrEqual(32);
    expect(parseSessionFrom(`{"long":"${'x'.repeat(3000)}"}`).custom.long).toHaveLength(512);
  });

  it('never throws, whatever the client sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 10_000 }), fc.json()), (text) => {
        for (const candidate of [text, `a|b|c|${text}`, `{"a":"b",${text}`]) {
          expect(JSON.stringify(parseSessionFrom(candidate)).length).toBeLessThan(60_000);
        }
      }),
    );
  });
});

describe('sessionFrom', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 400 });

  it('moves no field, whatever the values hold, and stays below the limit', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.webUrl(),
        fc.dictionary(fc.string({ maxLength: 20 }), anyText),
        (source, nickName, avatarUrl, customField) => {
          const text = sessionFrom({ source, nickName, avatarUrl, customField });
          expect(Buffer.byteLength(text)).toBeLessThan(1024);
          expect(text).not.toContain('#');
          expect(text === '' || text.split('|').length <= 4).toBe(true);
          const read = parseSessionFrom(text);
          expect(read.malformed).toBeUndefined();
          expect(read.truncated).toBeUndefined();
        },
      ),
    );
  });

  it('is read back as it was given when it fits', () => {
    const customField = { vipNo: 'V|001', product: '#7', page: 'pages/item?id=3' };
    const text = sessionFrom({
      source: '商品|页',
      nickName: '小#王',
      avatarUrl: 'https://x.example/a#b|c',
      customField,
    });
    expect(parseSessionFrom(text)).toEqual({
      source: '商品｜页',
      nickName: '小＃王',
      avatarUrl: 'https://x.example/a%23b%7Cc',
      custom: customField,
    });
  });

  it('drops the avatar first, then the last custom keys, and says which', () => {
    const dropped: string[] = [];
    const customField = { vipNo: 'V001', cart: '长'.repeat(200), note: '短'.repeat(150) };
    const text = sessionFrom({ source: 'a', avatarUrl: `https://x.example/${'p'.repeat(100)}`, customField }, (names) =>
      dropped.push(...names),
    );
    expect(dropped).toEqual(['avatarUrl', 'customField.note']);
    expect(Object.keys(parseSessionFrom(text).custom)).toEqual(['vipNo', 'cart']);
  });

  it('shortens an endless name between characters', () => {
    const text = sessionFrom({ nickName: '😀'.repeat(500) });
    expect(text).toMatch(/^\|(😀)+\|$/u);
    expect(Buffer.byteLength(text)).toBeGreaterThan(800);
  });

  it('says nothing when there is nothing to say', () => {
    expect(sessionFrom({})).toBe('');
  });
});
