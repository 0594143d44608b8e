import type { Snapshot } from './rule-set.ts';
import { traditionalPairs } from './traditional.ts';

/** A snapshot of checked rules, with what its settings need to match texts. */
export function snapshotOf(parts: Omit<Snapshot, 'traditional'>): Snapshot {
  return parts.settings.foldTraditional ? { ...parts, traditional: traditionalPairs() } : parts;
}
