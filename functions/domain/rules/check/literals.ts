import { foldUnit } from '../fold.ts';

/**
 * What is known of the texts that a part of a pattern fits. `exact`: it fits these and nothing else. `needed`: whatever it
 * fits contains one of these.
 */
interface Knowledge {
  exact?: string[];
  needed?: string[];
}

const NOTHING: Knowledge = {};
const EMPTY: Knowledge = { exact: [''] };
/** More alternatives than this would fill the index for little. */
const MAX_ALTERNATIVES = 32;

/** Literals of which every text that fits the pattern contains one; empty when there are none to tell. */
export function requiredLiterals(pattern: string): string[] {
  const parser = new PatternReader(pattern);
  const known = parser.alternation();
  return parser.atEnd() ? [...new Set(neededOf(known) ?? [])] : [];
}

function neededOf({ exact, needed }: Knowledge): string[] | undefined {
  return better(needed, exact);
}

/** The set whose shortest literal is longer: rarer in texts. Of equals, the smaller set. */
function better(a: string[] | undefined, b: string[] | undefined): string[] | undefined {
  const [left, right] = [worth(a), worth(b)];
  if (left <= 0 && right <= 0) return undefined;
  return right > left ? b : a;
}

function worth(set: string[] | undefined): number {
  if (set === undefined || set.length === 0) return 0;
  return Math.min(...set.map((literal) => literal.trim().length)) - set.length / 100;
}

function concatenate(parts: Knowledge[]): Knowledge {
  let run: string[] | undefined = [''];
  let needed: string[] | undefined;
  let whole = true;
  for (const part of parts) {
    const joined: string[] | undefined = run && part.exact && product(run, part.exact);
    if (joined !== undefined) run = joined;
    else {
      whole = false;
      needed = better(better(needed, run), part.needed);
      run = part.exact ?? [''];
    }
  }
  return whole && run !== undefined ? { exact: run } : withNeeded(better(needed, run));
}

function product(left: string[], right: string[]): string[] | undefined {
  if (left.length * right.length > MAX_ALTERNATIVES) return undefined;
  return left.flatMap((a) => right.map((b) => a + b));
}

function alternate(branches: Knowledge[]): Knowledge {
  const exact = union(branches.map((branch) => branch.exact));
  if (exact !== undefined) return { exact };
  return withNeeded(union(branches.map(neededOf)));
}

function union(sets: (string[] | undefined)[]): string[] | undefined {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const literal of set) all.add(literal);
  }
  return all.size <= MAX_ALTERNATIVES ? [...all] : undefined;
}

function withNeeded(needed: string[] | undefined): Knowledge {
  return needed === undefined ? NOTHING : { needed };
}

function repeat(known: Knowledge, min: number, max: number): Knowledge {
  if (min === 1 && max === 1) return known;
  if (min > 0) return withNeeded(neededOf(known));
  return max === 1 && known.exact !== undefined ? { exact: [...known.exact, ''] } : NOTHING;
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
    if (this.#match(/\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/y)) return NOTHING;
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

/** A character as it stands in a folded text. Beyond ASCII, letters with case have more forms than two. */
function literal(character: string): Knowledge {
  const cased = character.toLowerCase() !== character.toUpperCase();
  if (character > '\u007f' && cased) return NOTHING;
  return {
    exact: [
      [...Array(character.length).keys()].map((i) => String.fromCharCode(foldUnit(character.charCodeAt(i)))).join(''),
    ],
  };
}
