import { describe, expect, it } from 'vitest';
import { evaluateFaq } from '../../../../functions/domain/faq/evaluate.ts';
import { suggestQuestions } from '../../../../functions/domain/faq/suggest.ts';

const scores: Record<string, [id: string, score: number][]> = {
  right: [['a', 0.9]],
  wrong: [['b', 0.7]],
  doubtful: [
    ['b', 0.5],
    ['a', 0.48],
  ],
  nothing: [],
  intruder: [['a', 0.62]],
};
const hitsOf = (question: string) => (scores[question] ?? []).map(([id, score]) => ({ id, question: id, score }));
const cases = [
  { question: 'right', expected: 'a' },
  { question: 'wrong', expected: 'a' },
  { question: 'doubtful', expected: 'a' },
  { question: 'nothing', expected: 'a' },
  { question: 'intruder' },
];

describe('evaluateFaq', () => {
  const evaluation = evaluateFaq(cases, hitsOf, { sure: 0.55, perhaps: 0.3 });

  it('tells how often the right item came first, and who was helped', () => {
    expect(evaluation).toMatchObject({ cases: 5, answerable: 4, top1: 0.25, helped: 0.5 });
  });

  it('tells coverage and wrong answers at the threshold in force', () => {
    expect(evaluation.now).toMatchObject({ sure: 0.55, answered: 3, wrong: 2, coverage: 0.6 });
    expect(evaluation.mistakes.map(({ question }) => question)).toEqual(['wrong', 'intruder']);
  });

  it('tells them by threshold', () => {
    const at = (sure: number) => evaluation.byThreshold.find((result) => result.sure === sure);
    expect(at(0.65)).toMatchObject({ answered: 2, wrong: 1 });
    expect(at(0.8)).toMatchObject({ answered: 1, wrong: 0, precision: 1 });
  });
});

describe('suggestQuestions', () => {
  it('groups what asks the same, most asked first', () => {
    const asked = ['能开专票吗', '可以开专票吗', '能开专票吗', '你们在哪个城市', '专票能不能开'];
    const [first, second] = suggestQuestions(asked);
    expect(first).toMatchObject({ question: '能开专票吗', count: 4 });
    expect(second).toMatchObject({ question: '你们在哪个城市', count: 1, others: [] });
  });

  it('takes no number and no single character for a question', () => {
    expect(suggestQuestions(['1', '好', '13800000000', '?'])).toEqual([]);
  });

  it('gives every question to one group only', () => {
    const asked = ['怎么退货', '如何退货', '退货怎么弄', '怎么换货', '退货运费谁出'];
    const all = suggestQuestions(asked).flatMap(({ question, others }) => [question, ...others]);
    expect([...all].sort()).toEqual([...asked].sort());
  });
});
