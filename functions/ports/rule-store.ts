import type { RuleItem, Verdict } from '../domain/rules/items.ts';

/** An item with the mark of the form it was read in, which a write can be bound to. */
export interface StoredRuleItem {
  item: RuleItem;
  /** Opaque, of the store that gave it. */
  revision: unknown;
}

/** The rules as operators edit them, one item each, with `@settings` among them. */
export interface RuleStore {
  /** Every item of an account, ordered by id: each as the last write that was answered before this call left it, or newer. */
  items(account: string): Promise<StoredRuleItem[]>;
  /**
   * Write a verdict on the form of the item that was judged.
   *
   * @returns the item as it is now if it is not (or no longer) the one that was judged: judge that one; undefined when the
   *   verdict stands on the form it is about, or the item is gone
   */
  writeVerdict(judged: StoredRuleItem, verdict: Verdict): Promise<StoredRuleItem | undefined>;
  /** Store items whole and remove others. Not atomic: a fault on the way leaves some of it done; calling again mends that. */
  change(account: string, puts: readonly RuleItem[], removedIds: readonly string[]): Promise<void>;
}
