import type { FaqEntry, FaqHit, FaqIndex } from './faq-index.ts';

/** From which score on a question is answered, and from which it is offered as "did you mean". */
export interface FaqThresholds {
  sure: number;
  perhaps: number;
}

/** What accounts with few questions start from: no wrong answer on the shop questions in the tests. */
export const DEFAULT_THRESHOLDS: FaqThresholds = { sure: 0.55, perhaps: 0.3 };

/** Answers given must be right this often before a lower score is trusted. */
const PRECISION = 0.95;
/** Fewer trials than this teach nothing. */
const MIN_TRIALS = 20;
const RANGE = { lowest: 0.45, highest: 0.75 };
/** Two entries this close to each other are both offered, not one of them answered. */
const CLOSE = 0.05;

/**
 * Learn the thresholds from the account's own questions: each is asked with itself left out, and should find its
 * siblings. Done when rules are published, not when they are loaded.
 */
export function learnThresholds(entries: readonly FaqEntry[], index: FaqIndex): FaqThresholds {
  const trials = entries
    .filter(({ questions }) => questions.length > 1)
    .flatMap(({ id, questions }) => questions.map((question) => trial(id, index.query(question, 1, question)[0])))
    .sort((a, b) => b.score - a.score);
  if (trials.length < MIN_TRIALS) return DEFAULT_THRESHOLDS;
  const sure = Math.min(Math.max(lowestTrusted(trials), RANGE.lowest), RANGE.highest);
  return { sure, perhaps: (sure * DEFAULT_THRESHOLDS.perhaps) / DEFAULT_THRESHOLDS.sure };
}

/** What to do with the hits for one text. */
export type FaqVerdict =
  | { verdict: 'sure'; hit: FaqHit }
  | { verdict: 'perhaps'; hits: FaqHit[] }
  | { verdict: 'unsure' };

/** @param hits best first */
export function judge(hits: readonly FaqHit[], { sure, perhaps }: FaqThresholds): FaqVerdict {
  const [first, second] = hits;
  if (!first || first.score < perhaps) return { verdict: 'unsure' };
  if (first.score >= sure && first.score - (second?.score ?? 0) >= CLOSE) return { verdict: 'sure', hit: first };
  return { verdict: 'perhaps', hits: hits.filter(({ score }) => score >= perhaps) };
}

interface Trial {
  score: number;
  right: boolean;
}

function trial(id: string, hit: FaqHit | undefined): Trial {
  return { score: hit?.score ?? 0, right: hit?.id === id };
}

/** @param trials best score first */
function lowestTrusted(trials: readonly Trial[]): number {
  let right = 0;
  let lowest: number = RANGE.highest;
  trials.forEach(({ score, right: isRight }, given) => {
    if (isRight) right++;
    if (right / (given + 1) >= PRECISION) lowest = score;
  });
  return lowest;
}
