import type { Conversation } from '../../functions/domain/conversation.ts';
import { FRESH } from '../../functions/domain/mode.ts';
import { compile } from '../../functions/domain/rules/compile.ts';
import type { Rule } from '../../functions/domain/rules/rule.ts';
import type { Settings } from '../../functions/domain/rules/settings.ts';
import type { Situation } from '../../functions/domain/situation.ts';
import { aRule, aSnapshot, someSettings } from './rules.ts';

/** A user never seen, of a service account with these rules and settings. */
export async function aSituation(
  parts: Partial<Omit<Situation, 'ruleSet' | 'before'>> & {
    rules?: Rule[];
    settings?: Partial<Settings>;
    before?: Partial<Conversation>;
  } = {},
): Promise<Situation> {
  const { rules = [aRule()], settings, before, ...others } = parts;
  return {
    before: { state: FRESH, rests: [], ...before },
    ruleSet: await compile(aSnapshot({ rules, settings: someSettings(settings) })),
    accountKind: 'service',
    ...others,
  };
}
