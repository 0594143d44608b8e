import { type AttributeValue, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Snapshot } from '../../domain/rules/rule-set.ts';
import { decodeSnapshot, encodeSnapshot, SnapshotFormatError } from '../../domain/rules/snapshot-codec.ts';
import type { Pointer, RuleSetStore, SnapshotRef, Version } from '../../ports/rule-set-store.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';
import { noteHeir, readHeirs } from './rule-heirs.ts';
import { keepVersion, pruneVersions, readVersions } from './rule-set-versions.ts';
import { dataPart, key, POINTER, readParts, readPointer, toPointer, versionPart } from './snapshot-parts.ts';

/**
 * `kefu-rule-sets` in DynamoDB. For each account: `pointer`, which also counts the numbers drawn; `version#000000012`, small,
 * so that the list of versions is cheap to read; `000000012#00` and so on, the parts of that snapshot;
 * `heir#other` for an account that extends it.
 */
export function createRuleSetStore(deps: TableDeps): RuleSetStore {
  return {
    draw: (account) => draw(deps, account),
    beginImport: async (account, importId) => {
      await succeeds(deps, {
        Key: key(account, POINTER),
        UpdateExpression: 'SET importing = :id',
        ExpressionAttributeValues: { ':id': { S: importId } },
      });
    },
    endImport: async (account, importId) => {
      await succeeds(deps, {
        Key: key(account, POINTER),
        UpdateExpression: 'REMOVE importing',
        ConditionExpression: 'importing = :id',
        ExpressionAttributeValues: { ':id': { S: importId } },
      });
    },
    pointer: (account) => readPointer(deps, account),
    read: (account, ref) => read(deps, account, ref),
    write: (snapshot, version) => write(deps, snapshot, version),
    point: (account, to) => point(deps, account, to),
    confirm: (account, number, seen) => confirm(deps, account, number, seen),
    versions: (account) => readVersions(deps, account),
    keep: (account, version, until) => keepVersion(deps, account, version, until),
    prune: (account, keepNewest) => pruneVersions(deps, account, keepNewest),
    inherit: (heir, from) => noteHeir(deps, heir, from),
    heirs: (account) => readHeirs(deps, account),
  };
}

const number = (value: number): AttributeValue => ({ N: String(value) });

async function draw({ client, table }: TableDeps, account: string) {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: key(account, POINTER),
      UpdateExpression: 'ADD drawn :one',
      ExpressionAttributeValues: { ':one': number(1) },
      ReturnValues: 'ALL_NEW',
    }),
  );
  const importing = Attributes?.importing?.S;
  return {
    number: Number(Attributes?.drawn?.N),
    pointer: toPointer(Attributes),
    ...(importing !== undefined && { importing }),
  };
}

async function read(deps: TableDeps, account: string, ref: SnapshotRef): Promise<Snapshot | undefined> {
  const bytes = await readParts(deps, account, ref);
  try {
    return bytes && decodeSnapshot(bytes);
  } catch (error) {
    if (error instanceof SnapshotFormatError) return undefined;
    throw error;
  }
}

/** Far enough below DynamoDB's 400 KB for an item. */
const PART_BYTES = 350 * 1024;

/** The version is written before its parts, so that a crash between leaves nothing that pruning does not find. */
async function write(
  { client, table }: TableDeps,
  snapshot: Snapshot,
  { publishedAt, rules, faults }: Omit<Version, 'number' | 'parts'>,
): Promise<SnapshotRef> {
  const bytes = encodeSnapshot(snapshot);
  const parts = Math.ceil(bytes.length / PART_BYTES);
  const put = (part: string, fields: Record<string, AttributeValue>) =>
    client.send(new PutItemCommand({ TableName: table, Item: { ...key(snapshot.account, part), ...fields } }));
  await put(versionPart(snapshot.number), {
    number: number(snapshot.number),
    parts: number(parts),
    publishedAt: number(publishedAt),
    rules: number(rules),
    faults: number(faults),
    bytes: number(bytes.length),
  });
  const slice = (index: number) => bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
  await Promise.all(
    Array.from({ length: parts }, (_, index) => put(dataPart(snapshot.number, index), { data: { B: slice(index) } })),
  );
  return { number: snapshot.number, parts };
}

function point(deps: TableDeps, account: string, to: Parameters<RuleSetStore['point']>[1]): Promise<boolean> {
  const newest = to.newest && { ':newest': number(to.newest.number), ':newestParts': number(to.newest.parts) };
  return succeeds(deps, {
    Key: key(account, POINTER),
    UpdateExpression: `SET #number = :number, live = :live, liveParts = :liveParts, itemsDigest = :digest${
      newest ? ', newest = :newest, newestParts = :newestParts' : ''
    }`,
    ConditionExpression: 'attribute_not_exists(#number) OR #number < :number',
    ExpressionAttributeNames: { '#number': 'number' },
    ExpressionAttributeValues: {
      ':number': number(to.number),
      ':live': number(to.live.number),
      ':liveParts': number(to.live.parts),
      ':digest': { S: to.itemsDigest },
      ...newest,
    },
  });
}

function confirm(deps: TableDeps, account: string, drawn: number, seen: Pointer): Promise<boolean> {
  return succeeds(deps, {
    Key: key(account, POINTER),
    UpdateExpression: 'SET #number = :drawn',
    ConditionExpression: '#number < :drawn AND live = :live AND newest = :newest AND itemsDigest = :digest',
    ExpressionAttributeNames: { '#number': 'number' },
    ExpressionAttributeValues: {
      ':drawn': number(drawn),
      ':live': number(seen.live.number),
      ':newest': number(seen.newest.number),
      ':digest': { S: seen.itemsDigest },
    },
  });
}
