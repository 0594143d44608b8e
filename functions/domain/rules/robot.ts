import type { Message } from '../../wechat/messages/index.ts';
import { COMMON_SYNONYMS } from '../faq/common-synonyms.ts';
import { createFaqIndex, type FaqHit, type FaqIndex } from '../faq/faq-index.ts';
import { mergeSynonyms, synonymTable } from '../faq/normalize.ts';
import { DEFAULT_THRESHOLDS, type FaqThresholds, judge, learnThresholds } from '../faq/thresholds.ts';
import type { Entry } from './order.ts';
import type { Rule } from './rule.ts';
import { DID_YOU_MEAN_ID, type DidYouMean, type Likeness } from './rule-set.ts';
import type { Settings } from './settings.ts';

/** What the robot proposes for a text, and its place among the other rules. */
export interface Proposal {
  rank: number;
  rule: Rule;
}

/** The FAQ items of a rule set, ready to be asked. Their index is built when the first question needs it. */
export interface Robot {
  /** The rank of the best FAQ item: rules before it are tried first. */
  first: number;
  /** The answer, or the choices, for a text that no better rule answers; undefined = the robot does not know. */
  ask(text: string, message: Message, eligible: (rule: Rule) => boolean): Proposal | undefined;
  likeness(text: string): Likeness;
}

/** More than this nobody reads. */
const MOST_CHOICES = 3;
/** Items at one place of the order compete by likeness; so many are looked at. */
const MOST_HITS = 8;

/** @param entries of the whole rule set, best first */
export function createRobot(
  entries: readonly Entry[],
  { synonyms = [] }: Partial<Pick<Settings, 'synonyms'>>,
  thresholds: FaqThresholds = DEFAULT_THRESHOLDS,
): Robot {
  const ranks = ranksOf(entries);
  const rules = [...ranks.keys()];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  let index: FaqIndex | undefined;
  const hitsOf = (text: string): FaqHit[] => {
    index ??= indexOf(rules, synonyms);
    return index.query(text, MOST_HITS);
  };
  return {
    first: Math.min(...ranks.values()),
    ask(text, message, eligible) {
      const isCandidate = ({ id }: FaqHit) => mayAnswer(byId.get(id) as Rule, message, eligible);
      const verdict = judge(hitsOf(text).filter(isCandidate), thresholds);
      if (verdict.verdict === 'unsure') return undefined;
      const [best, ...others] = (verdict.verdict === 'sure' ? [verdict.hit] : verdict.hits).map(
        ({ id }) => byId.get(id) as Rule,
      );
      if (best === undefined) return undefined;
      const rule = verdict.verdict === 'sure' ? best : didYouMean([best, ...others].slice(0, MOST_CHOICES), message);
      return { rank: ranks.get(best) as number, rule };
    },
    likeness: (text) => ({
      thresholds,
      hits: hitsOf(text).map(({ id, question, score }) => ({ rule: byId.get(id) as Rule, question, score })),
    }),
  };
}

/** Learn from which likeness on the account's own questions can be trusted: done once, when rules are published. */
export function thresholdsFor(rules: readonly Rule[], { synonyms }: Pick<Settings, 'synonyms'>): FaqThresholds {
  const items = rules.filter(({ match }) => match === 'faq');
  return learnThresholds(items.map(toEntry), indexOf(items, synonyms));
}

const indexOf = (rules: readonly Rule[], synonyms: Settings['synonyms']): FaqIndex =>
  createFaqIndex(rules.map(toEntry), synonymTable(mergeSynonyms([...COMMON_SYNONYMS, ...synonyms])));

const toEntry = ({ id, keywords }: Rule) => ({ id, questions: keywords });

/** The best rank of each FAQ item. */
function ranksOf(entries: readonly Entry[]): Map<Rule, number> {
  const ranks = new Map<Rule, number>();
  entries.forEach(({ rule }, rank) => {
    if (rule.match === 'faq' && !ranks.has(rule)) ranks.set(rule, rank);
  });
  return ranks;
}

const mayAnswer = (rule: Rule, { kind }: Message, eligible: (rule: Rule) => boolean): boolean =>
  rule.kinds.includes(kind) && eligible(rule);

/** Its version names the choices, so that a repeat offers the same ones or is answered from the earlier rules. */
function didYouMean(rules: readonly Rule[], { kind }: Message): DidYouMean {
  return {
    id: DID_YOU_MEAN_ID,
    version: rules.map(({ id, version }) => `${id}=${version}`).join(),
    match: 'faq',
    keywords: [],
    kinds: [kind],
    replies: [],
    pick: 'all',
    priority: 0,
    enabled: true,
    choices: rules.map(({ id }) => id),
  };
}
