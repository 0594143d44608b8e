import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { TableDeps } from './batches.ts';
import { keyOf } from './contact-item.ts';

/** Partition of those whom a facet finds. No account's name has a `#`. */
export const postingsOf = (account: string, facet: string): string => `${account}#${facet}`;

/** Add somebody to lists. */
export async function post(deps: TableDeps, account: string, openId: string, facets: readonly string[]): Promise<void> {
  const put = (facet: string) =>
    deps.client.send(new PutItemCommand({ TableName: deps.table, Item: keyOf(postingsOf(account, facet), openId) }));
  await Promise.all(facets.map(put));
}

/** Take somebody off lists. */
export async function unpost(
  deps: TableDeps,
  account: string,
  openId: string,
  facets: readonly string[],
): Promise<void> {
  const remove = (facet: string) =>
    deps.client.send(new DeleteItemCommand({ TableName: deps.table, Key: keyOf(postingsOf(account, facet), openId) }));
  await Promise.all(facets.map(remove));
}

/** OpenIDs on a list from one on, in their order; fewer than asked for only at the end. */
export async function readPostings(
  { client, table }: TableDeps,
  partition: string,
  from: string,
  limit: number,
): Promise<{ openIds: string[]; ended: boolean }> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: from === '' ? 'account = :p' : 'account = :p AND openId >= :from',
      ExpressionAttributeValues: { ':p': { S: partition }, ...(from !== '' && { ':from': { S: from } }) },
      ProjectionExpression: 'openId',
      Limit: limit,
    }),
  );
  return { openIds: Items.map(({ openId }) => openId?.S ?? ''), ended: LastEvaluatedKey === undefined };
}

/** The first OpenID on a list at or after another; undefined at the end. Asked in rising order only. */
export type Seek = (from: string) => Promise<string | undefined>;

const FIRST_PAGE = 200;
const SMALLEST_PAGE = 25;
const LARGEST_PAGE = 10_000;

/** Walks one list: in pages that grow while most of them is asked for, in small ones while others skip far. */
export function seeker(deps: TableDeps, partition: string): Seek {
  let page: string[] = [];
  let [at, asked, size] = [0, 0, FIRST_PAGE];
  let ended = false;
  return async (from) => {
    while (true) {
      while (at < page.length && (page[at] ?? '') < from) at++;
      if (at < page.length || ended) {
        asked++;
        return page[at];
      }
      if (page.length > 0) size = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, 4 * asked));
      ({ openIds: page, ended } = await readPostings(deps, partition, from, size));
      [at, asked] = [0, 0];
    }
  };
}

/** How far a walk may go: two long lists that hardly meet are not walked to their ends for one page. */
export interface Walk {
  steps: number;
  /** Where it stopped before the ends: nobody up to here is left out. */
  stoppedAt?: string;
}
const STEPS = 5_000;

/** Those on every list, in order, from one on. */
export async function* onAll(seeks: readonly Seek[], from: string, walk: Walk): AsyncGenerator<string> {
  let candidate = from;
  while (true) {
    const found: (string | undefined)[] = await furthest(seeks, candidate);
    if (found.includes(undefined)) return;
    const [first = '', ...others] = found as string[];
    const isOnAll = others.every((other) => other === first);
    if (isOnAll) yield first;
    else if (++walk.steps >= STEPS) {
      walk.stoppedAt = candidate;
      return;
    }
    candidate = isOnAll ? `${first} ` : ([first, ...others].sort().at(-1) ?? '');
  }
}

/** Each list's first one at or after the candidate; the sparsest list so decides how far the others skip. */
async function furthest(seeks: readonly Seek[], from: string): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  let at: string | undefined = from;
  for (const seek of seeks) {
    at = await seek(at ?? from);
    found.push(at);
    if (at === undefined) return found;
  }
  return found;
}
