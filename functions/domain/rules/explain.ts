import type { Message } from '../../wechat/messages/index.ts';
import { type Circumstances, type Obstacle, obstacle } from './applies.ts';
import type { Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';

/** What became of one rule. `lower-priority`: it fits and applies, but a better one answered. */
export type Verdict = 'answers' | 'lower-priority' | Obstacle | 'other-kind' | 'does-not-fit';

/** One line of the explanation. */
export interface Explained {
  rule: Rule;
  verdict: Verdict;
}

/** Every rule, best first, and why it answers a message or not; by the code that the callback runs. */
export function explain(message: Message, circumstances: Circumstances, ruleSet: RuleSet): Explained[] {
  const fitting = ruleSet.fitting(message);
  const winner = ruleSet.find(message, (rule) => obstacle(rule, message, circumstances) === undefined);
  const rest = ruleSet.rules.filter((rule) => !fitting.includes(rule));
  return [
    ...fitting.map((rule) => ({ rule, verdict: verdictOf(rule, message, circumstances, winner) })),
    ...rest.map((rule) => ({ rule, verdict: misfit(rule, message) })),
  ];
}

function verdictOf(rule: Rule, message: Message, circumstances: Circumstances, winner: Rule | undefined): Verdict {
  if (rule.id === winner?.id) return 'answers';
  return obstacle(rule, message, circumstances) ?? 'lower-priority';
}

function misfit(rule: Rule, message: Message): Verdict {
  const listens = rule.match === 'event' ? 'event' in message : rule.kinds.includes(message.kind);
  return listens ? 'does-not-fit' : 'other-kind';
}
