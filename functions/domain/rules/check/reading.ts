import { didYouMean } from './did-you-mean.ts';
import { fault, type Report } from './report.ts';

/** An item or a map in it, as a person typed it. */
export type Typed = Record<string, unknown>;

/** Whether a value is as good as not typed. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A map, or undefined. */
export function asMap(value: unknown): Typed | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Set) return undefined;
  return value as Typed;
}

/** A list from a list, a set or a single value. */
export function asList(value: unknown): unknown[] {
  if (isAbsent(value)) return [];
  if (Array.isArray(value)) return value;
  return value instanceof Set ? [...value] : [value];
}

/** A text from a text or a number (`0` is typed as a number as often as not). */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** A number from a number or its digits. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.trim()) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const YES = new Set(['true', 'yes', 'on', '1', '是', '开']);
const NO = new Set(['false', 'no', 'off', '0', '否', '关']);

/** A boolean from a boolean, `true`/`yes`/`on`/`1` or their opposites. */
export function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = asText(value)?.trim().toLowerCase() ?? '';
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

/** What a value is, for a fault: `a list`, `the text "x"`. */
export function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : `"${shorten(value)}"`;
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Set) return 'a set';
  return typeof value === 'object' ? 'a map' : String(value);
}

/** At most 40 characters of what was typed. */
export function shorten(text: string): string {
  const characters = [...text];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : text;
}

/** A count with its thousands set off: `2,110`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `a, b or c`. */
export function oneOf(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? '');
}

/** Faults every key that nobody reads, with the one that was probably meant. */
export function refuseUnknown(report: Report, typed: Typed, known: readonly string[], path = ''): void {
  for (const key of Object.keys(typed)) {
    if (known.includes(key)) continue;
    const mend = didYouMean(key, known);
    const hint = mend === undefined ? `known are ${known.join(', ')}` : `did you mean ${mend}?`;
    fault(report, path + shorten(key), `is unknown here; ${hint}`);
  }
}

/** A boolean of an item, or its default. */
export function readBoolean(report: Report, typed: Typed, field: string, otherwise: boolean): boolean {
  const value = typed[field];
  if (isAbsent(value)) return otherwise;
  const read = asBoolean(value);
  if (read === undefined) fault(report, field, `is ${describe(value)}; write true or false`);
  return read ?? otherwise;
}

/** Bounds of a number. */
export interface Bounds {
  min: number;
  max: number;
  /** Whole numbers only, unless false. */
  whole?: boolean;
}

/** A number of an item; undefined if absent or at fault. */
export function readNumber(report: Report, typed: Typed, field: string, bounds: Bounds): number | undefined {
  const value = typed[field];
  if (isAbsent(value)) return undefined;
  const read = asNumber(value);
  const { min, max, whole = true } = bounds;
  if (read !== undefined && read >= min && read <= max && !(whole && !Number.isInteger(read))) return read;
  const wanted = `a ${whole ? 'whole ' : ''}number from ${count(min)} to ${count(max)}`;
  return fault(report, field, `is ${describe(value)}; write ${wanted}`);
}

/** One of a few words, in any case; undefined if absent or at fault. */
export function readWord<Word extends string>(
  report: Report,
  value: unknown,
  field: string,
  words: readonly Word[],
): Word | undefined {
  if (isAbsent(value)) return undefined;
  const typed = asText(value)?.trim().toLowerCase();
  const found = words.find((word) => word.toLowerCase() === typed);
  if (found !== undefined) return found;
  const mend = typed === undefined ? undefined : didYouMean(typed, words);
  return fault(
    report,
    field,
    `is ${describe(value)}; ${mend === undefined ? `write ${oneOf(words)}` : `did you mean ${mend}?`}`,
  );
}
