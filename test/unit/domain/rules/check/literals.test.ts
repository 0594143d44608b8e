import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredLiterals } from '../../../../../functions/domain/rules/check/literals.ts';
import { fold } from '../../../../../functions/domain/rules/fold.ts';
import { foldPattern, loadRegexEngine } from '../../../../../functions/domain/rules/regex-engine.ts';

const engine = await loadRegexEngine();

describe('requiredLiterals', () => {
  it.each([
    ['退款', ['退款']],
    ['VIP\\+', ['vip+']],
    ['退款.{0,6}(?:多久|[0-9]+天)', ['退款']],
    ['(?:退款|退货).*', ['退款', '退货']],
    ['(?P<what>退)(款|货)', ['退款', '退货']],
    ['a?退款', ['a退款', '退款']],
    ['[退换]货运', ['退货运', '换货运']],
    ['(?i)^退款$', ['退款']],
    ['(?:退款)+', ['退款']],
    ['(?:退款){2,}', ['退款']],
    ['(?:退款){2}', ['退款']],
    ['(?:退款){1}吗', ['退款吗']],
    ['退款\\s*单', ['退款']],
    ['\\b退款\\b', ['退款']],
    ['(?:退款|\\w+)', []],
    ['\\d{11}', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
    ['[0-2a]', ['0', '1', '2', 'a']],
    ['[退换]货', ['退货', '换货']],
    ['[^退]', []],
    ['[a-]', []],
    ['[\\d_]', []],
    ['[[:digit:]]', []],
    ['[一-龥]', []],
    ['\\x{9000}退', ['退']],
    ['.*', []],
    ['退*', []],
    ['(?:退款)?', []],
    ['É', []],
    ['a|', []],
    ['', []],
    ['(', []],
    [')a', []],
  ])('finds in %j %j', (pattern, literals) => {
    expect(requiredLiterals(pattern)[0] ?? []).toEqual(literals);
  });

  it.each([
    ['退款.*(?:多久|几天)', [['退款'], ['多久', '几天']]],
    ['单号[0-3]{2}.*退', [['单号'], ['退'], ['0', '1', '2', '3']]],
    ['退款.{0,6}(?:多久|[0-1]+天?)', [['退款'], ['多久', '0', '1']]],
    ['(?:a.*b|c.*d)e', [['e'], ['a', 'c']]],
  ])('finds more sets in %j', (pattern, sets) => {
    expect(requiredLiterals(pattern).map((set) => set.toSorted())).toEqual(sets.map((set) => set.toSorted()));
  });

  it('leaves out what would be too many', () => {
    expect(requiredLiterals(Array.from({ length: 40 }, (_, i) => `a${i}b`).join('|'))).toEqual([]);
    expect(requiredLiterals('(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)')).not.toHaveLength(64);
  });

  it('names one of which every text that fits contains one', () => {
    const atom = fc.constantFrom('a', 'B', '流', '.', '[ab]', '[A?1-3]', '\\d', '？', '\\.', '^', '\\w');
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('?', '*', '+', '{2}', '{0,1}', '{1,3}', '+?'))
          .map(([a, q]) => `(${a})${q}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '流', '?', '.', '1'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (written, content) => {
        const folded = fold(content);
        const sets = requiredLiterals(foldPattern(written));
        fc.pre(sets.length > 0 && engine(foldPattern(written)).test(folded));
        for (const set of sets) expect(set.some((literal) => folded.includes(literal))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

it('fits what a pattern quotes', () => {
  const pattern = foldPattern('\\Q\\d？[x]\\E');
  expect(engine(pattern).test(fold('a\\d？[X]'))).toBe(true);
  expect(requiredLiterals(pattern)).toEqual([['\\d?[x]']]);
});

describe('a hostile pattern', () => {
  const hostile = ['(a+)+$', '(a|aa)+$', '(x+x+)+y', '(.*a){12}c', '[ab]*a[ab]{12}c', '(.*.*.*.*)*='];
  it.each(hostile)('%s is decided', (pattern) => {
    expect(engine(pattern).test(`${'a'.repeat(599)}!`)).toBe(false);
  });
});

describe('foldPattern', () => {
  it.each([
    ['ＶＩＰ', 'vip'],
    ['多少钱？', '多少钱\\?'],
    ['多少钱\\？', '多少钱\\?'],
    ['［ａ', '\\[a'],
    ['[０-９？]', '[0-9\\?]'],
    ['\\\\？', '\\\\\\?'],
    ['a　b', 'a b'],
    ['[一-龥]', '[一-龥]'],
    ['\\Q\\d（1+1）\\E+', '\\\\d\\(1\\+1\\)+'],
    ['\\Qa.b', 'a\\.b'],
    ['\\\\Qa', '\\\\Qa'],
  ])('makes %j %j', (written, folded) => {
    expect(foldPattern(written)).toBe(folded);
  });
});
