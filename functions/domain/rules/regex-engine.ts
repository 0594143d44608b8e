import { createRequire } from 'node:module';
import { foldUnit, type TraditionalTable } from './fold.ts';

/** A compiled pattern; tells whether any part of a folded text fits, in time linear in the text. */
export interface Pattern {
  /** Instructions: a test takes about 10 ns for each of them and each character of the text. */
  size: number;
  test(text: string): boolean;
}

/** Compiles a folded pattern. @throws what the engine says of a malformed one */
export type RegexEngine = (pattern: string) => Pattern;

/**
 * The engine weighs 147 kB and takes 8 ms to load, so that waits for the first text that holds the literals of a
 * pattern: at once, since by then an answer is being found.
 */
export async function loadRegexEngine(): Promise<RegexEngine> {
  let engine: RegexEngine | undefined;
  return (pattern) => {
    engine ??= regexEngine(createRequire(import.meta.url)('re2js') as typeof import('re2js'));
    return engine(pattern);
  };
}

/**
 * The engine of a loaded library. `find` walks a bitmap of (instruction, position), at once and with a bound; `test` would
 * build an automaton first, which takes 5 µs where a pattern is met for the first time and 10 ms where it is hostile.
 */
export function regexEngine({ RE2JS }: Pick<typeof import('re2js'), 'RE2JS'>): RegexEngine {
  return (pattern) => {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
    return { size: compiled.programSize(), test: (text) => compiled.matcher(text).find() };
  };
}

/** A quotation, a character class, an escape, or a character that folding may change. */
const TOKEN =
  /\\Q[\s\S]*?(?:\\E|$)|\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]|\\[\s\S]|[\u3000-\u9fff\uff01-\uff5e]/g;
const FULL_WIDTH = /\\?[\u3000\uff01-\uff5e]/g;

/** A pattern as it is compared with folded texts: full-width characters stand for themselves, never for syntax. */
export function foldPattern(pattern: string, table?: TraditionalTable): string {
  return pattern.replace(TOKEN, (token) => {
    if (token.startsWith('\\Q')) return unquoted(token, table);
    // A range like 一-龥 must keep its ends, so inside a class only width is folded.
    if (token.startsWith('[')) return token.replace(FULL_WIDTH, (character) => foldCharacter(character));
    return foldCharacter(token, table);
  });
}

/** `\Qa.b\E` as `a\.b`: so nobody else has to know of quotations. */
function unquoted(token: string, table?: TraditionalTable): string {
  const text = token.slice(2).replace(/\\E$/, '');
  return text.replace(/[\s\S]/g, (character) => {
    if (character > '\u007f') return foldCharacter(character, table);
    return /[\w\s]/.test(character) ? character : `\\${character}`;
  });
}

function foldCharacter(token: string, table?: TraditionalTable): string {
  const unit = token.charCodeAt(token.length - 1);
  if (unit < 0x3000) return token;
  const folded = String.fromCharCode(foldUnit(unit, table));
  return folded > '~' || /[\w ]/.test(folded) ? folded : `\\${folded}`;
}
