import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { GroupSend } from '../../domain/group-send.ts';
import { StoreConflictError } from '../../errors.ts';
import type { GroupSendStore } from '../../ports/group-send-store.ts';
import type { TableDeps } from './batches.ts';
import { toPlain } from './plain-item.ts';

/*
 * Items of `kefu-accounts`:
 *   group-send#<id>            a group send; `rev` counts its writes
 *   group-list#<id>#<n>        the OpenIDs of one list
 */
const SEND = 'group-send#';
const LIST = 'group-list#';
/** The lists are of use while WeChat counts the month, and for a report. */
const KEPT_SECONDS = 100 * 86_400;
const ATTEMPTS = 8;

/** What binds the next write of a group send that was read. */
const revisions = new WeakMap<GroupSend, number>();

/** Group sends in DynamoDB. */
export function createGroupSendStore(deps: TableDeps): GroupSendStore {
  const store: GroupSendStore = {
    create: async (send, lists) => {
      const expiresAt = send.createdAt + KEPT_SECONDS;
      for (const [at, openIds] of lists.entries()) {
        await put(deps, { account: send.account, id: listId(send.id, at), openIds, expiresAt });
      }
      await put(deps, itemOf(send, 1));
    },
    read: (account, id) => read(deps, account, id),
    all: async (account) => {
      const sends = (await query(deps, account, SEND)).map(sendOf);
      return sends.sort((a, b) => b.createdAt - a.createdAt);
    },
    recipients: async (account, id, list) => {
      const item = await get(deps, account, listId(id, list));
      return Array.isArray(item?.openIds) ? (item.openIds as string[]) : [];
    },
    replace: (before, after) => replace(deps, before, after),
    finishJob: async (account, jobId, end) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const send = (await store.all(account)).find(({ jobs }) => jobs.some((job) => job.jobId === jobId));
        if (send === undefined) return false;
        const jobs = send.jobs.map((job) => (job.jobId === jobId ? { ...job, ...end } : job));
        if (await replace(deps, send, { ...send, jobs })) return true;
      }
      throw new StoreConflictError('the group send changes too fast');
    },
  };
  return store;
}

const listId = (id: string, list: number): string => `${LIST}${id}#${String(list).padStart(4, '0')}`;

const itemOf = (send: GroupSend, rev: number): Record<string, unknown> => ({
  ...send,
  id: `${SEND}${send.id}`,
  groupSendId: send.id,
  rev,
});

function sendOf(item: Record<string, unknown>): GroupSend {
  const { rev, groupSendId, ...fields } = item;
  const send = { ...fields, id: groupSendId } as unknown as GroupSend;
  revisions.set(send, Number(rev));
  return send;
}

async function read(deps: TableDeps, account: string, id: string): Promise<GroupSend | undefined> {
  const item = await get(deps, account, `${SEND}${id}`);
  return item && sendOf(item);
}

async function replace(deps: TableDeps, before: GroupSend, after: GroupSend): Promise<boolean> {
  const rev = revisions.get(before) ?? 0;
  try {
    await put(deps, itemOf(after, rev + 1), rev);
    revisions.set(after, rev + 1);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function put({ client, table }: TableDeps, item: object, rev?: number): Promise<void> {
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: marshall(item, { removeUndefinedValues: true }),
      ...(rev !== undefined && {
        ConditionExpression: 'rev = :rev',
        ExpressionAttributeValues: { ':rev': { N: `${rev}` } },
      }),
    }),
  );
}

async function get({ client, table }: TableDeps, account: string, id: string) {
  const Key = { account: { S: account }, id: { S: id } };
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && toPlain(Item);
}

async function query({ client, table }: TableDeps, account: string, prefix: string) {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'account = :account AND begins_with(id, :prefix)',
      ExpressionAttributeValues: { ':account': { S: account }, ':prefix': { S: prefix } },
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items.map(toPlain));
  return items;
}
