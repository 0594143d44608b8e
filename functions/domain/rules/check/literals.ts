import { foldUnit } from '../fold.ts';

/**
 * What is known of the texts that a part of a pattern fits. `exact`: it fits these and nothing else. `needed`: of each of
 * these sets, whatever it fits contains one.
 */
interface Knowledge {
  exact?: string[];
  needed: string[][];
}

const NOTHING: Knowledge = { needed: [] };
const EMPTY: Knowledge = { exact: [''], needed: [] };
/** More alternatives than this would fill the index for little. */
const MAX_ALTERNATIVES = 32;
/** More sets than this refuse few texts that the others let through. */
const MAX_SETS = 3;

/**
 * Sets of literals, of each of which every text that fits the pattern contains one; none when there are none to tell. The
 * first is the rarest in texts.
 */
export function requiredLiterals(pattern: string): string[][] {
  const parser = new PatternReader(pattern);
  const known = parser.alternation();
  return parser.atEnd() ? neededOf(known) : [];
}

/** The sets worth looking for, the rarest in texts first. */
function neededOf({ exact, needed }: Knowledge): string[][] {
  const sets = exact === undefined ? needed : [...needed, exact];
  return sets
    .filter((set) => worth(set) > 0)
    .sort((a, b) => worth(b) - worth(a))
    .slice(0, MAX_SETS);
}

/** A set whose shortest literal is longer is rarer in texts; of equals, the smaller set. */
function worth(set: string[]): number {
  return set.length === 0 ? 0 : Math.min(...set.map((literal) => literal.trim().length)) - set.length / 100;
}

function concatenate(parts: Knowledge[]): Knowledge {
  let run = [''];
  const needed: string[][] = [];
  let whole = true;
  for (const part of parts) {
    const joined = part.exact && product(run, part.exact);
    if (joined !== undefined) run = joined;
    else {
      whole = false;
      needed.push(run, ...part.needed);
      run = part.exact ?? [''];
    }
  }
  return whole ? { exact: run, needed: [] } : { needed: neededOf({ exact: run, needed }) };
}

function product(left: string[], right: string[]): string[] | undefined {
  if (left.length * right.length > MAX_ALTERNATIVES) return undefined;
  return left.flatMap((a) => right.map((b) => a + b));
}

function alternate(branches: Knowledge[]): Knowledge {
  const exact = union(branches.map((branch) => branch.exact));
  if (exact !== undefined) return { exact, needed: [] };
  const rarest = union(branches.map((branch) => neededOf(branch)[0]));
  return { needed: rarest === undefined ? [] : [rarest] };
}

function union(sets: (string[] | undefined)[]): string[] | undefined {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const literal of set) all.add(literal);
  }
  return all.size <= MAX_ALTERNATIVES ? [...all] : undefined;
}

function repeat(known: Knowledge, min: number, max: number): Knowledge {
  if (min === 1 && max === 1) return known;
  if (min > 0) return { needed: neededOf(known) };
  return max === 1 && known.exact !== undefined ? { exact: [...known.exact, ''], needed: [] } : NOTHING;
}

/** Reads RE2 syntax as far as literals need it; what it does not know, it takes for "fits anything". */
class PatternReader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  atEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  alternation(): Knowledge {
    const branches = [this.#concatenation()];
    while (this.#take('|')) branches.push(this.#concatenation());
    return branches.length === 1 ? (branches[0] ?? NOTHING) : alternate(branches);
  }

  #concatenation(): Knowledge {
    const parts: Knowledge[] = [];
    while (!this.atEnd() && !/^[|)]/.test(this.#rest(1))) parts.push(this.#quantified());
    return concatenate(parts);
  }

  #quantified(): Knowledge {
    let known = this.#atom();
    for (
      let found = this.#match(/[*+?]|\{(\d+)(,?)(\d*)\}/y);
      found !== null;
      found = this.#match(/[*+?]|\{(\d+)(,?)(\d*)\}/y)
    ) {
      const [sign, min = '', comma, max = ''] = found;
      if (sign === '?') known = repeat(known, 0, 1);
      else if (sign === '*') known = NOTHING;
      else if (sign === '+') known = repeat(known, 1, Number.POSITIVE_INFINITY);
      else known = repeat(known, Number(min), comma === '' ? Number(min) : Number(max || Number.POSITIVE_INFINITY));
      this.#take('?');
    }
    return known;
  }

  #atom(): Knowledge {
    if (this.#match(/\(\?[a-zA-Z-]*\)|[\^$]/y)) return EMPTY;
    if (this.#match(/\(\?P?<\w+>|\(\?[a-zA-Z-]*:|\((?!\?)/y)) return this.#group();
    const listed = this.#match(/\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/y);
    if (listed !== null) return oneOf(listed[0]);
    if (this.#rest(1) === '\\') return this.#escape();
    if (this.#take('.')) return NOTHING;
    return literal(this.#match(/[\s\S]/uy)?.[0] ?? '');
  }

  #group(): Knowledge {
    const known = this.alternation();
    this.#take(')');
    return known;
  }

  #escape(): Knowledge {
    if (this.#match(/\\[bBAz]/y)) return EMPTY;
    if (this.#match(/\\[pP](?:\{\^?\w+\}|\w)|\\x(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{2})|\\[0-7]{1,3}/y)) return NOTHING;
    if (this.#match(/\\d/y)) return DIGIT;
    const character = this.#match(/\\([\s\S])/uy)?.[1] ?? '';
    return /\w/.test(character) ? NOTHING : literal(character);
  }

  #rest(length: number): string {
    return this.#pattern.slice(this.#at, this.#at + length);
  }

  #take(text: string): boolean {
    if (this.#rest(text.length) !== text) return false;
    this.#at += text.length;
    return true;
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#pattern);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

/** One of a few characters, as in `[0-9]` or `[退换]`; lists with escapes or named classes are taken for any. */
function oneOf(list: string): Knowledge {
  const [, inner = ''] = /^\[([^^[\]\\]+)\]$/.exec(list) ?? [];
  if (inner === '' || inner.startsWith('-') || inner.endsWith('-')) return NOTHING;
  const characters: string[] = [];
  for (const [, from = '', until = from] of inner.matchAll(/(.)(?:-(.))?/gsu)) {
    const [first, last] = [from.codePointAt(0) ?? 0, until.codePointAt(0) ?? 0];
    if (last - first + characters.length >= MAX_ALTERNATIVES) return NOTHING;
    for (let code = first; code <= last; code++) characters.push(String.fromCodePoint(code));
  }
  return alternate(characters.map(literal));
}

/** A character as it stands in a folded text. Beyond ASCII, letters with case have more forms than two. */
function literal(character: string): Knowledge {
  const cased = character.toLowerCase() !== character.toUpperCase();
  if (character > '\u007f' && cased) return NOTHING;
  return {
    needed: [],
    exact: [
      [...Array(character.length).keys()].map((i) => String.fromCharCode(foldUnit(character.charCodeAt(i)))).join(''),
    ],
  };
}

const DIGIT = oneOf('[0-9]');
