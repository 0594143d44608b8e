import { DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { WEBHOOK_DAYS, type WebhookEvent } from '../../domain/webhook.ts';
import type { WebhookQueue } from '../../ports/webhooks.ts';
import type { TableDeps } from './batches.ts';

/** A day more than an event is tried. */
const KEPT_SECONDS = (WEBHOOK_DAYS + 1) * 86_400;

/*
 * In `kefu-accounts`: `webhook#<endpoint>#<time>#<event>` waits for an endpoint, in the order of time;
 * `webhook-health#<endpoint>` says how it was found.
 */
const prefixOf = (endpoint: string): string => `webhook#${endpoint}#`;
const idOf = (endpoint: string, { at, id }: WebhookEvent): string =>
  `${prefixOf(endpoint)}${String(at).padStart(12, '0')}#${id}`;
const healthId = (endpoint: string): string => `webhook-health#${endpoint}`;

/** Events on their way to outside systems, in DynamoDB. */
export function createWebhookQueue({ client, table: TableName }: TableDeps): WebhookQueue {
  return {
    put: async (account, endpoint, event) => {
      const item = { account, id: idOf(endpoint, event), event, expiresAt: event.at + KEPT_SECONDS };
      await client.send(new PutItemCommand({ TableName, Item: marshall(item, { removeUndefinedValues: true }) }));
    },
    next: async (account, endpoint, limit) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'account=:account AND begins_with(id,:prefix)',
          ExpressionAttributeValues: marshall({ ':account': account, ':prefix': prefixOf(endpoint) }),
          Limit: limit,
        }),
      );
      return Items.map((item) => unmarshall(item).event as WebhookEvent);
    },
    remove: async (account, endpoint, event) => {
      const Key = marshall({ account, id: idOf(endpoint, event) });
      await client.send(new DeleteItemCommand({ TableName, Key }));
    },
    health: async (account, endpoint) => {
      const Key = marshall({ account, id: healthId(endpoint) });
      const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
      const { failures = 0, retryAt = 0 } = Item ? unmarshall(Item) : {};
      return { failures, retryAt };
    },
    setHealth: async (account, endpoint, health) => {
      const Item = marshall({ account, id: healthId(endpoint), ...health });
      await client.send(new PutItemCommand({ TableName, Item }));
    },
  };
}
