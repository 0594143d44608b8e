import type { FaqHit } from './faq-index.ts';
import { type FaqThresholds, judge } from './thresholds.ts';

/** A question with the item that ought to answer it; without one, nothing ought to. */
export interface FaqCase {
  question: string;
  expected?: string;
}

/** What one threshold would have done. */
export interface ThresholdResult {
  sure: number;
  answered: number;
  wrong: number;
  /** Answered of all cases, 0 to 1. */
  coverage: number;
  /** Right of the answered, 0 to 1; absent when none was answered. */
  precision?: number;
}

/** How good an FAQ is on questions whose answers are known. */
export interface FaqEvaluation {
  cases: number;
  /** Cases that an item ought to answer. */
  answerable: number;
  /** Of those, how many have the right item first, 0 to 1. */
  top1: number;
  /** Of those, how many were answered rightly or offered the right item, 0 to 1. */
  helped: number;
  thresholds: FaqThresholds;
  /** At the threshold in force. */
  now: ThresholdResult;
  byThreshold: ThresholdResult[];
  mistakes: { question: string; expected?: string; answered: string; score: number }[];
}

const STEPS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8];
const MOST_OFFERED = 3;

/** Try the cases. @param hitsOf the likest items, best first */
export function evaluateFaq(
  cases: readonly FaqCase[],
  hitsOf: (question: string) => FaqHit[],
  thresholds: FaqThresholds,
): FaqEvaluation {
  const tried = cases.map((one) => ({ ...one, hits: hitsOf(one.question) }));
  const answerable = tried.filter(({ expected }) => expected !== undefined);
  const share = (part: number) => (answerable.length === 0 ? 0 : part / answerable.length);
  return {
    cases: cases.length,
    answerable: answerable.length,
    top1: share(answerable.filter(({ hits, expected }) => hits[0]?.id === expected).length),
    helped: share(answerable.filter((one) => isHelped(one, thresholds)).length),
    thresholds,
    now: resultOf(tried, thresholds),
    byThreshold: STEPS.map((sure) => resultOf(tried, { sure, perhaps: Math.min(sure, thresholds.perhaps) })),
    mistakes: tried.flatMap((one) => {
      const hit = answerTo(one, thresholds);
      if (hit === undefined || hit.id === one.expected) return [];
      const { question, expected } = one;
      return [{ question, ...(expected !== undefined && { expected }), answered: hit.id, score: hit.score }];
    }),
  };
}

type Tried = FaqCase & { hits: FaqHit[] };

function answerTo({ hits }: Tried, thresholds: FaqThresholds): FaqHit | undefined {
  const verdict = judge(hits, thresholds);
  return verdict.verdict === 'sure' ? verdict.hit : undefined;
}

function isHelped({ hits, expected }: Tried, thresholds: FaqThresholds): boolean {
  const verdict = judge(hits, thresholds);
  if (verdict.verdict === 'sure') return verdict.hit.id === expected;
  return verdict.verdict === 'perhaps' && verdict.hits.slice(0, MOST_OFFERED).some(({ id }) => id === expected);
}

function resultOf(tried: readonly Tried[], thresholds: FaqThresholds): ThresholdResult {
  const answers = tried.flatMap((one) => {
    const hit = answerTo(one, thresholds);
    return hit === undefined ? [] : [{ isRight: hit.id === one.expected }];
  });
  const wrong = answers.filter(({ isRight }) => !isRight).length;
  return {
    sure: thresholds.sure,
    answered: answers.length,
    wrong,
    coverage: tried.length === 0 ? 0 : answers.length / tried.length,
    ...(answers.length > 0 && { precision: 1 - wrong / answers.length }),
  };
}
