import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../../functions/domain/rules/check/check-rule.ts';
import { compileWith } from '../../../../functions/domain/rules/compile.ts';
import { fold } from '../../../../functions/domain/rules/fold.ts';
import { foldPattern, loadRegexEngine } from '../../../../functions/domain/rules/regex-engine.ts';
import type { MatchKind, Rule } from '../../../../functions/domain/rules/rule.ts';
import { aText } from '../../../support/rule-messages.ts';
import { aSnapshot, someSettings } from '../../../support/rules.ts';

const engine = await loadRegexEngine();
const MATCHES: MatchKind[] = ['exact', 'prefix', 'contains', 'regex', 'faq', 'any'];
/** A small alphabet, so that keywords meet, with forms that folding makes equal. */
const word = fc.string({
  unit: fc.constantFrom('a', 'A', 'Ａ', 'b', '流', '量', ' ', '1'),
  minLength: 1,
  maxLength: 4,
});
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'Ａ', 'b', '流', '量', ' ', '1', '？'), maxLength: 12 });
const pattern = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a}.*${b}`),
  fc.tuple(word, word).map(([a, b]) => `(?:${a}|${b})1?`),
  fc.constant('^[ab]+$'),
);

const rules = fc.array(
  fc.record({
    match: fc.constantFrom(...MATCHES),
    keywords: fc.array(fc.tuple(word, pattern), { minLength: 1, maxLength: 3 }),
    priority: fc.integer({ min: -1, max: 1 }),
  }),
  { maxLength: 40 },
);

function ruleOf(
  { match, keywords, priority }: { match: MatchKind; keywords: [string, string][]; priority: number },
  i: number,
): Rule[] {
  const typed =
    match === 'any' ? {} : { keywords: keywords.map(([plain, regex]) => (match === 'regex' ? regex : plain)) };
  const checked = checkRule(
    { id: `r${i}`, match, ...typed, priority, reply: 'x' },
    { accountKind: 'service', settings: someSettings() },
  );
  return checked.ok ? [checked.rule] : [];
}

/** What the documentation says, rule by rule. */
function naive(all: Rule[], content: string, taken: (rule: Rule) => boolean): string | undefined {
  const folded = fold(content);
  const fits = (rule: Rule, keyword: string): boolean => {
    if (rule.match === 'any') return true;
    if (rule.match === 'regex') return engine(foldPattern(keyword)).test(folded);
    const wanted = fold(keyword);
    if (rule.match === 'prefix') return folded.startsWith(wanted);
    return rule.match === 'contains' ? folded.includes(wanted) : folded === wanted;
  };
  const found = all.filter(taken).flatMap((rule) => {
    const keywords = rule.match === 'any' ? [''] : rule.keywords;
    return keywords
      .filter((keyword) => fits(rule, keyword))
      .map((keyword) => ({ rule, length: rule.match === 'regex' ? keyword.length : fold(keyword).length }));
  });
  found.sort(
    (a, b) =>
      b.rule.priority - a.rule.priority ||
      MATCHES.indexOf(a.rule.match) - MATCHES.indexOf(b.rule.match) ||
      b.length - a.length ||
      (a.rule.id < b.rule.id ? -1 : 1),
  );
  return found[0]?.rule.id;
}

describe('the index', () => {
  it('finds what a rule-by-rule search finds, ties and folding included', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(text, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 2, max: 5 }),
        (parts, texts, skip) => {
          const all = parts.flatMap(ruleOf);
          const ruleSet = compileWith(aSnapshot({ rules: all }), engine);
          const taken = ({ id }: Rule) => Number(id.slice(1)) % skip !== 0;
          for (const content of texts) {
            expect(ruleSet.find(aText(content), () => true)?.id).toBe(naive(all, content, () => true));
            expect(ruleSet.find(aText(content), taken)?.id).toBe(naive(all, content, taken));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
