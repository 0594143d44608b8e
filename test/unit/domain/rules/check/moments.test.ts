import { describe, expect, it } from 'vitest';
import { asDay, readMoment } from '../../../../../functions/domain/rules/check/moments.ts';
import { emptyReport } from '../../../../../functions/domain/rules/check/report.ts';

const midnight = Date.UTC(2026, 10, 30, 16) / 1000;

describe('readMoment', () => {
  it.each([
    ['2026-12-01', midnight],
    ['2026/12/1', midnight],
    ['2026年12月1日', midnight],
    ['2026-12-01 00:00', midnight],
    ['2026-12-01T09:00', midnight + 9 * 3600],
    ['2026-12-01 09:00:30', midnight + 9 * 3600 + 30],
    ['2026-12-01T09:00:00Z', midnight + 17 * 3600],
    ['2026-12-01T09:00:00.000+09:00', midnight + 8 * 3600],
    ['2026-12-01 09:00 -0100', midnight + 18 * 3600],
    ['2026-12-01 24:00', midnight + 86_400],
    [midnight, midnight],
    [String(midnight), midnight],
    [midnight * 1000 + 5, midnight],
    [undefined, undefined],
  ])('reads %j', (typed, epoch) => {
    const report = emptyReport();
    expect(readMoment(report, typed, 'from', 'Asia/Shanghai', 'start')).toBe(epoch);
    expect(report.faults).toEqual([]);
  });

  it('takes a day as its end where something ends', () => {
    expect(readMoment(emptyReport(), '2026-12-01', 'until', 'Asia/Shanghai', 'end')).toBe(midnight + 86_400);
    expect(readMoment(emptyReport(), '2026-12-01 00:00', 'until', 'Asia/Shanghai', 'end')).toBe(midnight);
  });

  it.each(['2026-13-01', '2026-02-30', '2026-12-01 25:00', '2026-12-01 09:60', '12-01', 'soon', {}, 20261201])(
    'faults %j',
    (typed) => {
      const report = emptyReport();
      expect(readMoment(report, typed, 'from', 'Asia/Shanghai', 'start')).toBeUndefined();
      expect(report.faults[0]?.message).toMatch(/; write a date like 2026-12-01 or 2026-12-01 09:00$/);
    },
  );
});

describe('asDay', () => {
  it.each([
    ['2026-10-01', '2026-10-01'],
    ['2026/10/1', '2026-10-01'],
    ['2026-10-01 09:00', undefined],
    ['2026-10-32', undefined],
    [7, undefined],
  ])('reads %j as %j', (typed, day) => {
    expect(asDay(typed)).toBe(day);
  });
});
