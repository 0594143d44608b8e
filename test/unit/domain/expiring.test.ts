import { describe, expect, it } from 'vitest';
import { expiring } from '../../../functions/domain/expiring.ts';
import { FRESH } from '../../../functions/domain/mode.ts';
import { nextReturn } from '../../../functions/domain/rules/next-opening.ts';
import { someSettings } from '../../support/rules.ts';

const at = (text: string) => Date.parse(`${text}+08:00`) / 1000;
const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 540, untilMinute: 1080 }));
const settings = someSettings({ hours, holidays: ['2026-11-23'] });

describe('nextReturn', () => {
  it.each([
    ['2026-11-20T10:00', '2026-11-24T09:00'],
    ['2026-11-20T18:00', '2026-11-24T09:00'],
    ['2026-11-19T08:59', '2026-11-19T09:00'],
    ['2026-11-19T09:00', '2026-11-20T09:00'],
  ])('of %s is %s', (now, next) => {
    expect(nextReturn(settings, at(now))).toBe(at(next));
  });

  it('without hours is half a day away', () => {
    expect(nextReturn(someSettings(), at('2026-11-20T10:00'))).toBe(at('2026-11-20T22:00'));
  });
});

describe('expiring', () => {
  const user = (wrote: string) => ({
    openId: wrote,
    askedAt: at(wrote),
    wroteAt: at(wrote),
    conversation: { state: FRESH, rests: [] },
  });

  it('names those whose 48 hours end before the next opening, most urgent first', () => {
    const users = ['2026-11-20T08:00', '2026-11-19T20:00', '2026-11-18T09:00', '2026-11-22T09:01'].map(user);
    const found = expiring(users, settings, at('2026-11-20T09:01'));
    expect(found.map(({ openId }) => openId)).toEqual(['2026-11-19T20:00', '2026-11-20T08:00']);
  });
});
