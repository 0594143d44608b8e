import { thresholdsFor } from './robot.ts';
import type { Snapshot } from './rule-set.ts';
import { traditionalPairs } from './traditional.ts';

/** A snapshot of checked rules, with what its settings need to match texts. */
export function snapshotOf(parts: Omit<Snapshot, 'traditional' | 'faq'>): Snapshot {
  const { rules, settings } = parts;
  return {
    ...parts,
    ...(settings.foldTraditional && { traditional: traditionalPairs() }),
    ...(rules.some(({ match }) => match === 'faq') && { faq: thresholdsFor(rules, settings) }),
  };
}
