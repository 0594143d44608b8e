import { describe, expect, it } from 'vitest';
import { restOf } from '../../../../functions/domain/rest.ts';
import { applies, type Circumstances, obstacle } from '../../../../functions/domain/rules/applies.ts';
import { readHours } from '../../../../functions/domain/rules/check/hours.ts';
import { emptyReport } from '../../../../functions/domain/rules/check/report.ts';
import { compile } from '../../../../functions/domain/rules/compile.ts';
import { explain } from '../../../../functions/domain/rules/explain.ts';
import { inHours, isOpen } from '../../../../functions/domain/rules/opening.ts';
import type { Rule, WeeklyHours } from '../../../../functions/domain/rules/rule.ts';
import { anEvent, aText } from '../../../support/rule-messages.ts';
import { aRule, aSnapshot, someSettings } from '../../../support/rules.ts';

const usual: Circumstances = {
  settings: someSettings({ testers: ['tester'] }),
  mode: 'bot',
  rests: [],
  sources: ['qr-shop'],
};

function hours(typed: string): WeeklyHours {
  return readHours(emptyReport(), typed, 'hours') ?? [];
}

/** The epoch second of a wall clock in China. */
function china(text: string): number {
  return Date.parse(`${text}+08:00`) / 1000;
}

describe('obstacle', () => {
  const noon = china('2026-12-01T12:00:00');
  it.each([
    [{}, noon, undefined],
    [{ enabled: false }, noon, 'switched-off'],
    [{ from: noon }, noon - 1, 'not-yet'],
    [{ from: noon }, noon, undefined],
    [{ until: noon }, noon - 1, undefined],
    [{ until: noon }, noon, 'over'],
    [{ hours: hours('12:00-13:00') }, noon - 1, 'outside-hours'],
    [{ hours: hours('12:00-13:00') }, noon, undefined],
    [{ hours: hours('12:00-13:00') }, noon + 3599, undefined],
    [{ hours: hours('12:00-13:00') }, noon + 3600, 'outside-hours'],
    [{ modes: ['waiting'] }, noon, 'other-mode'],
    [{ modes: ['bot', 'waiting'] }, noon, undefined],
    [{ sources: ['qr-shop'] }, noon, undefined],
    [{ sources: ['qr-other'] }, noon, 'other-source'],
    [{ audience: 'testers' }, noon, 'testers-only'],
  ] as [Partial<Rule>, number, string | undefined][])('of %o at %d is %s', (parts, createdAt, expected) => {
    expect(obstacle(aRule(parts), aText('流量', { createdAt }), usual)).toBe(expected);
  });

  it('is nothing for a tester', () => {
    expect(applies(aRule({ audience: 'testers' }), aText('流量', { openId: 'tester' }), usual)).toBe(true);
  });

  it.each([
    ['waiting', undefined, 'other-mode'],
    ['human', ['human'], undefined],
  ] as const)('in %s of a rule for %s is %s', (mode, modes, expected) => {
    expect(obstacle(aRule(modes ? { modes: [...modes] } : {}), aText('流量'), { ...usual, mode })).toBe(expected);
  });

  it('lets rules for events apply in all modes, unless they name some', () => {
    const click = anEvent('click', 'CLICK', 'k');
    expect(obstacle(aRule({ match: 'event' }), click, { ...usual, mode: 'human' })).toBeUndefined();
    expect(obstacle(aRule({ match: 'event', modes: ['bot'] }), click, { ...usual, mode: 'human' })).toBe('other-mode');
  });

  it.each([
    ['a rest of the rule', { at: 1000 }, 1000 + 59, 'resting'],
    ['a rest that is over', { at: 1000 }, 1000 + 60, undefined],
    ['a rest that the message itself set', { at: 1000, messageKey: 'mine' }, 1000, undefined],
    ['a rest that a later message set', { at: 1001 }, 1000, undefined],
    ['the rest of another rule', { at: 1000, name: 'other' }, 1001, undefined],
  ] as const)('with %s', (_, rest, createdAt, expected) => {
    const { name, at, messageKey } = { name: 'traffic', messageKey: 'other', ...rest };
    const rests = [restOf([], name, { createdAt: at, messageKey })];
    const message = aText('流量', { createdAt, messageKey: 'mine' });
    expect(obstacle(aRule({ cooldownMinutes: 1 }), message, { ...usual, rests })).toBe(expected);
  });
});

describe('opening hours', () => {
  const settings = someSettings({
    hours: hours('Mon-Fri 09:00-18:00'),
    holidays: ['2026-10-01'],
    workdays: ['2026-10-10'],
  });
  it.each([
    ['2026-09-30T08:59:59', false],
    ['2026-09-30T09:00:00', true],
    ['2026-09-30T17:59:59', true],
    ['2026-09-30T18:00:00', false],
    ['2026-10-01T10:00:00', false],
    ['2026-10-10T10:00:00', true],
    ['2026-10-10T18:00:00', false],
    ['2026-10-11T10:00:00', false],
  ])('at %s are open: %s', (at, open) => {
    expect(isOpen(settings, china(at))).toBe(open);
  });

  it('never close when there are none', () => {
    expect(isOpen(someSettings({ holidays: ['2026-10-01'] }), china('2026-10-01T03:00:00'))).toBe(true);
  });

  it.each([
    ['Mon-Fri 09:00-18:00', '2026-10-01T10:00:00', false],
    ['Sat-Sun 09:00-18:00', '2026-10-01T10:00:00', true],
    ['09:00-18:00', '2026-10-01T10:00:00', true],
    ['Mon-Fri 09:00-18:00', '2026-10-10T10:00:00', true],
    ['Fri 22:00-02:00', '2026-10-10T01:59:00', false],
    ['Fri 22:00-02:00', '2026-10-17T01:59:59', true],
    ['Fri 22:00-02:00', '2026-10-17T02:00:00', false],
  ])('of a rule, %s, hold at %s: %s', (typed, at, hold) => {
    expect(inHours(hours(typed), settings, china(at))).toBe(hold);
  });

  it('follow a time zone across its clock changes', () => {
    const berlin = { ...settings, timeZone: 'Europe/Berlin' };
    const morning = hours('09:00-10:00');
    expect(inHours(morning, berlin, Date.parse('2026-03-28T08:00:00Z') / 1000)).toBe(true);
    expect(inHours(morning, berlin, Date.parse('2026-03-29T08:00:00Z') / 1000)).toBe(false);
    expect(inHours(morning, berlin, Date.parse('2026-03-29T07:00:00Z') / 1000)).toBe(true);
    expect(inHours(hours('Sun 02:00-03:00'), berlin, Date.parse('2026-03-29T01:00:00Z') / 1000)).toBe(false);
    expect(inHours(hours('Sun 02:00-03:00'), berlin, Date.parse('2026-10-25T00:30:00Z') / 1000)).toBe(true);
    expect(inHours(hours('Sun 02:00-03:00'), berlin, Date.parse('2026-10-25T01:30:00Z') / 1000)).toBe(true);
  });
});

describe('explain', () => {
  it('tells every rule, best first, and why it did not answer', async () => {
    const rules = [
      aRule({ id: 'any', match: 'any', keywords: [] }),
      aRule({ id: 'contains' }),
      aRule({ id: 'off', match: 'exact', enabled: false }),
      aRule({ id: 'other', keywords: ['话费'] }),
      aRule({ id: 'picture', match: 'any', keywords: [], kinds: ['image'] }),
      aRule({ id: 'event', match: 'event', keywords: ['CLICK'], kinds: [] }),
    ];
    const explained = explain(aText('流量'), usual, await compile(aSnapshot({ rules })));
    expect(Object.fromEntries(explained.map(({ rule, verdict }) => [rule.id, verdict]))).toEqual({
      off: 'switched-off',
      contains: 'answers',
      any: 'lower-priority',
      other: 'does-not-fit',
      picture: 'other-kind',
      event: 'other-kind',
    });
    expect(explained.slice(0, 3).map(({ rule }) => rule.id)).toEqual(['off', 'contains', 'any']);
  });

  it('tells an event apart from rules for other events', async () => {
    const rules = [aRule({ id: 'a', match: 'event', keywords: ['CLICK:a'], kinds: [] }), aRule({ id: 'text' })];
    const explained = explain(anEvent('click', 'CLICK', 'b'), usual, await compile(aSnapshot({ rules })));
    expect(explained.map(({ verdict }) => verdict)).toEqual(['does-not-fit', 'other-kind']);
  });
});
