import { epochOf } from '../local-time.ts';
import { asNumber, asText, describe, isAbsent } from './reading.ts';
import { fault, type Report } from './report.ts';

const DATE =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const DAY_SECONDS = 86400;
/** Larger figures are milliseconds: as seconds they would be past the year 5000. */
const MAX_EPOCH_SECONDS = 1e11;

/** Where a date without a time of day lies: `from` at its start, `until` at its end. */
export type Edge = 'start' | 'end';

/** A moment in epoch seconds from a date, a date and time in the account's time zone, or an epoch. */
export function readMoment(
  report: Report,
  value: unknown,
  field: string,
  timeZone: string,
  edge: Edge,
): number | undefined {
  if (isAbsent(value)) return undefined;
  const epoch = asNumber(value);
  if (epoch !== undefined && epoch >= 1e8) return Math.floor(epoch > MAX_EPOCH_SECONDS ? epoch / 1000 : epoch);
  const moment = parse(asText(value)?.trim() ?? '', timeZone, edge);
  if (moment !== undefined) return moment;
  return fault(report, field, `is ${describe(value)}; write a date like 2026-12-01 or 2026-12-01 09:00`);
}

/** A day as `YYYY-MM-DD`, or undefined. */
export function asDay(value: unknown): string | undefined {
  const [, year, month, day, hour] = DATE.exec(asText(value)?.trim() ?? '') ?? [];
  const seconds = hour === undefined ? wallSeconds([year, month, day]) : undefined;
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().slice(0, 10);
}

function parse(text: string, timeZone: string, edge: Edge): number | undefined {
  const [, year, month, day, hour, minute, second, zone] = DATE.exec(text) ?? [];
  const wall = wallSeconds([year, month, day], [hour, minute, second]);
  if (wall === undefined) return undefined;
  const end = hour === undefined && edge === 'end' ? wall + DAY_SECONDS : wall;
  return zone === undefined ? epochOf(end, timeZone) : end - offsetOf(zone);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(zone) ?? [];
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -size : size;
}

type Part = string | undefined;

/** The figures as if they were UTC; undefined for a day or time that does not exist. */
function wallSeconds(
  [year, month, day]: Part[],
  [hour = '0', minute = '0', second = '0']: Part[] = [],
): number | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (year === undefined || date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day))
    return undefined;
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (minutes > 59 || seconds > 59 || hours * 60 + minutes > 1440) return undefined;
  return date.getTime() / 1000 + hours * 3600 + minutes * 60 + seconds;
}
