import { isOpen } from './opening.ts';
import type { Settings } from './settings.ts';

type Opening = Pick<Settings, 'timeZone' | 'holidays' | 'workdays' | 'hours'>;

const MINUTE = 60;
/** The longest holiday is shorter. */
const DAYS_AHEAD = 14;
/** Without hours, or closed for weeks: a working day's worth is looked at. */
const WITHOUT_HOURS_SECONDS = 12 * 3600;

/**
 * When the agents come back: the next opening; while they are at work, the one after their next closing. Always open, or
 * closed for weeks = in twelve hours.
 */
export function nextReturn(settings: Opening, at: number): number {
  const closes = isOpen(settings, at) ? firstMinute(at, (time) => !isOpen(settings, time)) : at;
  const opens = closes === undefined ? undefined : firstMinute(closes, (time) => isOpen(settings, time));
  return opens ?? at + WITHOUT_HOURS_SECONDS;
}

function firstMinute(from: number, isIt: (at: number) => boolean): number | undefined {
  const start = Math.ceil(from / MINUTE) * MINUTE;
  for (let at = start; at <= from + DAYS_AHEAD * 86_400; at += MINUTE) if (isIt(at)) return at;
  return undefined;
}
