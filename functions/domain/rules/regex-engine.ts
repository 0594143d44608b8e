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
 * The engine weighs 147 kB, so it is loaded only where a rule has a pattern. `find` walks a bitmap of (instruction,
 * position), at once and with a bound; `test` would build an automaton first, which takes 5 µs where a pattern is met for
 * the first time and 10 ms where it is hostile.
 */
export async function loadRegexEngine(): Promise<RegexEngine> {
  const { RE2JS } = await import('re2js');
  return (pattern) => {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
    return { size: compiled.programSize(), test: (text) => compiled.matcher(text).find() };
  };
}

const ESCAPED_OR_FOLDED = /\\[\s\S]|[\u3000-\u9fff\uff01-\uff5e]/g;

/** A pattern as it is compared with folded texts: full-width characters stand for themselves, never for syntax. */
export function foldPattern(pattern: string, table?: TraditionalTable): string {
  return pattern.replace(ESCAPED_OR_FOLDED, (token) => {
    const character = token.at(-1) ?? '';
    const folded = String.fromCharCode(foldUnit(character.charCodeAt(0), table));
    if (character < '\u3000') return token;
    return folded > '~' || /[\w ]/.test(folded) ? folded : `\\${folded}`;
  });
}
