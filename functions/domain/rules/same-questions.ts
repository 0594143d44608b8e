import { fold } from './fold.ts';
import type { Fault, Rule } from './rule.ts';

/** Who else asks a question. */
export type Askers = ReadonlyMap<string, readonly Rule[]>;

/** The enabled FAQ items by the questions they answer. */
export function askersOf(rules: readonly Rule[]): Askers {
  const askers = new Map<string, Rule[]>();
  for (const rule of rules) {
    if (rule.match !== 'faq' || !rule.enabled) continue;
    for (const question of rule.keywords) {
      const known = askers.get(fold(question));
      if (known) known.push(rule);
      else askers.set(fold(question), [rule]);
    }
  }
  return askers;
}

/** The questions of an item that another item, under the same conditions, has too: nobody could say which one answers. */
export function sameQuestions(rule: Rule, askers: Askers): Fault[] {
  if (rule.match !== 'faq' || !rule.enabled) return [];
  return rule.keywords.flatMap((question, i) => {
    const others = (askers.get(fold(question)) ?? []).filter(({ id }) => id !== rule.id);
    const [rival] = others.filter((other) => conditionsOf(other) === conditionsOf(rule));
    const message = `"${question}" is also a question of ${rival?.id}; keep it in one of them`;
    return rival ? [{ field: `keywords[${i}]`, message }] : [];
  });
}

/** Items for other hours, sources or people may answer the same question differently. */
const conditionsOf = ({ kinds, priority, from, until, hours, modes, sources, audience }: Rule): string =>
  JSON.stringify([kinds, priority, from, until, hours, modes, sources, audience]);
