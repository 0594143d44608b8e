import {
  collectHash,
  type HashIndex,
  hashIndex,
  hashOf,
  type Keyed,
  type Sieve,
  sieve,
  standsAt,
} from './hash-index.ts';

/**
 * Finds keywords anywhere in a text. Each is filed under the pair of neighbouring characters that fewest others are filed
 * under, so a text costs one look into a small sieve per character and a comparison where a keyword is likely.
 */
export interface ContainsIndex {
  sieve: Sieve;
  buckets: Map<number, Bucket>;
  /** Keywords of one character, by it. */
  singles: Map<number, number[]>;
}

/** Keywords filed under one pair: few are compared one by one, many by their hash, per place and length. */
interface Bucket {
  few: Filed[];
  many: { offset: number; length: number; keywords: HashIndex }[];
}

interface Filed {
  /** Where the pair stands in the keyword. */
  offset: number;
  /** The keyword's length, and one code unit of it outside the pair: most texts differ there, and it is at hand. */
  length: number;
  hintAt: number;
  hint: number;
  keyed: Keyed;
}

const FEW = 6;

/** Two neighbouring code units as one number. */
export function pairOf(first: number, second: number): number {
  return (first << 16) | second;
}

/** Files all keywords. */
export function containsIndex(keyed: Keyed[]): ContainsIndex {
  const singles = new Map<number, number[]>();
  const filed = new Map<number, Filed[]>();
  const frequency = pairFrequency(keyed);
  for (const one of keyed) {
    if (one.keyword.length === 1) singles.set(one.keyword.charCodeAt(0), one.ranks);
    else file(filed, one, frequency);
  }
  const buckets = new Map<number, Bucket>();
  for (const [pair, list] of filed) buckets.set(pair, bucketOf(list));
  return { sieve: sieve(filed.keys(), filed.size), buckets, singles };
}

/** How many keywords have a pair: what is frequent in them is frequent in texts, so it would be looked at in vain. */
function pairFrequency(keyed: Keyed[]): Map<number, number> {
  const frequency = new Map<number, number>();
  for (const { keyword } of keyed) {
    for (let i = 0; i + 1 < keyword.length; i++) {
      const pair = pairOf(keyword.charCodeAt(i), keyword.charCodeAt(i + 1));
      frequency.set(pair, (frequency.get(pair) ?? 0) + 1);
    }
  }
  return frequency;
}

/** Under its rarest pair. */
function file(filed: Map<number, Filed[]>, keyed: Keyed, frequency: Map<number, number>): void {
  const { keyword } = keyed;
  let [best, rarest, offset] = [0, Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i + 1 < keyword.length; i++) {
    const pair = pairOf(keyword.charCodeAt(i), keyword.charCodeAt(i + 1));
    const times = frequency.get(pair) ?? 0;
    if (times < rarest) [best, rarest, offset] = [pair, times, i];
  }
  const list = filed.get(best);
  const hintAt = offset > 0 ? 0 : keyword.length - 1;
  const one: Filed = { offset, length: keyword.length, hintAt, hint: keyword.charCodeAt(hintAt), keyed };
  if (list === undefined) filed.set(best, [one]);
  else list.push(one);
}

function bucketOf(list: Filed[]): Bucket {
  if (list.length <= FEW) return { few: list, many: [] };
  const groups = new Map<string, Filed[]>();
  for (const filed of list) {
    const name = `${filed.offset}/${filed.length}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [filed]);
    else group.push(filed);
  }
  const bucket: Bucket = { few: [], many: [] };
  for (const group of groups.values()) add(bucket, group);
  return bucket;
}

function add(bucket: Bucket, group: Filed[]): void {
  const [first] = group;
  if (first === undefined) return;
  if (group.length <= 2) bucket.few.push(...group);
  else {
    const keywords = hashIndex(group.map(({ keyed }) => keyed));
    bucket.many.push({ offset: first.offset, length: first.length, keywords });
  }
}

/** Adds the ranks of the keywords that hold the pair at `at`, if they stand in the text. */
export function collectPair(bucket: Bucket, units: Uint16Array, end: number, at: number, hits: number[]): void {
  for (const { offset, length, hintAt, hint, keyed } of bucket.few) {
    const start = at - offset;
    if (start < 0 || start + length > end || units[start + hintAt] !== hint) continue;
    if (!standsAt(units, start, keyed.keyword)) continue;
    for (const rank of keyed.ranks) hits.push(rank);
  }
  for (const { offset, length, keywords } of bucket.many) {
    const start = at - offset;
    if (start >= 0 && start + length <= end)
      collectHash(keywords, hashOf(units, start, length), { units, start, length }, hits);
  }
}
