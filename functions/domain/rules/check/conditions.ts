import type { Rule } from '../rule.ts';
import { asList, asMap, asText, describe, type Typed } from './reading.ts';
import { fault, type Report } from './report.ts';

const MAX_NAMES = 10;

/** Whom a rule is for: a map of values by name, such as `{"product": ["手机", "平板"], "page": "pages/repair*"}`. */
export function readConditions(report: Report, { when }: Typed): Pick<Rule, 'when'> {
  if (asList(when).length === 0) return {};
  const map = asMap(when);
  if (map === undefined) {
    fault(report, 'when', `is ${describe(when)}; write a map like {"product": "手机"}`);
    return {};
  }
  const names = Object.keys(map);
  if (names.length > MAX_NAMES) fault(report, 'when', `has ${names.length} names; at most ${MAX_NAMES} are allowed`);
  const read = names.map((name) => [name.trim().toLowerCase(), readValues(report, map[name], `when.${name}`)] as const);
  return names.length > 0 ? { when: Object.fromEntries(read) } : {};
}

function readValues(report: Report, value: unknown, field: string): string[] {
  const list = asList(value);
  if (list.length === 0) fault(report, field, 'is empty; write a value, or * for any');
  return list.flatMap((one) => {
    const text = asText(one)?.trim();
    if (!text) fault(report, field, `is ${describe(one)}; write a text`);
    return text || [];
  });
}
