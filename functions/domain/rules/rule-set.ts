import type { Message } from '../../wechat/messages/index.ts';
import type { FaqThresholds } from '../faq/thresholds.ts';
import type { Rule } from './rule.ts';
import type { Settings } from './settings.ts';

/** What a numbered snapshot in `kefu-rule-sets` holds: an account's rules and settings, whole and immutable. */
export interface Snapshot {
  account: string;
  /** Drawn before the items were read: a higher number has seen every edit a lower one has. */
  number: number;
  rules: Rule[];
  settings: Settings;
  /** Traditional characters and the simplified ones they are matched as, in pairs; only when the settings ask for it. */
  traditional?: string;
  /** From which likeness on a question is answered or offered: learned from the account's own; only with FAQ items. */
  faq?: FaqThresholds;
}

/** A snapshot with its index, in the memory of a container. */
export interface RuleSet {
  readonly number: number;
  readonly settings: Settings;
  /** All rules, best first by what is known without a message. */
  readonly rules: readonly Rule[];
  /**
   * The best rule whose pattern fits the message and that `applies` accepts; order: higher priority first, then
   * exact > prefix > contains > regex > faq > any, then the longer keyword, then the smaller id. Where the FAQ has more than
   * one answer in mind, the rule found is a {@link DidYouMean}.
   *
   * @param eligible which FAQ items the robot chooses among; `applies` unless given
   */
  find(message: Message, applies: (rule: Rule) => boolean, eligible?: (rule: Rule) => boolean): Rule | undefined;
  /** Every rule whose pattern fits, best first: what `find` walks, for `explain`. */
  fitting(message: Message): Rule[];
  rule(id: string): Rule | undefined;
  /** How like an account's FAQ items a message is, for `explain`; absent without such items. */
  likeness?(message: Message): Likeness;
}

/** Made up for one message: the FAQ items that may be meant, of which the user chooses. Its `replies` are empty. */
export interface DidYouMean extends Rule {
  /** Ids of the rules, likeliest first. */
  choices: string[];
}

/** What the FAQ robot makes of a message. */
export interface Likeness {
  thresholds: FaqThresholds;
  /** Best first; 1 is the same question. */
  hits: { rule: Rule; question: string; score: number }[];
}

/** The id of every {@link DidYouMean}. */
export const DID_YOU_MEAN_ID = '@did-you-mean';

/** Whether the rule found only offers others. */
export const isDidYouMean = (rule: Rule): rule is DidYouMean => rule.id === DID_YOU_MEAN_ID;
