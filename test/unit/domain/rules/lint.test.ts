import { describe, expect, it } from 'vitest';
import { compile } from '../../../../functions/domain/rules/compile.ts';
import { lint } from '../../../../functions/domain/rules/lint.ts';
import type { Rule } from '../../../../functions/domain/rules/rule.ts';
import { aRule, aSnapshot } from '../../../support/rules.ts';

const findings = async (...rules: Partial<Rule>[]) => {
  const found = lint(await compile(aSnapshot({ rules: rules.map((rule) => aRule(rule)) })));
  return found.map(({ id, message }) => `${id} ${message}`);
};

describe('lint', () => {
  it('has nothing to say of rules that keep out of each other’s way', async () => {
    const rules = [
      { id: 'a', keywords: ['流量'] },
      { id: 'b', keywords: ['话费'] },
      { id: 'c', match: 'exact', keywords: ['流量'] },
      { id: 'd', match: 'any', keywords: [] },
    ] as const;
    expect(await findings(...(rules as unknown as Partial<Rule>[]))).toEqual([]);
  });

  it('names a rule that another always answers before, and the half match that swallows it', async () => {
    const found = await findings(
      { id: 'wide', keywords: ['流量'], priority: 5 },
      { id: 'narrow', keywords: ['流量套餐'] },
      { id: 'exact', match: 'exact', keywords: ['查流量'] },
    );
    expect(found).toEqual([
      'exact never answers: wide (contains) answers first; raise its priority or remove it',
      'narrow never answers: wide (contains) answers first; raise its priority or remove it',
      'wide its half match swallows exact, narrow; lower its priority or use longer keywords',
    ]);
  });

  it('says nothing of a rule for some customers before one for the others', async () => {
    const some: Partial<Rule> = { id: 'some', match: 'exact', keywords: ['人工'], priority: 5 };
    const others: Partial<Rule> = { id: 'others', match: 'exact', keywords: ['人工'] };
    expect(await findings({ ...some, when: { vip: ['*'] } }, others)).toEqual([]);
    expect(await findings({ ...some, sources: ['shop-12'] }, others)).toEqual([]);
  });

  it.each<[string, Partial<Rule>]>([
    ['is limited in time', { from: 5 }],
    ['is for another mode', { modes: ['waiting'] }],
    ['rests for its users', { cooldownMinutes: 5 }],
    ['is switched off', { enabled: false }],
    ['listens to fewer kinds', { kinds: ['voice'] }],
  ])('says nothing of a rule before that %s', async (_, limit) => {
    const found = await findings(
      { id: 'wide', keywords: ['流量'], priority: 5, ...limit },
      { id: 'narrow', keywords: ['流量套餐'], kinds: ['text', 'voice'] },
    );
    expect(found).toEqual([]);
  });

  it('says nothing of a rule that is reached by one of its keywords', async () => {
    const found = await findings(
      { id: 'wide', keywords: ['流量'], priority: 5 },
      { id: 'narrow', keywords: ['流量套餐', '话费'] },
    );
    expect(found).toEqual([]);
  });

  it('names a prefix rule behind a shorter prefix, and not a half match behind a prefix', async () => {
    const found = await findings(
      { id: 'short', match: 'prefix', keywords: ['查'], priority: 5 },
      { id: 'long', match: 'prefix', keywords: ['查询'] },
      { id: 'half', match: 'contains', keywords: ['查询'] },
    );
    expect(found).toEqual(['long never answers: short (prefix) answers first; raise its priority or remove it']);
  });

  it('names a keyword that two rules have', async () => {
    const found = await findings(
      { id: 'a', match: 'exact', keywords: ['ＯＫ', 'yes'] },
      { id: 'b', match: 'exact', keywords: ['ok', 'no'] },
    );
    expect(found).toEqual(['b keyword ok is also in a, which comes first']);
  });

  it('names the second of two rules for the same event', async () => {
    const event = { match: 'event', kinds: [], keywords: ['subscribe'] } as const;
    const found = await findings({ ...event, id: 'a' } as never, { ...event, id: 'b' } as never);
    expect(found).toEqual(['b never answers: a (event) answers first; raise its priority or remove it']);
  });

  it('warns of a half match on one character', async () => {
    expect(await findings({ id: 'a', keywords: ['的'] })).toEqual([
      'a half match on the single character 的 fits very many texts; use exact or a longer keyword',
    ]);
  });
});
