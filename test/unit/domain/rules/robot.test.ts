import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../functions/domain/decide.ts';
import { compile } from '../../../../functions/domain/rules/compile.ts';
import { isDidYouMean, type RuleSet } from '../../../../functions/domain/rules/rule-set.ts';
import { snapshotOf } from '../../../../functions/domain/rules/snapshot.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../../functions/domain/rules/snapshot-codec.ts';
import { aText } from '../../../support/rule-messages.ts';
import { aRule, aSnapshot, someSettings } from '../../../support/rules.ts';
import { aSituation } from '../../../support/situation.ts';

interface ShopEntry {
  id: string;
  questions: string[];
  asked: string[];
}
const shop = JSON.parse(readFileSync('test/fixtures/faq/shop.json', 'utf8')) as ShopEntry[];
const faq = shop.map(({ id, questions }) =>
  aRule({ id, match: 'faq', keywords: questions, replies: [{ kind: 'text', content: id }] }),
);
const all = () => true;
const shopRules = (extra: ReturnType<typeof aRule>[] = []): Promise<RuleSet> =>
  compile(snapshotOf(aSnapshot({ rules: [...faq, ...extra] })));

describe('an FAQ among the rules', () => {
  it('answers a question put in other words', async () => {
    expect((await shopRules()).find(aText('申请退货怎么弄'), all)?.id).toBe('return-how');
  });

  it('leaves what it does not know to the rules after it', async () => {
    const any = aRule({ id: 'any', match: 'any', keywords: [] });
    expect((await shopRules([any])).find(aText('今天天气真好'), all)?.id).toBe('any');
  });

  it('comes after a keyword that the text contains', async () => {
    const contains = aRule({ id: 'keyword', keywords: ['退货'] });
    expect((await shopRules([contains])).find(aText('申请退货怎么弄'), all)?.id).toBe('keyword');
  });

  it('comes before a keyword of lower priority', async () => {
    const contains = aRule({ id: 'keyword', keywords: ['退货'], priority: -1 });
    expect((await shopRules([contains])).find(aText('申请退货怎么弄'), all)?.id).toBe('return-how');
  });

  it('offers what may be meant, likeliest first', async () => {
    const found = (await shopRules()).find(aText('优惠券'), all);
    expect(found && isDidYouMean(found) && found.choices.length).toBeGreaterThan(1);
  });

  it('never proposes an item that does not apply', async () => {
    const ruleSet = await shopRules();
    const found = ruleSet.find(aText('申请退货怎么弄'), (rule) => rule.id !== 'return-how');
    expect(found?.id).not.toBe('return-how');
    expect(found && isDidYouMean(found) ? found.choices : []).not.toContain('return-how');
  });

  it('knows the synonyms of the settings', async () => {
    const rules = [aRule({ id: 'colour', match: 'faq', keywords: ['有哪些颜色', '颜色怎么选'] }), ...faq];
    const plain = await compile(snapshotOf(aSnapshot({ rules })));
    const taught = await compile(
      snapshotOf(aSnapshot({ rules, settings: someSettings({ synonyms: [['颜色', '色号']] }) })),
    );
    const scoreIn = (ruleSet: RuleSet) => ruleSet.likeness?.(aText('色号怎么选'))?.hits[0]?.score ?? 0;
    expect(scoreIn(taught)).toBeGreaterThan(scoreIn(plain));
  });

  it('keeps what was learned at publishing in the snapshot', async () => {
    const snapshot = snapshotOf(aSnapshot({ rules: faq }));
    expect(decodeSnapshot(encodeSnapshot(snapshot)).faq).toEqual(snapshot.faq);
    expect((await compile(snapshot)).likeness?.(aText('退货'))?.thresholds).toEqual(snapshot.faq);
  });

  it('learns nothing, and loads nothing, without FAQ items', async () => {
    const snapshot = snapshotOf(aSnapshot());
    expect(snapshot).not.toHaveProperty('faq');
    expect(await compile(snapshot)).not.toHaveProperty('likeness');
  });
});

describe('a shop of 40 questions, asked in 92 other ways', () => {
  it('answers or offers the right one for at least 75 %, and answers at most 3 % wrongly', async () => {
    const ruleSet = await shopRules();
    const found = shop.flatMap(({ id, asked }) => asked.map((text) => ({ id, rule: ruleSet.find(aText(text), all) })));
    const helped = found.filter(
      ({ id, rule }) => rule && (isDidYouMean(rule) ? rule.choices.includes(id) : rule.id === id),
    );
    const wrong = found.filter(({ id, rule }) => rule && !isDidYouMean(rule) && rule.id !== id);
    expect(helped.length / found.length).toBeGreaterThanOrEqual(0.75);
    expect(wrong.length / found.length).toBeLessThanOrEqual(0.03);
  });
});

describe('a user who is offered a choice', () => {
  const asked = aText('优惠券', { messageKey: 'asks', createdAt: 1_800_000_000 });
  const situation = () => aSituation({ rules: faq });
  const offer = async () => {
    const { choice, ...decision } = decide(asked, await situation());
    if (typeof choice !== 'object') throw new Error('nothing was offered');
    return { choice, decision };
  };
  const answering = async (content: string, at: number, settings = {}) => {
    const { choice } = await offer();
    const message = aText(content, { messageKey: 'chooses', createdAt: at });
    return { choice, decision: decide(message, await aSituation({ rules: faq, settings, before: { choice } })) };
  };

  it('sees a menu message where there are any', async () => {
    const { choice, decision } = await offer();
    expect(decision.outbox).toMatchObject([{ kind: 'send', reply: { kind: 'menu' } }]);
    expect(choice).toMatchObject({ at: asked.createdAt, rules: expect.any(Array) });
  });

  it('sees numbers in a text on an account without custom sends', async () => {
    const rights = { kf: true, customSend: false, menu: true, material: true };
    const decision = decide(asked, await aSituation({ rules: faq, settings: { rights } }));
    expect(decision.reply).toMatchObject({ kind: 'text', content: expect.stringMatching(/\n1\. .+\n2\. /s) });
  });

  it('sees numbers in a text of a mini program', async () => {
    const decision = decide(asked, await aSituation({ rules: faq, accountKind: 'mini-program' }));
    expect(decision.outbox).toMatchObject([{ reply: { kind: 'text', content: expect.stringContaining('\n2. ') } }]);
  });

  it.each(['2', '２', ' 2. ', '二', '第二个', '选2'])('chooses the second by %j', async (content) => {
    const { choice, decision } = await answering(content, asked.createdAt + 20);
    expect(decision.rule?.id).toBe(choice.rules[1]);
    expect(decision.choice).toBe('chosen');
  });

  it.each([
    [599, true],
    [600, false],
  ])('may choose after %i seconds: %s', async (seconds, isChosen) => {
    const { decision } = await answering('2', asked.createdAt + seconds);
    expect(decision.choice === 'chosen').toBe(isChosen);
  });

  it('ends the choice by asking something else', async () => {
    const { decision } = await answering('今天天气真好', asked.createdAt + 20);
    expect(decision.choice).toBe('over');
  });

  it('gets no item for a number that was not offered', async () => {
    const { decision } = await answering('9', asked.createdAt + 20);
    expect(decision.rule).toBeUndefined();
  });

  it('taps an item at any time', async () => {
    const { decision } = await offer();
    const [entry] = decision.outbox;
    const items = entry?.kind === 'send' && entry.reply.kind === 'menu' ? entry.reply.items : [];
    const { choice } = await offer();
    const tap = { ...aText(items[1]?.content ?? '', { messageKey: 'taps', createdAt: 1_800_009_000 }) };
    const message = { ...tap, menuItemId: items[1]?.id ?? '' } as typeof tap;
    expect(decide(message, await situation()).rule?.id).toBe(choice.rules[1]);
  });

  it('gets the same offer for a repeat of the question, whatever was offered since', async () => {
    const { choice } = await offer();
    const later = { rules: ['other'], at: asked.createdAt + 5, key: 'later' };
    const again = decide(asked, await aSituation({ rules: faq, before: { choice: later } }));
    expect(again.choice).toEqual(choice);
  });

  it('gets the same answer for a repeat of the choice, though the choice is over', async () => {
    const { decision: first } = await answering('2', asked.createdAt + 20);
    const { ruleMark } = await import('../../../../functions/domain/mark.ts');
    const answered = { number: 1, ruleMark: ruleMark(first.rule ?? { id: '', version: '' }) };
    const message = aText('2', { messageKey: 'chooses', createdAt: asked.createdAt + 20 });
    const again = decide(message, await aSituation({ rules: faq, answered }));
    expect(again.reply).toEqual(first.reply);
  });
});
