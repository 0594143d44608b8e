import { compile } from '../../functions/domain/rules/compile.ts';
import type { RuleSet } from '../../functions/domain/rules/rule-set.ts';
import { snapshotOf } from '../../functions/domain/rules/snapshot.ts';
import type { AskModelDeps } from '../../functions/usecases/ask-model.ts';
import { someSettings } from './rules.ts';

/** Where no language model is deployed: who asks it learns nothing. */
export const noModel: AskModelDeps = {
  model: { answer: async () => Promise.reject(new Error('there is no model')) },
  modelBudget: { take: async () => true },
  rulesOf: (account): Promise<RuleSet> =>
    Promise.resolve(compile(snapshotOf({ account, number: 1, rules: [], settings: someSettings() }))),
};
