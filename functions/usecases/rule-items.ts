import type { AccountKind } from '../domain/account.ts';
import type { RuleItem } from '../domain/rules/items.ts';
import { settingsOf } from '../domain/rules/judge-items.ts';
import type { Snapshot } from '../domain/rules/rule-set.ts';
import { SETTINGS_ID } from '../domain/rules/settings.ts';
import type { RuleSetStore } from '../ports/rule-set-store.ts';
import type { RuleStore, StoredRuleItem } from '../ports/rule-store.ts';

/** What counts in an account: its own items, and those of the accounts that its settings extend. */
export interface CountingItems {
  stored: StoredRuleItem[];
  own: RuleItem[];
  /** Nearest account first; none that an own item or a nearer one replaces, and no settings. */
  inherited: RuleItem[];
}

/** More would be a mistake. */
const ANCESTORS = 10;

/** Read what counts in an account. That it depends on others is noted before they are read. */
export async function readCounting(
  deps: { rules: RuleStore; ruleSets?: Pick<RuleSetStore, 'inherit'> },
  account: string,
  accountKind: AccountKind,
  previous?: Snapshot,
): Promise<CountingItems> {
  const stored = await deps.rules.items(account);
  const own = stored.map(({ item }) => item);
  const known = new Map(own.map((item) => [item.id, item]));
  const inherited: RuleItem[] = [];
  const waiting = [...parentsOf(own, accountKind, previous)];
  const seen = new Set([account]);
  while (waiting.length > 0 && seen.size <= ANCESTORS) {
    const parent = waiting.shift() ?? '';
    if (seen.has(parent)) continue;
    seen.add(parent);
    await deps.ruleSets?.inherit(account, parent);
    const items = (await deps.rules.items(parent)).map(({ item }) => item);
    for (const item of items) {
      if (item.id === SETTINGS_ID || known.has(item.id)) continue;
      known.set(item.id, item);
      inherited.push(item);
    }
    waiting.push(...parentsOf(items, accountKind));
  }
  return { stored, own, inherited };
}

const parentsOf = (items: readonly RuleItem[], accountKind: AccountKind, previous?: Snapshot): string[] =>
  settingsOf(
    items.find(({ id }) => id === SETTINGS_ID),
    accountKind,
    previous,
  ).extends;

/** Ids that stand more than once in what is given. */
export function repeatedIds(items: readonly RuleItem[]): { id: string; error: string }[] {
  const seen = new Set<string>();
  const repeated = items.filter(({ id }) => seen.size === seen.add(id).size);
  return [...new Set(repeated.map(({ id }) => id))].map((id) => ({
    id,
    error: 'is given twice; an id names one rule',
  }));
}
