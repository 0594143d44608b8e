import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AccountNotices } from '../../ports/account-notices.ts';

const KEPT_SECONDS = 30 * 86_400;

/**
 * The items `notices` of an account in `kefu-accounts`, a set of events, which goes when it is taken, and `server-address`: when
 * WeChat verified it last.
 */
export function createAccountNotices({ client, table }: { client: DynamoDBClient; table: string }): AccountNotices {
  const at = (account: string) => ({ TableName: table, Key: { account: { S: account }, id: { S: 'notices' } } });
  return {
    verified: async (account, now) => {
      const update = {
        UpdateExpression: 'SET verifiedAt = :now',
        ExpressionAttributeValues: { ':now': { N: String(now) } },
      };
      const Key = { account: { S: account }, id: { S: 'server-address' } };
      await client.send(new UpdateItemCommand({ TableName: table, Key, ...update }));
    },
    keep: async (account, event, now) => {
      const update = {
        UpdateExpression: 'ADD #events :event SET expiresAt = :end',
        ExpressionAttributeNames: { '#events': 'events' },
        ExpressionAttributeValues: { ':event': { SS: [event] }, ':end': { N: String(now + KEPT_SECONDS) } },
      };
      await client.send(new UpdateItemCommand({ ...at(account), ...update }));
    },
    take: async (account) => {
      const { Item } = await client.send(new GetItemCommand(at(account)));
      const kept = Item?.events?.SS;
      if (kept === undefined) return [];
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          ...at(account),
          UpdateExpression: 'REMOVE #events',
          ExpressionAttributeNames: { '#events': 'events' },
          ReturnValues: 'UPDATED_OLD',
        }),
      );
      return (Attributes?.events?.SS ?? []).map((event) => ({ event }));
    },
  };
}
