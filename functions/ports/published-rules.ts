import type { Snapshot } from '../domain/rules/rule-set.ts';

/** What is in force for an account, for workers that need its settings and match no message. */
export interface PublishedRules {
  /** Undefined before the first publication. */
  current(account: string): Promise<Snapshot | undefined>;
}
