import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { UnansweredUser, UnansweredUsers } from '../../ports/unanswered-users.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';
import { conversationOf, stateOf } from './conversation-item.ts';

const INDEXES = { waiting: 'waitingAt', unanswered: 'unansweredAt' } as const;
const AT_ONCE = 20;

/** The sparse indexes `waiting` and `unanswered` of `kefu-conversations`. */
export function createUnansweredUsers(deps: TableDeps): UnansweredUsers {
  return {
    list: async (account, limit) => {
      const names = Object.keys(INDEXES) as (keyof typeof INDEXES)[];
      const found = (await Promise.all(names.map((name) => keysIn(deps, account, name, limit)))).flat();
      const first = new Map<string, number>();
      for (const { openId, at } of found) first.set(openId, Math.min(at, first.get(openId) ?? at));
      const keys = [...first].sort(([, a], [, b]) => a - b).slice(0, limit);
      return readAll(deps, account, keys);
    },
    askedBefore: async (account, until, limit) => {
      const found = (await keysIn(deps, account, 'unanswered', limit)).filter(({ at }) => at < until);
      return readAll(
        deps,
        account,
        found.map(({ openId, at }) => [openId, at]),
      );
    },
    miss: (account, { openId, askedAt, wroteAt }, closedAt) =>
      succeeds(deps, {
        Key: { account: { S: account }, openId: { S: openId } },
        UpdateExpression: 'SET missedAt = :closed REMOVE unansweredAt',
        ConditionExpression: 'unansweredAt = :asked AND windowMessage.#at = :wrote',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: {
          ':closed': { N: `${closedAt}` },
          ':asked': { N: `${askedAt}` },
          ':wrote': { N: `${wroteAt}` },
        },
      }),
  };
}

async function readAll(deps: TableDeps, account: string, keys: readonly [string, number][]) {
  const users: UnansweredUser[] = [];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const some = keys.slice(start, start + AT_ONCE);
    users.push(...(await Promise.all(some.map(([openId, at]) => read(deps, account, openId, at)))).flat());
  }
  return users;
}

async function keysIn({ client, table }: TableDeps, account: string, index: keyof typeof INDEXES, Limit: number) {
  const query = new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: 'account = :account',
    ExpressionAttributeValues: { ':account': { S: account } },
    Limit,
  });
  const { Items = [] } = await client.send(query);
  return Items.map((item) => ({ openId: item.openId?.S ?? '', at: Number(item[INDEXES[index]]?.N) }));
}

async function read(
  { client, table }: TableDeps,
  account: string,
  openId: string,
  askedAt: number,
): Promise<UnansweredUser[]> {
  const Key = { account: { S: account }, openId: { S: openId } };
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
  const wroteAt = Number(Item?.windowMessage?.M?.at?.N ?? 0);
  if (Item === undefined || wroteAt === 0) return [];
  return [{ openId, askedAt, wroteAt, conversation: conversationOf(Item, stateOf(Item, 'state')) }];
}
