import { describe, expect, it } from 'vitest';
import { PRICES, sumOf } from '../../../tools/kefu/cost/prices.ts';

describe('the price table', () => {
  it('keeps an idle month at a dollar at most', () => {
    expect(sumOf(PRICES.idle)).toBeLessThanOrEqual(1);
  });

  it('agrees with the about $3 of a million messages that the documentation works out', () => {
    expect(sumOf(PRICES.perThousand) * 1000).toBeCloseTo(3, 0);
  });
});
