import { describe, expect, it } from 'vitest';
import { epochOf, isTimeZone, localTime } from '../../../../functions/domain/rules/local-time.ts';

const at = (iso: string) => Date.parse(iso) / 1000;

describe('localTime', () => {
  it.each([
    ['2026-12-31T15:59:59Z', 'Asia/Shanghai', { weekday: 4, minute: 1439, date: '2026-12-31' }],
    ['2026-12-31T16:00:00Z', 'Asia/Shanghai', { weekday: 5, minute: 0, date: '2027-01-01' }],
    ['1988-07-01T00:00:00Z', 'Asia/Shanghai', { weekday: 5, minute: 540, date: '1988-07-01' }],
    ['2026-06-01T03:30:00Z', 'America/St_Johns', { weekday: 1, minute: 60, date: '2026-06-01' }],
    ['2026-06-01T00:00:00Z', 'UTC', { weekday: 1, minute: 0, date: '2026-06-01' }],
    ['1969-12-31T23:59:00Z', 'UTC', { weekday: 3, minute: 1439, date: '1969-12-31' }],
  ])('of %s in %s', (iso, zone, expected) => {
    expect(localTime(at(iso), zone)).toEqual(expected);
  });

  it('keeps no more offsets than a container needs', () => {
    for (let day = 0; day < 1100; day++) localTime(at('2026-01-01T00:00:00Z') + day * 86_400, 'Europe/Berlin');
    expect(localTime(at('2026-07-01T10:00:00Z'), 'Europe/Berlin').minute).toBe(720);
  });
});

describe('epochOf', () => {
  it.each([
    ['2026-12-01T09:00:00Z', 'Asia/Shanghai', '2026-12-01T01:00:00Z'],
    ['2026-07-01T09:00:00Z', 'Europe/Berlin', '2026-07-01T07:00:00Z'],
    ['2026-03-29T03:00:00Z', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-03-29T02:30:00Z', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-10-25T02:30:00Z', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-10-25T03:00:00Z', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
  ])('takes the wall clock %s in %s for %s', (wall, zone, expected) => {
    expect(epochOf(at(wall), zone)).toBe(at(expected));
  });
});

describe('isTimeZone', () => {
  it('knows names from inventions', () => {
    expect(isTimeZone('Asia/Hong_Kong')).toBe(true);
    expect(isTimeZone('Asia/Atlantis')).toBe(false);
  });
});
