import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { VERDICT_FIELDS, type Verdict } from '../../domain/rules/items.ts';
import type { RuleStore, StoredRuleItem } from '../../ports/rule-store.ts';
import { type TableDeps, type WriteRequest, writeInBatches } from './batches.ts';
import { toPlain } from './plain-item.ts';

type Stored = Record<string, AttributeValue>;

/** The items of `kefu-rules` in DynamoDB. */
export function createRuleStore(deps: TableDeps): RuleStore {
  return {
    items: (account) => readItems(deps, account),
    writeVerdict: (judged, verdict) => writeVerdict(deps, judged, verdict),
    change: (account, puts, removedIds) =>
      writeInBatches(deps, [
        ...puts.map((item) => put(account, item)),
        ...removedIds.map((id) => ({ DeleteRequest: { Key: { account: { S: account }, id: { S: id } } } })),
      ]),
  };
}

const put = (account: string, item: object): WriteRequest => ({
  PutRequest: { Item: marshall({ ...item, account }, { removeUndefinedValues: true }) },
});

async function readItems({ client, table }: TableDeps, account: string): Promise<StoredRuleItem[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'account = :account',
      ExpressionAttributeValues: { ':account': { S: account } },
    },
  );
  const items: StoredRuleItem[] = [];
  for await (const { Items = [] } of pages) items.push(...Items.map(stored));
  return items;
}

const stored = (item: Stored): StoredRuleItem => ({
  item: toPlain(item) as StoredRuleItem['item'],
  revision: item,
});

/**
 * The condition names what can be compared for equality on every engine (no maps or lists); a change of the rest shows in
 * the image that the write returns.
 */
async function writeVerdict(
  { client, table }: TableDeps,
  judged: StoredRuleItem,
  verdict: Verdict,
): Promise<StoredRuleItem | undefined> {
  const read = judged.revision as Stored;
  const key = { account: { S: judged.item.account }, id: { S: judged.item.id } };
  try {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: key,
      ...settingVerdict(read, verdict),
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes = {} } = await client.send(command);
    return isDeepStrictEqual(withoutVerdict(Attributes), withoutVerdict(read)) ? undefined : stored(Attributes);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && stored(Item);
  }
}

const withoutVerdict = (item: Stored): Stored =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !(VERDICT_FIELDS as readonly string[]).includes(name)));

/** Enough to tell forms apart, and far from DynamoDB's limits of 300 operators and 4 KB for an expression. */
const COMPARED_ATTRIBUTES = 60;

function settingVerdict(read: Stored, verdict: Verdict) {
  const written = VERDICT_FIELDS.filter((name) => verdict[name] !== undefined);
  const removed = VERDICT_FIELDS.filter((name) => verdict[name] === undefined);
  const same = Object.entries(read)
    .filter(([, value]) => value.S !== undefined || value.N !== undefined || value.BOOL !== undefined)
    .slice(0, COMPARED_ATTRIBUTES);
  const absent = VERDICT_FIELDS.filter((name) => !(name in read));
  return {
    UpdateExpression: [
      `SET ${written.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: [
      'attribute_exists(id)',
      ...absent.map((name) => `attribute_not_exists(#${name})`),
      ...same.map((_, index) => `#n${index} = :v${index}`),
    ].join(' AND '),
    ExpressionAttributeNames: {
      ...Object.fromEntries(VERDICT_FIELDS.map((name) => [`#${name}`, name])),
      ...Object.fromEntries(same.map(([name], index) => [`#n${index}`, name])),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(written.map((name) => [`:${name}`, marshall(verdict[name])])),
      ...Object.fromEntries(same.map(([, value], index) => [`:v${index}`, value])),
    },
  };
}
