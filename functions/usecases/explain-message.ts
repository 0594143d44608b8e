import { offerOf } from '../domain/choice.ts';
import type { Mode } from '../domain/mode.ts';
import { isForModel } from '../domain/model.ts';
import { compile } from '../domain/rules/compile.ts';
import { type Explained, explain } from '../domain/rules/explain.ts';
import type { Rule } from '../domain/rules/rule.ts';
import { isDidYouMean, type Likeness, type RuleSet } from '../domain/rules/rule-set.ts';
import { defaultSettings, type Settings } from '../domain/rules/settings.ts';
import { type TypedMessage, typedMessage } from '../domain/rules/typed-message.ts';
import type { RuleSetStore } from '../ports/rule-set-store.ts';
import { accountKindOf } from './account-kind.ts';
import { type CheckRulesDeps, checkRules } from './check-rules.ts';

export interface ExplainMessageDeps extends CheckRulesDeps {
  ruleSets: RuleSetStore;
}

/** What is asked. */
export interface Question {
  message: TypedMessage;
  /** Rules to explain with, instead of those in force. */
  rules?: readonly Record<string, unknown>[] | undefined;
  mode: Mode;
  /** When the message is sent, epoch seconds. */
  at: number;
}

/** Why a message gets the answer it gets. */
export interface Explanation {
  /** Number of the snapshot; 0 for rules that were given, or that were never published. */
  version: number;
  /** What answers; `unanswered` is what the settings give when no rule does. */
  answer: { rule: string; replies: object[] } | { unanswered: object };
  /** The language model is asked first, where the deployment has one; what is here answers what it does not know. */
  asksModel?: true;
  /** What the FAQ robot makes of it; absent without FAQ items. A score of 1 is the same question. */
  faq?: { sure: number; perhaps: number; scores: { rule: string; question: string; score: number }[] };
  /** The rules, those that fit the message and the better ones first, and what became of each. */
  rules: { id: string; match: string; verdict: string; why: string }[];
  /** How many more rules there are, none of which fits. */
  omitted: number;
}

/** Rules that do not fit are listed up to this many in all. */
const MOST_LISTED = 200;

const WHY: Record<Explained['verdict'], string> = {
  answers: 'it answers',
  'lower-priority': 'it fits, but a better rule answers',
  'switched-off': 'it fits, but enabled is false',
  'not-yet': 'it fits, but its from is still to come',
  over: 'it fits, but its until is past',
  'outside-hours': 'it fits, but not at this hour',
  'other-mode': 'it fits, but not in the mode the user is in',
  'other-source': 'it fits, but the user came by another source',
  'other-customer': 'it fits, but what is known of the user is not what its when asks for',
  'testers-only': 'it fits, but the user is no tester',
  resting: 'it fits, but it rests for this user',
  'other-kind': 'it listens to other kinds of messages',
  'does-not-fit': 'its keywords are not in the message',
};

/** Say which rule answers a message, and why the others do not, by the code that the callback runs. */
export async function explainMessage(
  deps: ExplainMessageDeps,
  account: string,
  { message: typed, rules, mode, at }: Question,
): Promise<Explanation> {
  const message = typedMessage(account, typed, at);
  const ruleSet = rules ? (await checkRules(deps, account, rules)).ruleSet : await inForce(deps, account);
  const { settings } = ruleSet;
  const explained = explain(message, { settings, mode, rests: [], sources: [] }, ruleSet);
  const winner = explained.find(({ verdict }) => verdict === 'answers')?.rule;
  const fitting = explained.filter(({ verdict }) => !['other-kind', 'does-not-fit'].includes(verdict)).length;
  const listed = explained.slice(0, Math.max(fitting, MOST_LISTED));
  const likeness = ruleSet.likeness?.(message);
  const accountKind = await accountKindOf(deps, account);
  return {
    version: ruleSet.number,
    answer: winner
      ? { rule: winner.id, replies: repliesOf(winner, { ruleSet, accountKind }) }
      : { unanswered: unanswered(mode, settings) },
    ...(mode === 'bot' &&
      settings.mode === 'normal' &&
      isForModel({ message, ruleSet }, winner) && { asksModel: true }),
    ...(likeness && { faq: scoresOf(likeness) }),
    rules: listed.map(({ rule: { id, match }, verdict }) => ({ id, match, verdict, why: WHY[verdict] })),
    omitted: explained.length - listed.length,
  };
}

const repliesOf = (rule: Rule, account: Parameters<typeof offerOf>[1]): object[] =>
  isDidYouMean(rule) ? [offerOf(rule, account)] : rule.replies;

const scoresOf = ({ thresholds, hits }: Likeness): NonNullable<Explanation['faq']> => ({
  ...rounded(thresholds),
  scores: hits.map(({ rule, question, score }) => ({ rule: rule.id, question, ...rounded({ score }) })),
});

const rounded = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Math.round(value * 1000) / 1000])) as Fields;

/** Outside `bot` a message that no rule answers goes to the agents. */
const unanswered = (mode: Mode, settings: Settings): object =>
  mode === 'bot' ? settings.unanswered : { kind: 'hand-off' };

async function inForce(deps: ExplainMessageDeps, account: string): Promise<RuleSet> {
  const pointer = await deps.ruleSets.pointer(account);
  const snapshot = pointer && (await deps.ruleSets.read(account, pointer.live));
  if (snapshot) return compile(snapshot);
  const settings = defaultSettings(await accountKindOf(deps, account));
  return compile({ account, number: 0, rules: [], settings });
}
