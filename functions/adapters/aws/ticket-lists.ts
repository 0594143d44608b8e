import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type KeysAndAttributes,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TicketSummary } from '../../domain/ticket.ts';
import { AppError } from '../../errors.ts';
import type { TicketPage, TicketQuery } from '../../ports/ticket-store.ts';
import type { TableDeps } from './batches.ts';
import { accountStateOf, customerOf, fromItem, queueOf, type TicketItem } from './ticket-item.ts';

/** A cursor that this list did not give. */
export class TicketCursorError extends AppError {
  readonly code = 'bad-cursor';
}

/** One of the lists a page is taken from. */
type Source = Pick<QueryCommandInput, 'IndexName' | 'KeyConditionExpression' | 'ScanIndexForward'> & {
  values: Record<string, AttributeValue>;
};

/** A page of tickets: ids from the indexes, one list after the other, then the tickets themselves. */
export async function listTickets(deps: TableDeps, account: string, query: TicketQuery): Promise<TicketPage> {
  const sources = sourcesOf(account, query);
  const keys: TicketItem[] = [];
  let at: Position | undefined = startOf(account, query.cursor, sources.length);
  while (at !== undefined && keys.length < query.limit) {
    const source = sources[at.source];
    if (source === undefined) break;
    const page = await readKeys(deps, source, query.limit - keys.length, at.after);
    keys.push(...page.keys);
    at = page.next ? { source: at.source, after: page.next } : nextSource(at, sources.length);
  }
  const tickets = await readSummaries(deps, keys);
  return { tickets, ...(at !== undefined && { cursor: encodeCursor(at) }) };
}

function sourcesOf(account: string, { openId, group, states }: TicketQuery): Source[] {
  if (openId !== undefined) return [{ ...sourceOn('customer', customerOf(account, openId)), ScanIndexForward: false }];
  return states.map((state) =>
    group === undefined
      ? sourceOn('accountState', accountStateOf(account, state), 'state')
      : sourceOn('queue', queueOf(account, group, state)),
  );
}

const sourceOn = (attribute: string, value: string, IndexName = attribute): Source => ({
  IndexName,
  KeyConditionExpression: `${attribute}=:value`,
  values: { ':value': { S: value } },
});

/** Where a list goes on. */
interface Position {
  source: number;
  after?: TicketItem;
}

const nextSource = ({ source }: Position, count: number): Position | undefined =>
  source + 1 < count ? { source: source + 1 } : undefined;

async function readKeys(
  { client, table }: TableDeps,
  { values, ...source }: Source,
  limit: number,
  after?: TicketItem,
) {
  const { Items = [], LastEvaluatedKey: next } = await client.send(
    new QueryCommand({
      TableName: table,
      ...source,
      ExpressionAttributeValues: values,
      Limit: limit,
      ...(after && { ExclusiveStartKey: after }),
    }),
  );
  return { keys: Items, next };
}

/** BatchGetItem takes a hundred keys. */
const BATCH_SIZE = 100;
const ATTEMPTS = 5;
const SUMMARY = [
  ...['account', 'id', 'version', 'openId', 'state', 'group', 'assignee', 'priority', 'category', 'reason', 'subject'],
  ...['questionKey', 'openedAt', 'updatedAt', 'dueAt', 'actAt'],
];

async function readSummaries(deps: TableDeps, keys: readonly TicketItem[]): Promise<TicketSummary[]> {
  const found = new Map<string, TicketSummary>();
  for (let start = 0; start < keys.length; start += BATCH_SIZE) {
    for (const item of await readBatch(deps, keys.slice(start, start + BATCH_SIZE))) {
      const ticket = fromItem(item);
      found.set(ticket.id, ticket);
    }
  }
  return keys.flatMap(({ id }) => found.get(id?.S ?? '') ?? []);
}

async function readBatch({ client, table }: TableDeps, keys: readonly TicketItem[]): Promise<TicketItem[]> {
  const items: TicketItem[] = [];
  let request: KeysAndAttributes | undefined = {
    Keys: keys.map(({ account, id }) => ({ account, id }) as TicketItem),
    ProjectionExpression: SUMMARY.map((name) => `#${name}`).join(','),
    ExpressionAttributeNames: Object.fromEntries(SUMMARY.map((name) => [`#${name}`, name])),
  };
  for (let attempt = 0; attempt < ATTEMPTS && request?.Keys?.length; attempt++) {
    const answer: BatchGetItemCommandOutput = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: request } }),
    );
    items.push(...(answer.Responses?.[table] ?? []));
    request = answer.UnprocessedKeys?.[table];
  }
  return items;
}

const encodeCursor = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function startOf(account: string, cursor: string | undefined, sources: number): Position {
  if (cursor === undefined) return { source: 0 };
  const position = readCursor(cursor);
  const isOurs = position.after === undefined || position.after.account?.S === account;
  if (!isOurs || !Number.isInteger(position.source) || position.source < 0 || position.source >= sources)
    throw foreign();
  return position;
}

function readCursor(cursor: string): Position {
  try {
    const { source, after } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Position;
    return { source, ...(after && { after }) };
  } catch {
    throw foreign();
  }
}

const foreign = () => new TicketCursorError('cursor is none of this list; give the one of its last page, or none');

/** Numbers of the tickets whose time has come, the longest due first. */
export async function ticketsToActOn({ client, table }: TableDeps, account: string, until: number): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'act',
      KeyConditionExpression: 'account=:account AND actAt<=:until',
      ExpressionAttributeValues: { ':account': { S: account }, ':until': { N: `${until}` } },
      Limit: BATCH_SIZE,
    }),
  );
  return Items.flatMap(({ id }) => id?.S ?? []);
}
