import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Deadline } from './deadline.ts';

/** The published rules of the accounts, as the callback reads them. */
export interface RuleSets {
  /**
   * The newest rule set that can be had before the deadline. The pointer is read at most every 2 s per container; when
   * it cannot be read, or the set it names cannot be loaded in time, the one in memory answers.
   *
   * @throws when none is in memory and none could be loaded: the caller hands off to a human
   */
  current(account: string, deadline: Deadline): Promise<RuleSet>;
  /** The set of a number, for a repeat of what that set answered; undefined when it is pruned or not to be had in time. */
  numbered(account: string, number: number, deadline: Deadline): Promise<RuleSet | undefined>;
}
