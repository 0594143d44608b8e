import { PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { TableDeps } from './batches.ts';
import { key } from './snapshot-parts.ts';

/** Beside the snapshots of an account: the names of the accounts in which its rules count. */
const PREFIX = 'heir#';

export async function noteHeir({ client, table }: TableDeps, heir: string, from: string): Promise<void> {
  await client.send(new PutItemCommand({ TableName: table, Item: key(from, `${PREFIX}${heir}`) }));
}

/** An account that extends no more stays named: publishing it once more changes nothing. */
export async function readHeirs({ client, table }: TableDeps, account: string): Promise<string[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'account = :account AND begins_with(part, :prefix)',
      ExpressionAttributeValues: { ':account': { S: account }, ':prefix': { S: PREFIX } },
    },
  );
  const heirs: string[] = [];
  for await (const { Items = [] } of pages) heirs.push(...Items.map(({ part }) => part?.S?.slice(PREFIX.length) ?? ''));
  return heirs;
}
