/**
 * Folding makes what a person types comparable: full width to half width, upper to lower case, no outer white space, and
 * traditional characters to simplified ones where the settings ask for it. One code unit becomes one code unit.
 */

/** Simplified code unit by traditional one, from U+3400 on; 0 = itself. */
export type TraditionalTable = Uint16Array;

const IDEOGRAPHS_FROM = 0x3400;
const IDEOGRAPHS_UNTIL = 0xa000;

/** The table for a string of pairs: a traditional character, then the simplified one. */
export function traditionalTable(pairs: string): TraditionalTable {
  const table = new Uint16Array(IDEOGRAPHS_UNTIL - IDEOGRAPHS_FROM);
  for (let i = 0; i + 1 < pairs.length; i += 2) table[pairs.charCodeAt(i) - IDEOGRAPHS_FROM] = pairs.charCodeAt(i + 1);
  return table;
}

/** Folds one code unit. */
export function foldUnit(unit: number, table?: TraditionalTable): number {
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit;
  if (unit >= 0x3001 && unit < 0xff00) return foldIdeograph(unit, table);
  if (unit >= 0xff01 && unit <= 0xff5e) return foldUnit(unit - 0xfee0);
  return foldOther(unit);
}

function foldIdeograph(unit: number, table: TraditionalTable | undefined): number {
  if (unit >= IDEOGRAPHS_UNTIL) return unit >= 0xd800 && unit <= 0xdfff ? unit : foldOther(unit);
  if (table === undefined || unit < IDEOGRAPHS_FROM) return unit;
  return table[unit - IDEOGRAPHS_FROM] || unit;
}

const IDEOGRAPHIC_SPACE = 0x3000;
/** ſ is matched by a case-insensitive s, so it has to look like one to the literals of a pattern too. */
const LONG_S = 0x17f;

function foldOther(unit: number): number {
  if (unit === IDEOGRAPHIC_SPACE) return 0x20;
  if (unit === LONG_S) return 0x73;
  return String.fromCharCode(unit).toLowerCase().charCodeAt(0);
}

/** Whether outer code units of this kind are dropped: what `trim` drops, and the zero-width space that phones add. */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 9 && unit <= 13);
  if (unit < 0x80 || (unit > IDEOGRAPHIC_SPACE && unit < 0xfeff)) return false;
  return (unit >= 0x2000 && unit <= 0x200b) || OTHER_SPACES.has(unit);
}

const OTHER_SPACES = new Set([0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, IDEOGRAPHIC_SPACE, 0xfeff]);

/** The part of a text between its outer white space. */
export function trimmed(text: string): { start: number; end: number } {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** A text as it is compared. Most are folded already, and stay the string they are. */
export function fold(text: string, table?: TraditionalTable): string {
  const { start, end } = trimmed(text);
  let same = start;
  while (same < end && foldUnit(text.charCodeAt(same), table) === text.charCodeAt(same)) same++;
  if (same === end) return text.slice(start, end);
  const units = new Uint16Array(end - start);
  for (let i = start; i < end; i++) units[i - start] = foldUnit(text.charCodeAt(i), table);
  return textOfUnits(units);
}

/** As many arguments as a call surely takes. */
const CHUNK = 4096;

function textOfUnits(units: Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += CHUNK) text += String.fromCharCode(...units.subarray(i, i + CHUNK));
  return text;
}
