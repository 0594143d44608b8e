import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { WaitingUser, WaitingUsers } from '../../ports/waiting-users.ts';
import type { TableDeps } from './batches.ts';

/** The sparse index `waiting` of `kefu-conversations`: it holds nobody but those who wait. */
export function createWaitingUsers({ client, table }: TableDeps): WaitingUsers {
  return {
    list: async (account, limit) => {
      const users: WaitingUser[] = [];
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page = new QueryCommand({
          TableName: table,
          IndexName: 'waiting',
          KeyConditionExpression: 'account = :account',
          ExpressionAttributeValues: { ':account': { S: account } },
          Limit: limit - users.length,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        });
        const { Items = [], LastEvaluatedKey } = await client.send(page);
        users.push(
          ...Items.map(({ openId, waitingAt }) => ({ openId: openId?.S ?? '', waitingAt: Number(waitingAt?.N) })),
        );
        ExclusiveStartKey = LastEvaluatedKey;
      } while (ExclusiveStartKey && users.length < limit);
      return users;
    },
  };
}
