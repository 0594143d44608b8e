import { type LocalTime, localTime } from './local-time.ts';
import type { WeeklyHours } from './rule.ts';
import type { Settings } from './settings.ts';

const SUNDAY = 0;
const MONDAY = 1;

/** The parts of the settings that say which day is which. */
export type Calendar = Pick<Settings, 'timeZone' | 'holidays' | 'workdays'>;

/** Whether the agents are at work: in their hours, not on a holiday; a 调休 workday has Monday's hours. */
export function isOpen(settings: Calendar & Pick<Settings, 'hours'>, at: number): boolean {
  if (settings.hours === undefined) return true;
  const time = localTime(at, settings.timeZone);
  if (settings.holidays.includes(time.date)) return false;
  return covers(settings.hours, dayKind(time, settings), time.minute);
}

/** Whether a rule's hours hold: a holiday counts as a Sunday, a 调休 workday as a Monday. */
export function inHours(hours: WeeklyHours, calendar: Calendar, at: number): boolean {
  const time = localTime(at, calendar.timeZone);
  return covers(hours, calendar.holidays.includes(time.date) ? SUNDAY : dayKind(time, calendar), time.minute);
}

function dayKind({ date, weekday }: LocalTime, { workdays }: Calendar): number {
  return workdays.includes(date) ? MONDAY : weekday;
}

function covers(hours: WeeklyHours, weekday: number, minute: number): boolean {
  return hours.some((span) => span.weekday === weekday && span.fromMinute <= minute && minute < span.untilMinute);
}
