import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Occasions } from '../../ports/occasions.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';

const KEPT_SECONDS = 30 * 86_400;

/** Items `occasion#<name>` in `kefu-accounts`. */
export function createOccasions(deps: TableDeps): Occasions {
  return {
    begin: (account, name, now, everySeconds) =>
      succeeds(deps, {
        Key: marshall({ account, id: `occasion#${name}` }),
        UpdateExpression: 'SET begunAt = :now, expiresAt = :end',
        ConditionExpression: 'attribute_not_exists(begunAt) OR begunAt <= :before OR begunAt > :now',
        ExpressionAttributeValues: marshall({ ':now': now, ':before': now - everySeconds, ':end': now + KEPT_SECONDS }),
      }),
    cancel: async (account, name) => {
      const Key = marshall({ account, id: `occasion#${name}` });
      await deps.client.send(new DeleteItemCommand({ TableName: deps.table, Key }));
    },
  };
}
