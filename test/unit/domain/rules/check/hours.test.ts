import { describe, expect, it } from 'vitest';
import { readHours } from '../../../../../functions/domain/rules/check/hours.ts';
import { describeFaults, emptyReport } from '../../../../../functions/domain/rules/check/report.ts';

/** `1 540-1080` for each span, sorted. */
function spans(typed: unknown): string {
  const hours = readHours(emptyReport(), typed, 'hours') ?? [];
  return hours
    .map(({ weekday, fromMinute, untilMinute }) => `${weekday} ${fromMinute}-${untilMinute}`)
    .sort()
    .join(', ');
}

const WEEKDAYS = '1 540-1080, 2 540-1080, 3 540-1080, 4 540-1080, 5 540-1080';

describe('readHours', () => {
  it.each([
    'Mon-Fri 09:00-18:00',
    'mon - fri 9:00 - 18:00',
    'Monday–Friday 9-18',
    '周一至周五 09:00-18:00',
    '星期一到星期五 9点-18点',
    '周一至五9:00~18:00',
    '工作日　０９：００－１８：００',
    'weekdays 9:00-18:00',
    'Mon,Tue,Wed,Thu,Fri 09:00-18:00',
    ['Mon-Wed 09:00-18:00', 'Thu-Fri 09:00-18:00'],
    new Set(['Mon-Fri 09:00-18:00']),
    'Mon-Fri 09时00分-18时00分',
  ])('reads %j as working hours', (typed) => {
    expect(spans(typed)).toBe(WEEKDAYS);
  });

  it.each([
    ['09:00-12:00', [0, 1, 2, 3, 4, 5, 6].map((day) => `${day} 540-720`).join(', ')],
    ['每天 9点半-10点', [0, 1, 2, 3, 4, 5, 6].map((day) => `${day} 570-600`).join(', ')],
    ['Sat 09:00-12:00, 13:30-18:00', '6 540-720, 6 810-1080'],
    ['Sat 10:00-16:00; Sun 10:00-12:00', '0 600-720, 6 600-960'],
    ['Sat-Mon 10:00-11:00', '0 600-660, 1 600-660, 6 600-660'],
    ['Fri 18:00-02:00', '5 1080-1440, 6 0-120'],
    ['Sat 18:00-00:00', '6 1080-1440'],
    ['Sat 18:00-24:00', '6 1080-1440'],
    ['weekend', '0 0-1440, 6 0-1440'],
    ['周日 00:00-24:00', '0 0-1440'],
    ['周天、周六 8-9', '0 480-540, 6 480-540'],
    [undefined, ''],
    ['  ', ''],
  ])('reads %j', (typed, expected) => {
    expect(spans(typed)).toBe(expected);
  });

  const mend = 'write for example Mon-Fri 09:00-18:00, Sat 10:00-16:00';
  it.each([
    ['Mon-Fri 25:00-26:00', `hours has 25:00-26:00, which is no span of a day; ${mend}`],
    ['09:00-09:00', `hours has 09:00-09:00, which is no span of a day; ${mend}`],
    ['09:70-10:00', `hours has 09:70-10:00, which is no span of a day; ${mend}`],
    ['9 to 5', `hours has "9 to 5", which is no day or time; ${mend}`],
    [',', `hours names no hours; ${mend}`],
    [{ Mon: '9-18' }, `hours is a map; ${mend}`],
  ])('faults %j', (typed, text) => {
    const report = emptyReport();
    expect(readHours(report, typed, 'hours')).toBeUndefined();
    expect(describeFaults(report.faults)).toBe(text);
  });
});
