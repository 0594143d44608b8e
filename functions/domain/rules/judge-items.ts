import type { AccountKind } from '../account.ts';
import { checkRule, type RuleContext } from './check/check-rule.ts';
import { checkSettings } from './check/check-settings.ts';
import { describeFaults } from './check/report.ts';
import { type RuleItem, typedFields, type Verdict } from './items.ts';
import type { Fault, Rule } from './rule.ts';
import type { Snapshot } from './rule-set.ts';
import { type Askers, askersOf, sameQuestions } from './same-questions.ts';
import { defaultSettings, SETTINGS_ID, type Settings } from './settings.ts';

/** An account's items, judged together. */
export interface Judgement {
  rules: Rule[];
  settings: Settings;
  /** How many items are broken. */
  faults: number;
  /** What to say on an item in this form; also for one that was read again, later. */
  verdict(item: RuleItem): Omit<Verdict, 'checkedAt'>;
}

/**
 * The rules and settings that an account's items make. A broken item stays in its last good form, which `previous` has; one
 * that never was good is absent. What is `inherited` from other accounts counts as far as it works in this one.
 *
 * @param media what rules may name; not given = they are not checked
 */
export function judgeItems(
  items: readonly RuleItem[],
  accountKind: AccountKind,
  previous: Snapshot | undefined,
  inherited: readonly RuleItem[] = [],
  media: Pick<RuleContext, 'media' | 'dyingMedia'> = {},
): Judgement {
  const settingsItem = items.find((item) => item.id === SETTINGS_ID);
  const settings = settingsOf(settingsItem, accountKind, previous);
  const context = { accountKind, settings, ...media };
  const lastGood = new Map(previous?.rules.map((rule) => [rule.id, rule]));
  const alone = items.map((item) => checkItem(item, context));
  const askers = askersOf(alone.flatMap(({ rule }) => rule ?? []));
  const checks = alone.map((check) => amongOthers(check, askers));
  const own = items.flatMap(({ id }, at) => (id === SETTINGS_ID ? [] : (checks[at]?.rule ?? lastGood.get(id) ?? [])));
  const { rules, unfit } = inherit(inherited, context, lastGood);
  const unfitHere = unfit.length > 0 ? [notHere(unfit)] : [];
  return {
    rules: [...own, ...rules],
    settings,
    faults: checks.filter(({ faults }) => faults.length > 0).length,
    verdict: (item) => {
      const check = amongOthers(checkItem(item, context), askers);
      if (item.id !== SETTINGS_ID) return sentence(check, lastGood.has(item.id));
      return sentence({ ...check, warnings: [...check.warnings, ...unfitHere] }, !!previous);
    },
  };
}

/** A rule that works in its own account may ask for what this one does not have. */
function inherit(items: readonly RuleItem[], context: RuleContext, lastGood: Map<string, Rule>) {
  const found = items.map((item) => ({ id: item.id, rule: checkItem(item, context).rule ?? lastGood.get(item.id) }));
  return {
    rules: found.flatMap(({ rule }) => rule ?? []),
    unfit: found.flatMap(({ id, rule }) => (rule ? [] : [id])),
  };
}

/** Ids that a warning names. */
const NAMED = 10;

const notHere = (ids: readonly string[]): Fault => ({
  field: 'extends',
  message: `brings ${ids.length} rules that do not work in this account: ${ids.slice(0, NAMED).join(', ')}`,
});

/** The settings in force: of an item that is broken its last good form. */
export function settingsOf(
  item: RuleItem | undefined,
  accountKind: AccountKind,
  previous: Snapshot | undefined,
): Settings {
  if (!item) return defaultSettings(accountKind);
  const checked = checkSettings(typedFields(item), accountKind);
  return checked.ok ? checked.settings : (previous?.settings ?? defaultSettings(accountKind));
}

interface ItemCheck {
  rule?: Rule;
  faults: Fault[];
  warnings: Fault[];
}

function checkItem(item: RuleItem, context: RuleContext): ItemCheck {
  const typed = typedFields(item);
  const checked = item.id === SETTINGS_ID ? checkSettings(typed, context.accountKind) : checkRule(typed, context);
  if (!checked.ok) return checked;
  return { faults: [], warnings: checked.warnings, ...('rule' in checked && { rule: checked.rule }) };
}

/** An item that is sound by itself may be at odds with another. */
function amongOthers(check: ItemCheck, askers: Askers): ItemCheck {
  const faults = check.rule ? sameQuestions(check.rule, askers) : [];
  return faults.length > 0 ? { faults, warnings: check.warnings } : check;
}

function sentence({ faults, warnings }: ItemCheck, hasLastGood: boolean): Omit<Verdict, 'checkedAt'> {
  const warning = warnings.length > 0 ? { warning: describeFaults(warnings) } : {};
  if (faults.length === 0) return { status: 'live', ...warning };
  const meanwhile = hasLastGood ? ' | until this is mended, the last good form stays live' : '';
  return { status: 'error', error: describeFaults(faults) + meanwhile, ...warning };
}
