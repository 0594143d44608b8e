import type { FaqEntry, FaqHit, FaqIndex } from './faq-index.ts';

/** When a question is answered, and when it is offered as "did you mean". */
export interface FaqThresholds {
  /** Likeness from which on the best item is the answer, after what the second takes from it. */
  sure: number;
  /** Likeness from which on an item is offered. */
  perhaps: number;
}

/** What accounts with few questions start from. */
export const DEFAULT_THRESHOLDS: FaqThresholds = { sure: 0.4, perhaps: 0.22 };

/** Of the account's own questions, this many may look like another item before one is answered: measured on other shops' questions, nine of ten answers are then right. */
const TRUSTED = 0.85;
/** Fewer questions than this teach nothing. */
const MIN_QUESTIONS = 20;
const RANGE = { lowest: 0.33, highest: 0.42 };
const LEAST_PERHAPS = 0.2;
/** How much an item that comes second takes from the trust in the first. */
const RIVALRY = 0.35;
/** Two entries this close to each other are both offered, not one of them answered. */
const CLOSE = 0.08;
/** Word for word. */
const SAME = 0.99;

/**
 * Learn the thresholds from the account's own questions: how like the nearest other item is to each says how like a
 * question can be that nothing answers. Done when rules are published, not when they are loaded.
 */
export function learnThresholds(entries: readonly FaqEntry[], index: FaqIndex): FaqThresholds {
  const others = entries.flatMap(({ id, questions }) =>
    questions.map((question) => trustIn(index.query(question).filter((hit) => hit.id !== id))),
  );
  if (others.length < MIN_QUESTIONS) return DEFAULT_THRESHOLDS;
  const trusted = others.sort((a, b) => a - b)[Math.floor(others.length * TRUSTED)] ?? RANGE.highest;
  const sure = Math.min(Math.max(trusted, RANGE.lowest), RANGE.highest);
  return { sure, perhaps: Math.max((sure * DEFAULT_THRESHOLDS.perhaps) / DEFAULT_THRESHOLDS.sure, LEAST_PERHAPS) };
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
  if (trustIn(hits) >= sure && isAlone(first, second)) return { verdict: 'sure', hit: first };
  return { verdict: 'perhaps', hits: hits.filter(({ score }) => score >= perhaps) };
}

/** How far the best hit can be trusted, 0 to 1: less where another comes near. */
function trustIn([first, second]: readonly FaqHit[]): number {
  return (first?.score ?? 0) - RIVALRY * (second?.score ?? 0);
}

function isAlone(first: FaqHit, second: FaqHit | undefined): boolean {
  if (first.contradicts) return false;
  const lead = first.score - (second?.score ?? 0);
  return lead >= CLOSE || (first.score >= SAME && lead > 0);
}
