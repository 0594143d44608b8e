import { marshall } from '@aws-sdk/util-dynamodb';
import type { ModelBudget } from '../../ports/model-budget.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';

const KEPT_SECONDS = 7 * 86_400;

/** Items `model#<day>` in `kefu-accounts`, counted up on the condition that there is something left. */
export function createModelBudget(deps: TableDeps): ModelBudget {
  return {
    take: (account, day, limit, now) =>
      succeeds(deps, {
        Key: marshall({ account, id: `model#${day}` }),
        UpdateExpression: 'SET expiresAt = :end ADD asked :one',
        ConditionExpression: ':limit > :none AND (attribute_not_exists(asked) OR asked < :limit)',
        ExpressionAttributeValues: marshall({ ':one': 1, ':none': 0, ':limit': limit, ':end': now + KEPT_SECONDS }),
      }),
  };
}
