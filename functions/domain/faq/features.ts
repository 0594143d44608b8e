/**
 * What two questions are compared by: characters, pairs of characters, and whole words of Latin letters or digits.
 * Pairs say more than characters, so they weigh more.
 */
const HAN = /\p{Script=Han}/u;
const TOKEN = /\p{Script=Han}|[^\p{Script=Han}]+/gu;

export const SINGLE_WEIGHT = 0.8;
export const PAIR_WEIGHT = 1;
export const WORD_WEIGHT = 1;

/** @returns each feature once, with the weight of its kind */
export function featuresOf(normalized: string): Map<string, number> {
  const features = new Map<string, number>();
  let previous = '';
  for (const token of normalized.match(TOKEN) ?? []) {
    features.set(token, HAN.test(token) ? SINGLE_WEIGHT : WORD_WEIGHT);
    if (previous) features.set(previous + token, PAIR_WEIGHT);
    previous = token;
  }
  return features;
}
