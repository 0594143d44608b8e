/** A moment as the clock on the wall of a time zone shows it. */
export interface LocalTime {
  /** 0 = Sunday. */
  weekday: number;
  /** Minute of the day, 0..1439. */
  minute: number;
  /** `YYYY-MM-DD` */
  date: string;
}

const QUARTER_SECONDS = 900;
const DAY_SECONDS = 86400;

/** The time zone's wall clock at an epoch second. */
export function localTime(at: number, timeZone: string): LocalTime {
  const local = Math.floor(at) + offsetSeconds(at, timeZone);
  const day = Math.floor(local / DAY_SECONDS);
  return {
    weekday: (((day + 4) % 7) + 7) % 7,
    minute: Math.floor((local - day * DAY_SECONDS) / 60),
    date: new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10),
  };
}

/**
 * The epoch second at which the wall clock shows these UTC-like seconds. A time that a clock change skips is taken as if
 * the clock had not changed yet; of one that comes twice, the first.
 */
export function epochOf(wallSeconds: number, timeZone: string): number {
  const before = offsetSeconds(wallSeconds - DAY_SECONDS, timeZone);
  const after = offsetSeconds(wallSeconds + DAY_SECONDS, timeZone);
  const early = wallSeconds - before;
  const late = wallSeconds - after;
  return offsetSeconds(early, timeZone) === before || offsetSeconds(late, timeZone) !== after ? early : late;
}

/** Whether the runtime knows the IANA name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** China has not changed its clocks since 1991-09-15, and nearly every account is there: no Intl, which starts slowly. */
const CHINA = 'Asia/Shanghai';
const CHINA_OFFSET_SECONDS = 8 * 3600;
const CHINA_FIXED_SINCE = 684_867_600;

/** Offsets by zone and quarter of an hour: clocks change on quarters only, and Intl takes 20 µs to say. */
const offsets = new Map<string, number>();
const OFFSETS_KEPT = 1000;

function offsetSeconds(at: number, timeZone: string): number {
  if (timeZone === CHINA && at >= CHINA_FIXED_SINCE) return CHINA_OFFSET_SECONDS;
  const quarter = Math.floor(at / QUARTER_SECONDS);
  const key = `${quarter} ${timeZone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  const offset = askIntl(quarter * QUARTER_SECONDS, timeZone);
  offsets.set(key, offset);
  return offset;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  return format;
}

function askIntl(at: number, timeZone: string): number {
  const name =
    formatOf(timeZone)
      .formatToParts(at * 1000)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}
