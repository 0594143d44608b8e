import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { OUTBOX_LIMIT, type OutboxEntry } from '../../domain/conversation.ts';
import type { Quota } from '../../domain/rules/settings.ts';
import type { TicketNews } from '../../domain/ticket.ts';
import type { CustomerTickets } from '../../ports/customer-tickets.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';
import { WINDOW_ATTRIBUTES } from './conversation-item.ts';
import { encodeTrace, traceAttribute, tracesOf } from './ticket-trace.ts';

/** The last custom send of a window is kept for a human's own words. */
const RESERVE = 1;
const WINDOW = WINDOW_ATTRIBUTES.message;

/** What the items of `kefu-conversations` know of tickets. */
export function createCustomerTickets(deps: TableDeps): CustomerTickets {
  return {
    of: async (account, openId) => tracesOf(await readItem(deps, account, openId)),
    note: async (account, openId, trace) => {
      await succeeds(deps, {
        Key: marshall({ account, openId }),
        UpdateExpression: 'SET #trace=:trace',
        ConditionExpression: 'attribute_exists(openId) AND (attribute_not_exists(#trace) OR #trace<:trace)',
        ExpressionAttributeNames: { '#trace': traceAttribute(trace.id) },
        ExpressionAttributeValues: { ':trace': { S: encodeTrace(trace) } },
      });
    },
    say: async (account, openId, news, quota, now) => {
      const window = (await readItem(deps, account, openId))[WINDOW]?.M;
      if (window === undefined || !isOpen(window, quota, now)) return undefined;
      const entry = entryOf(news, Number(window.at?.N) + quota.seconds, now);
      return (await enqueue(deps, { account, openId }, entry, window.at as AttributeValue, now)) ? entry.id : undefined;
    },
  };
}

async function readItem({ client, table }: TableDeps, account: string, openId: string) {
  const Key = marshall({ account, openId });
  const { Item = {} } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item;
}

const isOpen = ({ at, sent }: Record<string, AttributeValue>, { sends, seconds }: Quota, now: number): boolean =>
  now < Number(at?.N ?? 0) + seconds && Number(sent?.N ?? 0) + RESERVE < sends;

const entryOf = ({ id, text }: TicketNews, expiresAt: number, now: number): OutboxEntry => ({
  id: `${id}.0`,
  createdAt: now,
  kind: 'send',
  reply: { kind: 'text', content: text },
  expiresAt,
});

/** One write, if the window is still the one that was seen and there is room. Whoever is told is owed no answer any more. */
function enqueue(
  deps: TableDeps,
  key: { account: string; openId: string },
  entry: OutboxEntry,
  windowAt: AttributeValue,
  now: number,
): Promise<boolean> {
  return succeeds(deps, {
    Key: marshall(key),
    UpdateExpression:
      'SET outbox=list_append(if_not_exists(outbox,:empty),:entry),outboxDueAt=:now REMOVE unansweredAt',
    ConditionExpression: `${WINDOW}.#at=:at AND (attribute_not_exists(outbox) OR size(outbox)<:limit)`,
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: {
      ':empty': { L: [] },
      ':entry': { L: [{ M: marshall(entry, { removeUndefinedValues: true }) }] },
      ':now': { N: `${now}` },
      ':at': windowAt,
      ':limit': { N: `${OUTBOX_LIMIT}` },
    },
  });
}
