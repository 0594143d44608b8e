import { DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { WEBHOOK_DAYS, type WebhookEvent } from '../../domain/webhook.ts';
import type { WebhookQueue } from '../../ports/webhooks.ts';
import type { TableDeps } from './batches.ts';

/** A day more than an event is tried. */
const KEPT_SECONDS = (WEBHOOK_DAYS + 1) * 86_400;

/** As long as dead letters of sends. */
const GIVEN_UP_SECONDS = 14 * 86_400;

/*
 * In `kefu-accounts`: `webhook#<endpoint>#<time>#<event>` waits for an endpoint, in the order of time, and
 * `webhook-dead#...` was given up; `webhook-health#<endpoint>` says how it was found.
 */
type List = 'webhook' | 'webhook-dead';
const prefixOf = (list: List, endpoint: string): string => `${list}#${endpoint}#`;
const healthId = (endpoint: string): string => `webhook-health#${endpoint}`;

/** Of one second, events come by their number: `T-1042.10` after `T-1042.9`. */
const idOf = (list: List, endpoint: string, { at, id }: WebhookEvent): string => {
  const ordered = id.replace(/\d+$/, (number) => number.padStart(6, '0'));
  return `${prefixOf(list, endpoint)}${String(at).padStart(12, '0')}#${ordered}`;
};

/** Events on their way to outside systems, in DynamoDB. */
export function createWebhookQueue(deps: TableDeps): WebhookQueue {
  const { client, table: TableName } = deps;
  return {
    put: (account, endpoint, event) => put(deps, account, 'webhook', endpoint, event),
    next: (account, endpoint, limit) => first(deps, account, prefixOf('webhook', endpoint), limit),
    remove: (account, endpoint, event) => remove(deps, account, idOf('webhook', endpoint, event)),
    giveUp: async (account, endpoint, event) => {
      await put(deps, account, 'webhook-dead', endpoint, event);
      await remove(deps, account, idOf('webhook', endpoint, event));
    },
    givenUp: (account, endpoint, limit) => first(deps, account, prefixOf('webhook-dead', endpoint), limit),
    removeGivenUp: (account, endpoint, event) => remove(deps, account, idOf('webhook-dead', endpoint, event)),
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

async function put(
  { client, table: TableName }: TableDeps,
  account: string,
  list: List,
  endpoint: string,
  event: WebhookEvent,
): Promise<void> {
  const expiresAt = event.at + KEPT_SECONDS + (list === 'webhook-dead' ? GIVEN_UP_SECONDS : 0);
  const item = { account, id: idOf(list, endpoint, event), event, expiresAt };
  await client.send(new PutItemCommand({ TableName, Item: marshall(item, { removeUndefinedValues: true }) }));
}

async function first(
  { client, table: TableName }: TableDeps,
  account: string,
  prefix: string,
  limit: number,
): Promise<WebhookEvent[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'account=:account AND begins_with(id,:prefix)',
      ExpressionAttributeValues: marshall({ ':account': account, ':prefix': prefix }),
      Limit: limit,
    }),
  );
  return Items.map((item) => unmarshall(item).event as WebhookEvent);
}

async function remove({ client, table: TableName }: TableDeps, account: string, id: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName, Key: marshall({ account, id }) }));
}
