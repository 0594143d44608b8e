import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_SYNONYMS } from '../../../../functions/domain/faq/common-synonyms.ts';
import { createFaqIndex, type FaqEntry } from '../../../../functions/domain/faq/faq-index.ts';
import { synonymTable } from '../../../../functions/domain/faq/normalize.ts';
import { DEFAULT_THRESHOLDS, judge, learnThresholds } from '../../../../functions/domain/faq/thresholds.ts';

interface ShopEntry extends FaqEntry {
  asked: string[];
}
const fixture = <T>(name: string) => JSON.parse(readFileSync(`test/fixtures/faq/${name}.json`, 'utf8')) as T;
const shop = fixture<ShopEntry[]>('shop');
const offTopic = fixture<string[]>('off-topic');
const index = createFaqIndex(shop, synonymTable(COMMON_SYNONYMS));
const asked = shop.flatMap(({ id, asked }) => asked.map((text) => ({ id, hits: index.query(text) })));
const thresholds = learnThresholds(shop, index);
const judged = asked.map(({ id, hits }) => ({ id, verdict: judge(hits, thresholds) }));

describe('the FAQ index on a shop of 40 questions, asked in 92 other ways', () => {
  it('has the right entry first for at least 80 % and among the three offered for at least 95 %', () => {
    expect(asked.filter(({ id, hits }) => hits[0]?.id === id).length / asked.length).toBeGreaterThanOrEqual(0.8);
    expect(
      asked.filter(({ id, hits }) => hits.some((hit) => hit.id === id)).length / asked.length,
    ).toBeGreaterThanOrEqual(0.95);
  });

  it('answers more than half of them at once, and is right in nine of ten', () => {
    const answers = judged.filter(({ verdict }) => verdict.verdict === 'sure');
    const right = answers.filter(({ id, verdict }) => verdict.verdict === 'sure' && verdict.hit.id === id);
    expect(answers.length / judged.length).toBeGreaterThanOrEqual(0.55);
    expect(right.length / answers.length).toBeGreaterThanOrEqual(0.9);
  });

  it('answers or offers the right entry for at least 85 %', () => {
    const helped = judged.filter(({ id, verdict }) => {
      if (verdict.verdict === 'sure') return verdict.hit.id === id;
      return verdict.verdict === 'perhaps' && verdict.hits.some((hit) => hit.id === id);
    });
    expect(helped.length / judged.length).toBeGreaterThanOrEqual(0.85);
  });

  it('answers at most one of thirty questions about something else', () => {
    const sure = offTopic.filter((text) => judge(index.query(text), thresholds).verdict === 'sure');
    expect(sure.length / offTopic.length).toBeLessThanOrEqual(1 / 30);
  });
});

describe('createFaqIndex', () => {
  const small = createFaqIndex([
    { id: 'can', questions: ['可以退吗'] },
    { id: 'cannot', questions: ['什么不能退'] },
    { id: 'seven', questions: ['7天内退货'] },
    { id: 'thirty', questions: ['30天内退货'] },
  ]);

  it('finds every question by itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shop.flatMap(({ id, questions }) => questions.map((text) => ({ id, text })))),
        ({ id, text }) => {
          const [hit] = index.query(text);
          expect(hit?.id).toBe(id);
          expect(hit?.score).toBeCloseTo(1);
        },
      ),
    );
  });

  it.each([
    ['能不能退', 'can'],
    ['不能退的是什么', 'cannot'],
    ['七天内退货', 'seven'],
    ['３０天内退货', 'thirty'],
  ])('does not ignore negations and numbers: %s', (text, id) => {
    expect(small.query(text)[0]?.id).toBe(id);
  });

  it.each([
    ['可以退货吗', '不可以退货吗'],
    ['怎么退货', '不想退货了'],
    ['怎么开发票', '不要开发票'],
    ['定金可以退吗', '为什么定金不退'],
    ['7天内可以退货吗', '三十天内可以退货吗'],
    ['怎么开通短信通知', '怎么取消短信通知'],
    ['副卡怎么办理', '副卡怎么取消'],
    ['左眼皮跳是什么意思', '右眼皮跳是什么意思'],
    ['未发货能取消订单吗', '已发货能取消订单吗'],
  ])('offers %s to who asks %s, and never answers with it', (question, asked) => {
    const hits = createFaqIndex([{ id: 'a', questions: [question] }]).query(asked);
    expect(hits[0]?.contradicts).toBe(true);
    expect(judge(hits, { sure: 0, perhaps: 0 }).verdict).toBe('perhaps');
  });

  it.each([
    ['可以退货吗', '退不退货'],
    ['可以开专票吗', '开专票不'],
    ['支付不了怎么办', '不能支付怎么办'],
    ['多久发货', '怎么还不发货'],
    ['三十天内可以退货吗', '30天内能退货吗'],
    ['打不开网页', '不能打开网页'],
    ['副卡怎么办理', '如何办副卡'],
  ])('takes %s and %s for the same question', (question, asked) => {
    expect(createFaqIndex([{ id: 'a', questions: [question] }]).query(asked)[0]?.contradicts).toBeUndefined();
  });

  it('uses the account’s synonyms', () => {
    const entries = [{ id: 'locker', questions: ['丰巢怎么取件'] }];
    expect(createFaqIndex(entries).query('快递柜怎么取件')[0]?.score).toBeLessThan(0.8);
    expect(createFaqIndex(entries, synonymTable([['丰巢', '快递柜']])).query('快递柜怎么取件')[0]?.score).toBeCloseTo(
      1,
    );
  });

  it.each(['', '？？？', ' '])('finds nothing for %j', (text) => {
    expect(index.query(text)).toEqual([]);
  });

  it('gives the same hits again: a query leaves nothing behind', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...shop.flatMap(({ asked }) => asked)),
        (noise, text) => {
          const before = index.query(text);
          index.query(noise);
          expect(index.query(text)).toEqual(before);
          for (const { score } of before) expect(score).toBeLessThanOrEqual(1.000001);
        },
      ),
    );
  });
});

describe('judge', () => {
  const hit = (id: string, score: number) => ({ id, question: id, score });
  it.each([
    [[], 'unsure'],
    [[hit('a', 0.21)], 'unsure'],
    [[hit('a', 0.22)], 'perhaps'],
    [[hit('a', 0.4)], 'sure'],
    [[hit('a', 0.5), hit('b', 0.3)], 'perhaps'],
    [[hit('a', 1), hit('b', 0.97)], 'sure'],
    [[hit('a', 1), hit('b', 1)], 'perhaps'],
    [[hit('a', 0.9), hit('b', 0.83)], 'perhaps'],
    [[hit('a', 0.9), hit('b', 0.82)], 'sure'],
  ])('of %j is %s', (hits, verdict) => {
    expect(judge(hits, DEFAULT_THRESHOLDS).verdict).toBe(verdict);
  });

  it('offers only what is likely enough', () => {
    expect(judge([hit('a', 0.5), hit('b', 0.31), hit('c', 0.1)], DEFAULT_THRESHOLDS)).toEqual({
      verdict: 'perhaps',
      hits: [hit('a', 0.5), hit('b', 0.31)],
    });
  });
});

describe('learnThresholds', () => {
  it('keeps the defaults where there is too little to learn from', () => {
    expect(learnThresholds([{ id: 'a', questions: ['一', '二'] }], index)).toEqual(DEFAULT_THRESHOLDS);
  });

  it('asks for more where the account’s questions are easily confused', () => {
    const alike = Array.from({ length: 15 }, (_, i) => ({
      id: `${i}`,
      questions: [
        `怎么办理套餐${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'[i]}`,
        `套餐${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'[14 - i]}怎么办理`,
      ],
    }));
    const learned = learnThresholds(alike, createFaqIndex(alike));
    expect(learned.sure).toBeGreaterThan(DEFAULT_THRESHOLDS.sure);
    expect(learned.perhaps).toBeLessThan(learned.sure);
  });

  it('trusts less likeness where the questions have nothing in common', () => {
    const apart = Array.from({ length: 20 }, (_, i) => ({
      id: `${i}`,
      questions: [String.fromCharCode(0x5000 + 2 * i, 0x5001 + 2 * i)],
    }));
    expect(learnThresholds(apart, createFaqIndex(apart)).sure).toBeLessThan(DEFAULT_THRESHOLDS.sure);
  });
});
