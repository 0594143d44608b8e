/** A folded keyword, and the entries (by rank) that it leads to. */
export interface Keyed {
  keyword: string;
  ranks: number[];
}

/** The hash of a text grows by one code unit at a time, so a scan has that of every prefix. */
export const HASH_SEED = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

/** The hash with one more code unit. */
export function hashWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_PRIME);
}

/** The hash of `length` units from `start`. */
export function hashOf(units: Uint16Array, start: number, length: number): number {
  let hash = HASH_SEED;
  for (let i = start; i < start + length; i++) hash = hashWith(hash, units[i] as number);
  return hash;
}

/** The hash of a folded keyword. */
export function hashOfText(text: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < text.length; i++) hash = hashWith(hash, text.charCodeAt(i));
  return hash;
}

/** Whether the keyword stands at `start`. The caller has seen that it does not reach beyond the text. */
export function standsAt(units: Uint16Array, start: number, keyword: string): boolean {
  for (let i = 0; i < keyword.length; i++) if (units[start + i] !== keyword.charCodeAt(i)) return false;
  return true;
}

/** Keywords by their hash. Unequal ones may share a hash, so what is found has to be compared. */
export type HashIndex = Map<number, Keyed[]>;

/** Builds the index of all keywords. */
export function hashIndex(keyed: Iterable<Keyed>): HashIndex {
  const index: HashIndex = new Map();
  for (const one of keyed) {
    const hash = hashOfText(one.keyword);
    const bucket = index.get(hash);
    if (bucket === undefined) index.set(hash, [one]);
    else bucket.push(one);
  }
  return index;
}

/** A part of a text, as code units. */
export interface Span {
  units: Uint16Array;
  start: number;
  length: number;
}

/** Adds the ranks of the keywords that are this part of the text, whose hash is given. */
export function collectHash(index: HashIndex, hash: number, { units, start, length }: Span, hits: number[]): void {
  const bucket = index.get(hash);
  if (bucket === undefined) return;
  for (const { keyword, ranks } of bucket) {
    if (keyword.length !== length || !standsAt(units, start, keyword)) continue;
    for (const rank of ranks) hits.push(rank);
  }
}

/** A set of bits that says "certainly not" about nearly every hash that was not added; small enough for the L1 cache. */
export interface Sieve {
  words: Int32Array;
  /** The bit of a hash is its upper bits: `Math.imul(hash, SIEVE_FACTOR) >>> shift`. */
  shift: number;
}

export const SIEVE_FACTOR = 0x9e3779b1 | 0;
const BITS_PER_HASH = 24;

/** A sieve in which only these hashes are certain to be found. */
export function sieve(hashes: Iterable<number>, count: number): Sieve {
  const bits = Math.min(20, Math.max(10, Math.ceil(Math.log2(count * BITS_PER_HASH + 1))));
  const made = { words: new Int32Array(2 ** (bits - 5)), shift: 32 - bits };
  for (const hash of hashes) {
    const bit = Math.imul(hash, SIEVE_FACTOR) >>> made.shift;
    made.words[bit >> 5] = (made.words[bit >> 5] as number) | (1 << (bit & 31));
  }
  return made;
}
