import type { CannotMove, ConsoleRule } from '../domain/console/rule-of-reply.ts';
import { rulesOfAutoReplies } from '../domain/console/rules-of-auto-replies.ts';
import type { ConsoleApi } from '../ports/console-api.ts';
import type { MediaApi } from '../ports/media-api.ts';
import { autoRepliesFrom } from '../wechat/console/auto-replies.ts';
import { type ImportRulesDeps, importRules, type RulesDifference } from './import-rules.ts';
import { keepConsoleMedia } from './keep-console-media.ts';

export interface ImportConsoleRulesDeps extends ImportRulesDeps {
  console: ConsoleApi;
  media: MediaApi;
}

/** What was taken over, and what was not. */
export interface ConsoleImport {
  rules: ConsoleRule[];
  cannotMove: CannotMove[];
  difference: RulesDifference;
}

/**
 * Take over the automatic replies of the WeChat console as rules: switching the server address on turns them off there. The
 * stored rules stay; a second import changes only what differs.
 */
export async function importConsoleRules(
  deps: ImportConsoleRulesDeps,
  account: string,
  { dryRun }: { dryRun: boolean },
): Promise<ConsoleImport> {
  const moved = rulesOfAutoReplies(autoRepliesFrom(await deps.console.autoReplies(account)));
  const kept = dryRun ? { rules: moved.rules, cannotMove: [] } : await keepConsoleMedia(deps, account, moved.rules);
  const { rules, refused } = await takeable(deps, account, kept.rules);
  const imported = await importRules(deps, account, rules, { replace: false, dryRun });
  const cannotMove = [...moved.cannotMove, ...kept.cannotMove, ...refused];
  const nothing = { added: [], changed: [], removed: [], unchanged: 0 };
  return { rules, cannotMove, difference: imported.ok ? imported.difference : nothing };
}

/** Without those that the account cannot use, such as several replies without the right to custom sends. */
async function takeable(deps: ImportConsoleRulesDeps, account: string, rules: ConsoleRule[]) {
  const tried = await importRules(deps, account, rules, { replace: false, dryRun: true });
  if (tried.ok) return { rules, refused: [] };
  const bad = new Set(tried.faults.map(({ id }) => id));
  const refused = tried.faults.map(({ id, error }): CannotMove => ({ what: id, why: error }));
  return { rules: rules.filter(({ id }) => !bad.has(id)), refused };
}
