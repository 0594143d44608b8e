import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT_BYTES, splitText } from '../../../functions/wechat/split-text.ts';

const bytes = (text: string) => Buffer.byteLength(text);
const family = '👨‍👩‍👧‍👦';
const link = '<a href="https://example.com/a">查看</a>';

describe('splitText', () => {
  it.each([
    [2048, 1],
    [2049, 2],
    [4096, 2],
    [4097, 3],
  ])('cuts %i bytes into %i', (length, parts) => {
    expect(splitText('x'.repeat(length))).toHaveLength(parts);
  });

  it('counts bytes, not characters', () => {
    expect(splitText('中'.repeat(683)).map(bytes)).toEqual([2046, 3]);
  });

  it('leaves nothing out, exceeds nothing and breaks no character, whatever the text', () => {
    const unit = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(family, link, '<a href="', '\r\n', '中文'));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), fc.integer({ min: 4, max: 120 }), (units, limit) => {
        const parts = splitText(units.join(''), limit);
        expect(parts.join('')).toBe(units.join(''));
        for (const part of parts) {
          expect(bytes(part)).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('keeps an emoji of several code points whole', () => {
    const parts = splitText(`${'x'.repeat(2040)}${family}`);
    expect(parts).toEqual(['x'.repeat(2040), family]);
  });

  it('keeps a link whole', () => {
    const parts = splitText(`${'x'.repeat(2030)}${link}后面`);
    expect(parts).toEqual(['x'.repeat(2030), `${link}后面`]);
  });

  it('cuts a link or an emoji that is longer than a part', () => {
    expect(splitText(`<a href="${'x'.repeat(50)}">y</a>`, 20).map(bytes)).toEqual([20, 20, 20, 6]);
    expect(splitText(family, 8).every((part) => bytes(part) <= 8)).toBe(true);
  });

  it('gives a short text back', () => {
    expect(splitText('')).toEqual(['']);
    expect(MAX_TEXT_BYTES).toBe(2048);
  });
});
