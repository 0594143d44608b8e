import type { MessageKind } from '../../wechat/messages/index.ts';
import { fold, type TraditionalTable } from './fold.ts';
import type { Keyed } from './hash-index.ts';
import { compareEntries, type Entry } from './order.ts';
import { foldPattern, type Pattern, type RegexEngine } from './regex-engine.ts';
import type { Rule } from './rule.ts';
import { type Keywords, type TextIndex, textIndex } from './text-index.ts';

/** All that a search needs. A rank is a position in `entries`: the smaller, the better. */
export interface Index {
  entries: Entry[];
  texts: TextIndex;
  /** Ranks by event, and by event and key. */
  events: Map<string, number[]>;
  /** Ranks of the rules that every message of a kind fits, best first. */
  any: Map<MessageKind, number[]>;
  /** Ranks of the patterns without a literal, best first: tried on every text. */
  always: number[];
  /** Whether only some texts with the literal of this rank can fit its pattern: those that {@link hasLiterals}. */
  needsLiterals(rank: number): boolean;
  hasLiterals(rank: number, folded: string): boolean;
  /** Whether the folded text fits the pattern of this rank. Compiled when first needed. */
  fitsPattern(rank: number, folded: string): boolean;
  table: TraditionalTable | undefined;
}

interface Tools {
  engine: RegexEngine | undefined;
  table: TraditionalTable | undefined;
}

/** Sorts all keywords of all rules, best first, and files each where a message will look for it. */
export function indexOf(rules: readonly Rule[], { engine, table }: Tools): Index {
  const entries = rules.flatMap((rule) => entriesOf(rule, table)).sort(compareEntries);
  const files = new Files();
  entries.forEach((entry, rank) => {
    files.add(entry, rank, table);
  });
  return {
    entries,
    texts: textIndex(files.keywords(), table),
    events: files.events,
    any: files.any,
    always: files.always,
    ...literalsTest(entries, table),
    fitsPattern: patternTest(entries, engine, table),
    table,
  };
}

function entriesOf(rule: Rule, table: TraditionalTable | undefined): Entry[] {
  if (rule.match === 'any') return [{ rule, keyword: '', position: 0 }];
  const asTyped = rule.match === 'event' || rule.match === 'regex';
  return rule.keywords.map((typed, position) => ({ rule, keyword: asTyped ? typed : fold(typed, table), position }));
}

/** A pattern is compiled for the first text that has all its literals. */
function patternTest(entries: Entry[], engine: RegexEngine | undefined, table: TraditionalTable | undefined) {
  const patterns: (Pattern | undefined)[] = [];
  return (rank: number, folded: string): boolean => {
    patterns[rank] ??= engine?.(foldPattern(entries[rank]?.keyword ?? '', table));
    return patterns[rank]?.test(folded) ?? false;
  };
}

/**
 * Whether a folded text has the further literals of each rank. Many patterns end alike and share a test, so most candidates
 * are dismissed by what is in the nearest cache, without a look at their rules.
 */
function literalsTest(entries: Entry[], table: TraditionalTable | undefined) {
  const tests: string[][][] = [[]];
  const numbers = new Map<string, number>([['[]', 0]]);
  const numberOf = ({ rule, position }: Entry): number => {
    const sets = rule.furtherLiterals?.[position] ?? [];
    const folded = sets.map((set) => set.map((literal) => fold(literal, table)));
    const name = JSON.stringify(folded);
    const number = numbers.get(name) ?? tests.push(folded) - 1;
    numbers.set(name, number);
    return number;
  };
  const byRank = Uint32Array.from(entries, (entry) => (entry.rule.furtherLiterals ? numberOf(entry) : 0));
  return {
    needsLiterals: (rank: number): boolean => byRank[rank] !== 0,
    hasLiterals: (rank: number, folded: string): boolean =>
      (tests[byRank[rank] as number] as string[][]).every((set) => set.some((literal) => folded.includes(literal))),
  };
}

/** Where the ranks of the entries are collected while the index is built. */
class Files {
  readonly events = new Map<string, number[]>();
  readonly any = new Map<MessageKind, number[]>();
  readonly always: number[] = [];
  readonly #exact = new Map<string, number[]>();
  readonly #prefix = new Map<string, number[]>();
  readonly #contains = new Map<string, number[]>();
  /** A question of an FAQ answers itself; other wordings are for its own index. */
  readonly #lists = {
    exact: this.#exact,
    faq: this.#exact,
    prefix: this.#prefix,
    contains: this.#contains,
    event: this.events,
  };

  /** Ranks come in order, so every list is best first. */
  add({ rule, keyword, position }: Entry, rank: number, table: TraditionalTable | undefined): void {
    if (rule.match === 'any') for (const kind of rule.kinds) put(this.any, kind, rank);
    else if (rule.match === 'regex') this.#addPattern(rule.literals?.[position] ?? [], rank, table);
    else put(this.#lists[rule.match], keyword, rank);
  }

  #addPattern(literals: string[], rank: number, table: TraditionalTable | undefined): void {
    const folded = literals.map((literal) => fold(literal, table));
    if (folded.length === 0 || folded.includes('')) this.always.push(rank);
    else for (const literal of folded) put(this.#contains, literal, rank);
  }

  keywords(): Keywords {
    return { exact: keyed(this.#exact), prefix: keyed(this.#prefix), contains: keyed(this.#contains) };
  }
}

function put<Key>(lists: Map<Key, number[]>, key: Key, rank: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [rank]);
  else list.push(rank);
}

/** An empty keyword would stand in every text; the check refuses it. */
function keyed(lists: Map<string, number[]>): Keyed[] {
  return [...lists].filter(([keyword]) => keyword !== '').map(([keyword, ranks]) => ({ keyword, ranks }));
}
