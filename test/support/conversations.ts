import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { OutboxEntry } from '../../functions/domain/conversation.ts';
import type { Deadline } from '../../functions/ports/deadline.ts';

/** No hurry. */
export const UNHURRIED: Deadline = {
  leftMs: () => 60_000,
  onOver: () => {},
  signal: new AbortController().signal,
};

/** A conversation as it is stored. */
export interface StoredConversation {
  mode: string;
  kfAccount?: string;
  waitingAt?: number;
  question?: { text: string };
  outbox: OutboxEntry[];
  outboxDueAt?: number;
  lastAt?: number;
  [attribute: string]: unknown;
}

/** Read a conversation from an engine. */
export async function storedConversation(
  client: DynamoDBClient,
  openId: string,
  account = 'main',
): Promise<StoredConversation> {
  const item = await rawConversation(client, openId, account);
  return { mode: 'bot', outbox: [], ...unmarshall(item) };
}

/** Read a conversation's item as DynamoDB has it. */
export async function rawConversation(
  client: DynamoDBClient,
  openId: string,
  account = 'main',
): Promise<Record<string, AttributeValue>> {
  const Key = { account: { S: account }, openId: { S: openId } };
  const { Item = {} } = await client.send(
    new GetItemCommand({ TableName: 'kefu-conversations', Key, ConsistentRead: true }),
  );
  return Item;
}

/** Bytes that DynamoDB counts for an item. @see "DynamoDB item sizes and formats" in the AWS documentation */
export function itemBytes(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.B !== undefined) return value.B.length;
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  if (value.L !== undefined) return 3 + value.L.reduce((sum, element) => sum + 1 + valueBytes(element), 0);
  return 1;
}
