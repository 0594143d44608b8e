import { compile } from '../domain/rules/compile.ts';
import type { RuleItem } from '../domain/rules/items.ts';
import { judgeItems } from '../domain/rules/judge-items.ts';
import { type Finding, lint } from '../domain/rules/lint.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import { SETTINGS_ID } from '../domain/rules/settings.ts';
import { snapshotOf } from '../domain/rules/snapshot.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { RuleStore } from '../ports/rule-store.ts';
import { accountKindOf } from './account-kind.ts';
import { readCounting, repeatedIds } from './rule-items.ts';

export interface CheckRulesDeps {
  rules: RuleStore;
  credentials: CredentialsStore;
}

/** What a check of rules found. */
export interface RulesCheck {
  /** Items looked at. */
  checked: number;
  /** Broken items, with everything that is wrong. */
  errors: { id: string; error: string }[];
  /** What works, but maybe not as meant. */
  warnings: Finding[];
  ruleSet: RuleSet;
}

/** Check rules that are given, with the account's own settings unless they come along; or else the account's own. */
export async function checkRules(
  deps: CheckRulesDeps,
  account: string,
  given?: readonly Record<string, unknown>[],
): Promise<RulesCheck> {
  const accountKind = await accountKindOf(deps, account);
  const { own, inherited } = await readCounting(deps, account, accountKind);
  const items = given
    ? withSettings(
        given.map((fields) => ({ ...fields, account }) as RuleItem),
        own,
      )
    : own;
  const replaced = new Set(items.map(({ id }) => id));
  const others = inherited.filter(({ id }) => !replaced.has(id));
  const { rules, settings, verdict } = judgeItems(items, accountKind, undefined, others);
  const ruleSet = await compile(snapshotOf({ account, number: 0, rules, settings }));
  const verdicts = items.map((item) => ({ id: item.id, ...verdict(item) }));
  return {
    checked: given?.length ?? own.length,
    errors: [
      ...repeatedIds(items),
      ...verdicts.flatMap(({ id, status, error = '' }) => (status === 'error' ? [{ id, error }] : [])),
    ],
    warnings: [...verdicts.flatMap(({ id, warning }) => (warning ? [{ id, message: warning }] : [])), ...lint(ruleSet)],
    ruleSet,
  };
}

function withSettings(items: RuleItem[], own: readonly RuleItem[]): RuleItem[] {
  if (items.some(({ id }) => id === SETTINGS_ID)) return items;
  return [...own.filter(({ id }) => id === SETTINGS_ID), ...items];
}
