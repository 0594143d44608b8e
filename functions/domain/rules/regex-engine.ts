import { foldUnit, type TraditionalTable } from './fold.ts';

/** A compiled pattern; tells whether any part of a folded text fits, in time linear in the text. */
export interface Pattern {
  test(text: string): boolean;
}

/** Compiles patterns that were accepted when their rule was checked. */
export type RegexEngine = (pattern: string) => Pattern;

/** The engine weighs 147 kB, so it is loaded only where a rule has a pattern. */
export async function loadRegexEngine(): Promise<RegexEngine> {
  const { RE2JS } = await import('re2js');
  return (pattern) => RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
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
