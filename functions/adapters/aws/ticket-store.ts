import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { keyMark } from '../../domain/mark.ts';
import { changed, type Ticket, type TicketChange } from '../../domain/ticket.ts';
import type { TicketStore } from '../../ports/ticket-store.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';
import { fromItem, indexKeys, toItem } from './ticket-item.ts';
import { listTickets, ticketsToActOn } from './ticket-lists.ts';

const COUNTER = '@counter';
/** The first ticket is T-1001: a number of four digits is easier to say for what it is. */
const BEFORE_FIRST = 1_000;

/** Tickets in DynamoDB. */
export function createTicketStore(deps: TableDeps): TicketStore {
  return {
    numberOf: async (account, questionKey, joins) => {
      const known = await claimed(deps, account, questionKey);
      if (known !== undefined) return known;
      const number = joins ?? (await drawNumber(deps, account));
      return (await claim(deps, account, questionKey, number)) ? number : numberClaimed(deps, account, questionKey);
    },
    create: async (ticket) => {
      const command = { Item: toItem(ticket), ConditionExpression: 'attribute_not_exists(id)' };
      if (await puts(deps, command)) return ticket;
      return (await readTicket(deps, ticket.account, ticket.id)) ?? ticket;
    },
    read: (account, id) => readTicket(deps, account, id),
    change: async (seen, change, now) =>
      (await store(deps, seen, change, now)) ? changed(seen, change, now) : undefined,
    list: (account, query) => listTickets(deps, account, query),
    toActOn: (account, until) => ticketsToActOn(deps, account, until),
  };
}

const keyOf = (account: string, id: string) => marshall({ account, id });
const claimId = (questionKey: string): string => `question#${keyMark(questionKey)}`;

async function claimed(
  { client, table }: TableDeps,
  account: string,
  questionKey: string,
): Promise<number | undefined> {
  const Key = keyOf(account, claimId(questionKey));
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item?.number?.N === undefined ? undefined : Number(Item.number.N);
}

/** A number that is drawn and not used, since somebody was faster or a worker died, stays unused. */
async function drawNumber({ client, table }: TableDeps, account: string): Promise<number> {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(account, COUNTER),
      UpdateExpression: 'ADD #last :one',
      ExpressionAttributeNames: { '#last': 'last' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return BEFORE_FIRST + Number(Attributes?.last?.N);
}

const claim = (deps: TableDeps, account: string, questionKey: string, number: number): Promise<boolean> =>
  puts(deps, {
    Item: marshall({ account, id: claimId(questionKey), number }),
    ConditionExpression: 'attribute_not_exists(id)',
  });

/** Somebody else claimed the question first. */
async function numberClaimed(deps: TableDeps, account: string, questionKey: string): Promise<number> {
  const number = await claimed(deps, account, questionKey);
  if (number === undefined) throw new Error('a claimed question has no number');
  return number;
}

async function puts(
  { client, table }: TableDeps,
  put: Pick<PutItemCommandInput, 'Item' | 'ConditionExpression'>,
): Promise<boolean> {
  try {
    await client.send(new PutItemCommand({ TableName: table, ...put }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function readTicket({ client, table }: TableDeps, account: string, id: string): Promise<Ticket | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf(account, id), ConsistentRead: true }),
  );
  return Item && fromItem(Item);
}

/** One write on the condition that nobody changed the ticket since; the history is appended to, never rewritten. */
function store(deps: TableDeps, seen: Ticket, change: TicketChange, now: number): Promise<boolean> {
  const fields = { ...change.set, ...indexKeys({ ...seen, ...change.set } as Ticket), updatedAt: now };
  const names = Object.entries(fields);
  const set = names.filter(([, value]) => value !== undefined).map(([name]) => name);
  const gone = names.filter(([, value]) => value === undefined).map(([name]) => `#${name}`);
  const events = JSON.parse(JSON.stringify(change.events));
  return succeeds(deps, {
    Key: keyOf(seen.account, seen.id),
    UpdateExpression: [
      `SET ${[...set.map((name) => `#${name}=:${name}`), '#version=:next', '#history=list_append(#history,:events)'].join(',')}`,
      ...(gone.length > 0 ? [`REMOVE ${gone.join(',')}`] : []),
    ].join(' '),
    ConditionExpression: '#version=:seen',
    ExpressionAttributeNames: Object.fromEntries(
      [...names.map(([name]) => name), 'version', 'history'].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: marshall(
      {
        ...Object.fromEntries(set.map((name) => [`:${name}`, fields[name as keyof typeof fields]])),
        ':next': seen.version + 1,
        ':seen': seen.version,
        ':events': events,
      },
      { removeUndefinedValues: true },
    ),
  });
}
