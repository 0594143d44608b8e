import { type AttributeValue, BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Pointer, SnapshotRef } from '../../ports/rule-set-store.ts';
import type { TableDeps } from './batches.ts';

/** Names in the sort key of `kefu-rule-sets`; a number is padded, so that keys sort as numbers do. */
export const POINTER = 'pointer';
export const VERSIONS = 'version#';
export const versionPart = (number: number): string => `${VERSIONS}${padded(number)}`;
export const dataPart = (number: number, index: number): string =>
  `${padded(number)}#${String(index).padStart(2, '0')}`;
export const key = (account: string, part: string) => ({ account: { S: account }, part: { S: part } });

const padded = (number: number): string => String(number).padStart(9, '0');

type Stored = Record<string, AttributeValue>;

/** The pointer of an account, read consistently; undefined before the first publication. */
export async function readPointer(
  { client, table }: TableDeps,
  account: string,
  abortSignal?: AbortSignal,
): Promise<Pointer | undefined> {
  const command = new GetItemCommand({ TableName: table, Key: key(account, POINTER), ConsistentRead: true });
  const { Item } = await client.send(command, { ...(abortSignal && { abortSignal }) });
  return toPointer(Item);
}

/** The pointer in an item that may hold only the counter yet. */
export function toPointer(item: Stored | undefined): Pointer | undefined {
  if (!item?.number) return undefined;
  const newest = { number: Number(item.newest?.N), parts: Number(item.newestParts?.N) };
  return {
    number: Number(item.number.N),
    live: { number: Number(item.live?.N), parts: Number(item.liveParts?.N) },
    newest,
    itemsDigest: item.itemsDigest?.S ?? '',
  };
}

/** The bytes of a snapshot, read consistently; undefined when any part is missing. */
export async function readParts(
  deps: TableDeps,
  account: string,
  { number, parts }: SnapshotRef,
  abortSignal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const found = new Map<string, Uint8Array>();
  let keys: Stored[] | undefined = Array.from({ length: parts }, (_, index) => key(account, dataPart(number, index)));
  while (keys?.length) keys = await readSome(deps, keys, found, abortSignal);
  const data = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
  return data.length === parts && parts > 0 ? Buffer.concat(data) : undefined;
}

/** One request; answers the keys that DynamoDB left out, because an answer holds at most 16 MB. */
async function readSome(
  { client, table }: TableDeps,
  keys: Stored[],
  found: Map<string, Uint8Array>,
  abortSignal: AbortSignal | undefined,
): Promise<Stored[] | undefined> {
  const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } });
  const { Responses, UnprocessedKeys } = await client.send(command, { ...(abortSignal && { abortSignal }) });
  for (const { part, data } of Responses?.[table] ?? []) if (part?.S && data?.B) found.set(part.S, data.B);
  return UnprocessedKeys?.[table]?.Keys;
}

/** Where the snapshot of a number lies; undefined when it is pruned. */
export async function readVersion(
  { client, table }: TableDeps,
  account: string,
  number: number,
): Promise<SnapshotRef | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key(account, versionPart(number)) }));
  return Item && { number, parts: Number(Item.parts?.N) };
}
