import { describe, expect, it } from 'vitest';
import { digestItems, saysTheSame, typedFields } from '../../../../functions/domain/rules/items.ts';

const item = { account: 'main', id: 'a', match: 'exact', reply: { kind: 'text', content: 'x' } };
const ours = { status: 'live', error: 'e', warning: 'w', checkedAt: 1 };

describe('an item', () => {
  it('is what its operator typed, without what we wrote', () => {
    expect(typedFields({ ...item, ...ours })).toEqual({
      id: 'a',
      match: 'exact',
      reply: { kind: 'text', content: 'x' },
    });
  });

  it.each([
    ['in another order', { reply: { content: 'x', kind: 'text' }, match: 'exact', id: 'a', account: 'main' }, true],
    ['with what we wrote', { ...item, ...ours }, true],
    ['with another value', { ...item, reply: { kind: 'text', content: 'y' } }, false],
    ['with one attribute more', { ...item, keywords: ['a', null, undefined] }, false],
  ])('says the same %s: %s', (_, other, same) => {
    expect(saysTheSame(item, other)).toBe(same);
    expect(digestItems([item], 'c') === digestItems([other], 'c')).toBe(same);
  });

  it('is digested with what it was checked against', () => {
    expect(digestItems([item], 'c')).toMatch(/^[0-9a-f]{64}$/);
    expect(digestItems([item], 'c')).not.toBe(digestItems([item], 'd'));
  });
});
