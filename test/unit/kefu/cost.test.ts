import { describe, expect, it } from 'vitest';
import { billOf } from '../../../tools/kefu/cost/bill.ts';
import { PRICES, sumOf } from '../../../tools/kefu/cost/prices.ts';

const none = { messages: 0, handOffs: 0, sends: 0, tables: [] };
const GB = 1e9;

describe('the price table', () => {
  it('keeps an idle month at a dollar at most', () => {
    expect(sumOf(PRICES.idle)).toBeLessThanOrEqual(1);
  });

  it('keeps a million messages under four dollars, of which logs are not the largest part', () => {
    const price = (begin: string) => PRICES.message.find(({ en }) => en.startsWith(begin))?.price ?? Number.NaN;
    expect(sumOf(PRICES.message)).toBeLessThan(4);
    expect(price('Logs')).toBeLessThan(price('API Gateway, HTTP'));
  });

  it('has a price for every option that costs something', () => {
    const options = PRICES.options.map(({ en }) => en).join();
    for (const option of ['egress=nat-instance', 'egress=nat-gateway', 'canary=true'])
      expect(options).toContain(option);
    expect(PRICES.message.map(({ en }) => en).join()).toContain('tracing=false');
  });
});

describe('the bill', () => {
  it('is that of an idle month without messages, and still says what a thousand would cost', () => {
    const bill = billOf(none);
    expect(bill.monthly).toBe(sumOf(PRICES.idle));
    expect(bill.messages).toEqual([]);
    expect(bill.perThousand).toBeCloseTo(sumOf(PRICES.message) / 1000);
  });

  it('adds what messages, hand-offs and custom sends cost', () => {
    const bill = billOf({ ...none, messages: 1e6, handOffs: 1e6, sends: 1e6 });
    const { handOff, send } = PRICES.extra;
    expect(bill.monthly).toBeCloseTo(sumOf([...PRICES.idle, ...PRICES.message, handOff, send]));
    expect(bill.perThousand).toBeCloseTo((bill.monthly - bill.idleSum) / 1000);
  });

  it('takes the stored bytes as they are', () => {
    const bill = billOf({ ...none, tables: [{ table: 'contacts', items: 1, bytes: 10 * GB }] });
    expect(bill.idleSum - billOf(none).idleSum).toBeCloseTo(10 * 0.45, 1);
  });
});
