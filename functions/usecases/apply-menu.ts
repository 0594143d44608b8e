import { answeredTaps, menuFaults } from '../domain/menu-check.ts';
import type { Fault } from '../domain/rules/rule.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import { typedMessage } from '../domain/rules/typed-message.ts';
import type { ConsoleApi } from '../ports/console-api.ts';
import type { Menu } from '../wechat/console/menu.ts';
import { type CheckRulesDeps, checkRules } from './check-rules.ts';

export interface ApplyMenuDeps extends CheckRulesDeps {
  console: ConsoleApi;
}

export type AppliedMenu =
  /** Taps that no rule answers: it works, but hardly as meant. */
  { ok: true; unanswered: { name: string; event: string }[] } | { ok: false; faults: Fault[] };

/** Check a menu by WeChat's limits and against the rules, and make it unless this is a dry run. */
export async function applyMenu(
  deps: ApplyMenuDeps,
  account: string,
  menu: Menu,
  { dryRun, at }: { dryRun: boolean; at: number },
): Promise<AppliedMenu> {
  const faults = menuFaults(menu.button);
  if (faults.length > 0) return { ok: false, faults };
  const { ruleSet } = await checkRules(deps, account);
  const unanswered = answeredTaps(menu.button).filter(({ event }) => !answers(ruleSet, account, event, at));
  if (!dryRun) await deps.console.createMenu(account, { ...menu });
  return { ok: true, unanswered };
}

const answers = (ruleSet: RuleSet, account: string, event: string, at: number): boolean =>
  ruleSet.fitting(typedMessage(account, { event }, at)).length > 0;
