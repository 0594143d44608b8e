import { fold } from '../fold.ts';
import type { WeeklyHours } from '../rule.ts';
import { asList, asText, describe, isAbsent } from './reading.ts';
import { fault, type Report } from './report.ts';

const DAY = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?|(?:周|星期|礼拜)?[日天一二三四五六]';
const TIME = '(\\d{1,2})(?::(\\d{2}))?';
const TOKENS = new RegExp(
  `(?<daily>daily|every ?day|每天|每日)|(?<weekdays>weekdays|工作日)|(?<weekend>weekends?|周末)|` +
    `(?<first>${DAY})(?:\\s*-\\s*(?<last>${DAY}))?|${TIME}\\s*-\\s*${TIME}|[\\s,;、和及&]+`,
  'y',
);
const SHORT_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const CHINESE_DAYS = '日一二三四五六';
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];
const DAY_MINUTES = 1440;
const MEND = 'write for example Mon-Fri 09:00-18:00, Sat 10:00-16:00';

/** Opening hours as people write them: `Mon-Fri 09:00-18:00`, `09:00-12:00, 13:30-18:00`, `周一至周五 9:00-18:00`. */
export function readHours(report: Report, value: unknown, field: string): WeeklyHours | undefined {
  if (isAbsent(value)) return undefined;
  const parts = asList(value).map(asText);
  if (parts.includes(undefined)) return fault(report, field, `is ${describe(value)}; ${MEND}`);
  const parsed = parse(plain(parts.join(', ')));
  if (typeof parsed === 'string') return fault(report, field, `${parsed}; ${MEND}`);
  return parsed.length > 0 ? parsed : fault(report, field, `names no hours; ${MEND}`);
}

/** Chinese and typographic ways to write the same, made one. */
function plain(typed: string): string {
  return fold(typed)
    .replace(/[至到~–—―−]/g, '-')
    .replace(/[点时](?=\d)/g, ':')
    .replace(/点半/g, ':30')
    .replace(/[点时]/g, ':00')
    .replace(/分/g, '');
}

/** Days wait for their times; times without days of their own take those of the times before. */
function parse(text: string): WeeklyHours | string {
  const hours: WeeklyHours = [];
  let current = ALL_DAYS;
  let waiting: number[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < text.length) {
    const from = TOKENS.lastIndex;
    const found = TOKENS.exec(text);
    if (found === null) return `has "${text.slice(from, from + 12)}", which is no day or time`;
    waiting.push(...daysOf(found));
    if (found[6] === undefined) continue;
    const [start, end] = [minuteOf(found[6], found[7]), minuteOf(found[8], found[9])];
    if (Math.max(start, end) > DAY_MINUTES || start === end) return `has ${found[0]}, which is no span of a day`;
    if (waiting.length > 0) current = waiting;
    waiting = [];
    for (const day of new Set(current)) hours.push(...spans(day, start, end));
  }
  for (const day of new Set(waiting)) hours.push(...spans(day, 0, DAY_MINUTES));
  return hours;
}

function daysOf({ groups = {} }: RegExpExecArray): number[] {
  if (groups.daily) return ALL_DAYS;
  if (groups.weekdays) return [1, 2, 3, 4, 5];
  if (groups.weekend) return [6, 0];
  if (groups.first === undefined) return [];
  const first = dayOf(groups.first);
  const length = ((dayOf(groups.last ?? groups.first) - first + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => (first + i) % 7);
}

function dayOf(word: string): number {
  const english = SHORT_DAYS.indexOf(word.slice(0, 3));
  return english >= 0 ? english : Math.max(0, CHINESE_DAYS.indexOf(word.slice(-1)));
}

function minuteOf(hour: string | undefined, minute = '0'): number {
  return Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : Number.POSITIVE_INFINITY;
}

/** Past midnight, the rest belongs to the next day. */
function spans(weekday: number, fromMinute: number, untilMinute: number): WeeklyHours {
  if (fromMinute < untilMinute) return [{ weekday, fromMinute, untilMinute }];
  const evening = { weekday, fromMinute, untilMinute: DAY_MINUTES };
  if (untilMinute === 0) return [evening];
  return [evening, { weekday: (weekday + 1) % 7, fromMinute: 0, untilMinute }];
}
