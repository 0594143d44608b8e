import { type ContainsIndex, collectPair, containsIndex, pairOf } from './contains-index.ts';
import { foldUnit, type TraditionalTable, trimmed } from './fold.ts';
import {
  collectHash,
  HASH_SEED,
  type HashIndex,
  hashIndex,
  type Keyed,
  SIEVE_FACTOR,
  type Sieve,
  sieve,
} from './hash-index.ts';

/** The folded keywords of a rule set, by how they have to stand in a text. */
export interface Keywords {
  exact: Keyed[];
  prefix: Keyed[];
  contains: Keyed[];
}

/** Folds a text and finds all keywords in it, in one pass. */
export interface TextIndex {
  /** Adds the ranks of what is found to `hits`, in no order, some maybe twice. */
  collect(text: string, hits: number[]): void;
}

/** Builds the index; a table folds traditional characters too. */
export function textIndex(keywords: Keywords, table?: TraditionalTable): TextIndex {
  const exact = sifted(keywords.exact);
  const prefix = sifted(keywords.prefix);
  const contains = containsIndex(keywords.contains);
  let units = new Uint16Array(1024);
  return {
    collect(text, hits) {
      const { start, end } = trimmed(text);
      if (end - start > units.length) units = new Uint16Array(2 * (end - start));
      for (let i = start; i < end; i++) units[i - start] = foldUnit(text.charCodeAt(i), table);
      scan({ exact, prefix, contains }, units, end - start, hits);
    },
  };
}

interface Indexes {
  exact: SiftedIndex;
  prefix: SiftedIndex;
  contains: ContainsIndex;
}

/** Keywords by their hash, behind a sieve: most texts never reach the map, which is too large for the nearest cache. */
interface SiftedIndex {
  sieve: Sieve;
  keywords: HashIndex;
  longest: number;
}

function sifted(keyed: Keyed[]): SiftedIndex {
  const longest = keyed.reduce((length, { keyword }) => Math.max(length, keyword.length), 0);
  const keywords = hashIndex(keyed);
  return { sieve: sieve(keywords.keys(), keywords.size), keywords, longest };
}

/** One look into a sieve per character for prefixes, as long as there are any, and one for what a text contains. */
function scan({ exact, prefix, contains }: Indexes, units: Uint16Array, end: number, hits: number[]): void {
  const { words: prefixWords, shift: prefixShift } = prefix.sieve;
  const { words: pairWords, shift: pairShift } = contains.sieve;
  const prefixEnd = Math.min(end, prefix.longest);
  const hasSingles = contains.singles.size > 0;
  let hash = HASH_SEED;
  let previous = 0;
  for (let i = 0; i < end; i++) {
    const unit = units[i] as number;
    hash = Math.imul(hash ^ unit, 0x01000193);
    if (i < prefixEnd) {
      const bit = Math.imul(hash, SIEVE_FACTOR) >>> prefixShift;
      if ((prefixWords[bit >> 5] as number) & (1 << (bit & 31)))
        collectHash(prefix.keywords, hash, { units, start: 0, length: i + 1 }, hits);
    }
    if (hasSingles) for (const rank of contains.singles.get(unit) ?? []) hits.push(rank);
    const pair = pairOf(previous, unit);
    const bit = Math.imul(pair, SIEVE_FACTOR) >>> pairShift;
    if ((pairWords[bit >> 5] as number) & (1 << (bit & 31)) && i > 0) {
      const bucket = contains.buckets.get(pair);
      if (bucket !== undefined) collectPair(bucket, units, end, i - 1, hits);
    }
    previous = unit;
  }
  const bit = Math.imul(hash, SIEVE_FACTOR) >>> exact.sieve.shift;
  if ((exact.sieve.words[bit >> 5] as number) & (1 << (bit & 31)))
    collectHash(exact.keywords, hash, { units, start: 0, length: end }, hits);
}
