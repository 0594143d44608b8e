import { type AttributeValue, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { Pointer, SnapshotRef, Version } from '../../ports/rule-set-store.ts';
import { type TableDeps, writeInBatches } from './batches.ts';
import { succeeds } from './conditional.ts';
import { dataPart, key, readPointer, VERSIONS, versionPart } from './snapshot-parts.ts';

type Stored = Record<string, AttributeValue>;

const number = (value: number): AttributeValue => ({ N: String(value) });

/** The stored versions, newest first, without those that are being removed. */
export async function readVersions(deps: TableDeps, account: string): Promise<Version[]> {
  return (await readAll(deps, account)).filter((item) => !item.pruning).map(toVersion);
}

async function readAll({ client, table }: TableDeps, account: string): Promise<Stored[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      ScanIndexForward: false,
      KeyConditionExpression: 'account = :account AND begins_with(part, :versions)',
      ExpressionAttributeValues: { ':account': { S: account }, ':versions': { S: VERSIONS } },
    },
  );
  const found: Stored[] = [];
  for await (const { Items = [] } of pages) found.push(...Items);
  return found;
}

const toVersion = (item: Stored): Version => ({
  number: Number(item.number?.N),
  parts: Number(item.parts?.N),
  publishedAt: Number(item.publishedAt?.N),
  rules: Number(item.rules?.N),
  faults: Number(item.faults?.N),
});

/** Keep a version from being pruned until the pointer is past a number; false when it is gone, or going. */
export function keepVersion(deps: TableDeps, account: string, version: number, until: number): Promise<boolean> {
  return succeeds(deps, {
    Key: key(account, versionPart(version)),
    UpdateExpression: 'SET keptUntil = :until',
    ConditionExpression: 'attribute_exists(part) AND attribute_not_exists(pruning)',
    ExpressionAttributeValues: { ':until': number(until) },
  });
}

/**
 * A version is marked before it is removed, on the condition that no rollback that may still move the pointer keeps it; a
 * rollback keeps its version, on the condition that it is not marked, before it moves the pointer. So one of them yields.
 */
export async function pruneVersions(deps: TableDeps, account: string, keepNewest: number): Promise<void> {
  const stored = (await readAll(deps, account)).map(toVersion);
  if (stored.length <= keepNewest) return;
  const pointer = await readPointer(deps, account);
  if (!pointer) return;
  const named = [pointer.live.number, pointer.newest.number];
  const old = stored.slice(keepNewest).filter((v) => v.number < pointer.number && !named.includes(v.number));
  for (const version of old) if (await mark(deps, account, version, pointer)) await remove(deps, account, version);
}

const mark = (deps: TableDeps, account: string, version: SnapshotRef, pointer: Pointer): Promise<boolean> =>
  succeeds(deps, {
    Key: key(account, versionPart(version.number)),
    UpdateExpression: 'SET pruning = :true',
    ConditionExpression: 'attribute_exists(part) AND (attribute_not_exists(keptUntil) OR keptUntil < :now)',
    ExpressionAttributeValues: { ':true': { BOOL: true }, ':now': number(pointer.number) },
  });

/** The version goes last: what a crash leaves is found, and removed, by the next pruning. */
async function remove(deps: TableDeps, account: string, { number: version, parts }: SnapshotRef): Promise<void> {
  const data = Array.from({ length: parts }, (_, index) => dataPart(version, index));
  for (const names of [data, [versionPart(version)]]) {
    await writeInBatches(
      deps,
      names.map((name) => ({ DeleteRequest: { Key: key(account, name) } })),
    );
  }
}
