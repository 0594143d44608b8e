import type { MatchKind, Rule } from './rule.ts';

/** One way a rule can be reached: through one keyword, or through no text at all. */
export interface Entry {
  rule: Rule;
  /** Folded, except for events and patterns; empty for `any`. */
  keyword: string;
  /** Position of the keyword in the rule. */
  position: number;
}

const SPECIFICITY: Record<MatchKind, number> = { event: 0, exact: 0, prefix: 1, contains: 2, regex: 3, faq: 4, any: 5 };

/**
 * Best first: higher priority, then exact > prefix > contains > regex > faq > any, then the longer keyword (an event with
 * its key before one without), then the smaller id.
 */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    b.rule.priority - a.rule.priority ||
    SPECIFICITY[a.rule.match] - SPECIFICITY[b.rule.match] ||
    weight(b) - weight(a) ||
    (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : a.position - b.position)
  );
}

/** Longer than any keyword: a key makes an event more specific, however short it is. */
const KEYED = 0x10000;

function weight({ rule, keyword }: Entry): number {
  return rule.match === 'event' && keyword.includes(':') ? keyword.length + KEYED : keyword.length;
}
