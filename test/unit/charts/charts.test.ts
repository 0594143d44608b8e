import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../functions/domain/statistics/report.ts';
import { NoFontError, pngOf } from '../../../tools/charts/png.ts';
import { CHARTS, reportCharts } from '../../../tools/charts/report-charts.ts';
import { type Chart, svgText } from '../../../tools/charts/shape.ts';
import { reportSheet } from '../../../tools/charts/sheet.ts';
import { duration, fitting } from '../../../tools/charts/words.ts';

const HOUR = 3600;
const MIDNIGHT = Date.parse('2026-11-20T00:00:00+08:00') / 1000;
const context = { unit: 'hour', timeZone: 'Asia/Shanghai', ruleIds: ['promo', 'never'] } as const;

/** A report of two days, with something of everything. */
const aReport = (label = 'promo') =>
  reportOf(
    [
      { hour: MIDNIGHT - HOUR, counters: { messages: 3, asked: 3, solved: 1, [`rule:${label}`]: 1 } },
      {
        hour: MIDNIGHT + 9 * HOUR,
        counters: {
          ...{ messages: 7, asked: 5, solved: 4, 'hand-offs': 2, 'waited:30': 1, 'waited:90': 1 },
          ...{ [`rule:${label}`]: 4, [`channel:${label}`]: 6, [`product:${label}`]: 1, [`arrival:${label}`]: 2 },
          ...{ [`agent-sessions:${label}`]: 2, [`agent-messages:${label}`]: 9 },
        },
      },
    ],
    context,
  );
const look = { language: 'en', width: 480 } as const;
const drawn = (chart: Chart) => svgText(chart).match(/<title>[^<]*<\/title>/g) ?? [];

describe('the charts of a report', () => {
  it('are there for everything that was counted', () => {
    expect(reportCharts(aReport(), look).map(({ id }) => id)).toEqual([...CHARTS]);
  });

  it('are none when nothing happened', () => {
    expect(reportCharts(reportOf([], context), look)).toEqual([]);
  });

  it('add up the days, and the hours of all days', () => {
    const [days, hours] = reportCharts(aReport(), look) as [Chart, Chart];
    expect(drawn(days)).toContain('<title>11-19 messages: 3</title>');
    expect(drawn(days)).toContain('<title>11-20 messages: 7</title>');
    expect(drawn(hours)).toContain('<title>23 messages: 3</title>');
    expect(drawn(hours)).toContain('<title>09 hand-offs: 2</title>');
    expect(drawn(hours)).toContain('<title>00 messages: 0</title>');
  });

  it('speak Chinese when asked to', () => {
    const titles = reportCharts(aReport(), { language: 'zh', width: 480 }).map(({ title }) => title);
    expect(titles).toContain('回答最多的规则');
  });

  it('are well-formed XML whatever things are called', () => {
    const name = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(name, (label) => {
        const svg = svgText(reportSheet(label, aReport(label), 'zh'));
        expect(XMLValidator.validate(svg)).toBe(true);
      }),
    );
  });

  it('make no elements of a name', () => {
    expect(svgText(reportSheet('x', aReport('<script>"&'), 'en'))).toContain('&lt;script&gt;&quot;&amp;');
  });

  it('name the rules that answered nobody', () => {
    expect(svgText(reportSheet('x', aReport(), 'en'))).toMatch(/Rules that answered nobody: 1.*never/);
  });
});

describe('a PNG', () => {
  it('is refused where a font cannot be read, rather than drawn with boxes', async () => {
    await expect(pngOf(reportSheet('统计', aReport(), 'zh'), 'nowhere.ttf')).rejects.toBeInstanceOf(NoFontError);
  });
});

describe('words of a chart', () => {
  it.each([
    [45, '45 s', '45 秒'],
    [300, '5 min', '5 分钟'],
    [9000, '2.5 h', '2.5 小时'],
  ])('writes %i seconds as %s', (seconds, en, zh) => {
    expect([duration(seconds, 'en'), duration(seconds, 'zh')]).toEqual([en, zh]);
  });

  it('cuts a name where it no longer fits, Chinese being twice as wide', () => {
    expect(fitting('short', 100)).toBe('short');
    expect(fitting('流量套餐流量套餐', 48)).toBe('流量套…');
    expect(fitting('abcdefghijklmnop', 48)).toBe('abcdef…');
  });
});
