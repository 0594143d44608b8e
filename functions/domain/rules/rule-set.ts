import type { Message } from '../../wechat/messages/index.ts';
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
}

/** A snapshot with its index, in the memory of a container. */
export interface RuleSet {
  readonly number: number;
  readonly settings: Settings;
  /** All rules, best first by what is known without a message. */
  readonly rules: readonly Rule[];
  /**
   * The best rule whose pattern fits the message and that `applies` accepts; order: higher priority first, then
   * exact > prefix > contains > regex > faq > any, then the longer keyword, then the smaller id.
   */
  find(message: Message, applies: (rule: Rule) => boolean): Rule | undefined;
  /** Every rule whose pattern fits, best first: what `find` walks, for `explain`. */
  fitting(message: Message): Rule[];
  rule(id: string): Rule | undefined;
}
