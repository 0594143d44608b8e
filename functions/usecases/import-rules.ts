import { randomUUID } from 'node:crypto';
import { type RuleItem, saysTheSame, typedFields } from '../domain/rules/items.ts';
import { judgeItems } from '../domain/rules/judge-items.ts';
import { SETTINGS_ID } from '../domain/rules/settings.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { RuleSetStore } from '../ports/rule-set-store.ts';
import type { RuleStore } from '../ports/rule-store.ts';
import { accountKindOf } from './account-kind.ts';
import { repeatedIds } from './rule-items.ts';

export interface ImportRulesDeps {
  rules: RuleStore;
  ruleSets: RuleSetStore;
  credentials: CredentialsStore;
}

export interface ImportOptions {
  /** Remove the stored rules that are not among those given; the settings stay unless they are given. */
  replace: boolean;
  /** Only say what would change. */
  dryRun: boolean;
  /** Stored rules to remove, by id. */
  remove?: readonly string[];
  /** One of several parts, written one after the other: nothing is published before the last. */
  part?: { importId: string; last: boolean };
}

/** What an import changes, by id. */
export interface RulesDifference {
  added: string[];
  /** With the attributes that differ. */
  changed: { id: string; fields: string[] }[];
  removed: string[];
  unchanged: number;
}

export type RulesImport =
  | { ok: true; difference: RulesDifference }
  /** Nothing was changed. */
  | { ok: false; faults: { id: string; error: string }[] };

/** Bring a file of rules into the table: all of it, or nothing when anything in it is wrong. */
export async function importRules(
  deps: ImportRulesDeps,
  account: string,
  given: readonly Record<string, unknown>[],
  { replace, dryRun, remove = [], part }: ImportOptions,
): Promise<RulesImport> {
  const [stored, accountKind] = await Promise.all([deps.rules.items(account), accountKindOf(deps, account)]);
  const items = given.map((fields) => ({ ...typedFields(fields as RuleItem), account }) as RuleItem);
  const known = new Map(stored.map(({ item }) => [item.id, item]));
  const faults = [...repeatedIds(items), ...brokenItems(items, known.get(SETTINGS_ID), accountKind)];
  if (faults.length > 0) return { ok: false, faults };
  const changing = items.filter((item) => !isStored(item, known));
  const difference = differenceOf(changing, known, items, replace, new Set(remove));
  if (!dryRun) await change(deps, account, changing, difference.removed, part);
  return { ok: true, difference };
}

/** As many items are written by one request: as good as at once. */
const AT_ONCE = 25;

/** Nothing is published while more than that is being written. */
async function change(
  { rules, ruleSets }: ImportRulesDeps,
  account: string,
  changing: readonly RuleItem[],
  removed: readonly string[],
  part: ImportOptions['part'],
): Promise<void> {
  if (!part && changing.length + removed.length <= AT_ONCE) return rules.change(account, changing, removed);
  const { importId, last } = part ?? { importId: randomUUID(), last: true };
  await ruleSets.beginImport(account, importId);
  try {
    await rules.change(account, changing, removed);
  } finally {
    if (last) await ruleSets.endImport(account, importId);
  }
}

/** Rules are checked against the settings that come with them, or else against those that are stored. */
function brokenItems(
  items: readonly RuleItem[],
  storedSettings: RuleItem | undefined,
  accountKind: Parameters<typeof judgeItems>[1],
): { id: string; error: string }[] {
  const settings = storedSettings && !items.some(({ id }) => id === SETTINGS_ID) ? [storedSettings] : [];
  const judgement = judgeItems([...settings, ...items], accountKind, undefined);
  return items.flatMap((item) => {
    const { status, error = '' } = judgement.verdict(item);
    return status === 'error' ? [{ id: item.id, error }] : [];
  });
}

function isStored(item: RuleItem, known: ReadonlyMap<string, RuleItem>): boolean {
  const stored = known.get(item.id);
  return stored !== undefined && saysTheSame(stored, item);
}

function differenceOf(
  changing: readonly RuleItem[],
  known: ReadonlyMap<string, RuleItem>,
  items: readonly RuleItem[],
  replace: boolean,
  unwanted: ReadonlySet<string>,
): RulesDifference {
  const given = new Set(items.map(({ id }) => id));
  const removable = [...known.keys()].filter((id) => !given.has(id) && id !== SETTINGS_ID);
  return {
    added: changing.filter(({ id }) => !known.has(id)).map(({ id }) => id),
    changed: changing.flatMap((item) => {
      const stored = known.get(item.id);
      return stored ? [{ id: item.id, fields: differingFields(stored, item) }] : [];
    }),
    removed: removable.filter((id) => replace || unwanted.has(id)),
    unchanged: items.length - changing.length,
  };
}

function differingFields(one: RuleItem, other: RuleItem): string[] {
  const names = new Set([...Object.keys(typedFields(one)), ...Object.keys(typedFields(other))]);
  const only = (item: RuleItem, name: string) => ({ account: '', id: '', value: item[name] });
  return [...names].filter((name) => !saysTheSame(only(one, name), only(other, name)));
}
