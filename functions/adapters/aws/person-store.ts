import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { ContactStore } from '../../ports/contact-store.ts';
import type { PersonStore } from '../../ports/person-store.ts';
import { type Item, keyOf } from './contact-item.ts';
import { toPlain } from './plain-item.ts';

interface PersonStoreDeps {
  client: DynamoDBClient;
  contacts: Pick<ContactStore, 'remove'>;
  /** Tables whose key is the person, by what they are called in an answer. */
  keyed: { conversations: string; contacts: string };
  /** Tables of an account's items, of which some are about a person. */
  mixed: Record<string, string>;
}

/** One person over all tables, in DynamoDB. */
export function createPersonStore(deps: PersonStoreDeps): PersonStore {
  return {
    collect: async (account, openId) => {
      const found: Record<string, object[]> = {};
      for (const [name, table] of Object.entries(deps.keyed)) {
        const item = await readItem(deps, table, account, openId);
        if (item) found[name] = [toPlain(item)];
      }
      for (const [name, table] of Object.entries(deps.mixed)) {
        const items = await about(deps, table, account, openId);
        if (items.length > 0) found[name] = items.map((item) => withoutOthers(toPlain(item), openId));
      }
      return found;
    },
    forget: async (account, openId) => {
      const removed: Record<string, number> = {};
      for (const [name, table] of Object.entries(deps.mixed)) {
        removed[name] = 0;
        for (const item of await about(deps, table, account, openId)) {
          await takeOut(deps, table, item, openId);
          removed[name]++;
        }
      }
      // The conversation goes before the contact: what comes after its removal in the stream finds nobody.
      const TableName = deps.keyed.conversations;
      removed.conversations = (await readItem(deps, TableName, account, openId)) ? 1 : 0;
      await deps.client.send(new DeleteItemCommand({ TableName, Key: keyOf(account, openId) }));
      removed.contacts = (await deps.contacts.remove(account, openId)) ? 1 : 0;
      return removed;
    },
  };
}

async function readItem({ client }: PersonStoreDeps, table: string, account: string, openId: string) {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf(account, openId), ConsistentRead: true }),
  );
  return Item;
}

/** Items of an account that list many people: where, and how the list is read. */
const LISTS: readonly { path: string; list: (item: Item) => AttributeValue[] | undefined }[] = [
  // The recipients of a group send.
  { path: 'openIds', list: ({ openIds }) => openIds?.L },
  // WeChat's queue, as it was seen last.
  { path: '#queue.openIds', list: ({ queue }) => queue?.M?.openIds?.L },
];

function isAbout(item: Item, openId: string): boolean {
  // An event on its way to an outside desk tells of a person, or of their ticket.
  const data = item.event?.M?.data?.M;
  const named = [item.openId, data?.openId, data?.ticket?.M?.openId];
  return (
    named.some((name) => name?.S === openId) || LISTS.some(({ list }) => list(item)?.some(({ S }) => S === openId))
  );
}

/** Rarely asked, and exact: everything of the account is looked at. */
async function about({ client }: PersonStoreDeps, table: string, account: string, openId: string): Promise<Item[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'account = :account',
      ExpressionAttributeValues: { ':account': { S: account } },
    },
  );
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...Items.filter((item) => isAbout(item, openId)));
  return items;
}

/** An item about them goes; a list of many keeps its order, and an empty place. */
async function takeOut({ client }: PersonStoreDeps, TableName: string, item: Item, openId: string): Promise<void> {
  const Key = { account: item.account ?? { S: '' }, id: item.id ?? { S: '' } };
  const place = LISTS.find(({ list }) => list(item) !== undefined);
  if (place === undefined) {
    await client.send(new DeleteItemCommand({ TableName, Key }));
    return;
  }
  const others = place.list(item)?.map((one) => (one.S === openId ? { S: '' } : one)) ?? [];
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: `SET ${place.path} = :others`,
      ...(place.path.startsWith('#') && { ExpressionAttributeNames: { '#queue': 'queue' } }),
      ExpressionAttributeValues: { ':others': { L: others } },
    }),
  );
}

/** In a list of many, the others are none of this person's data. */
function withoutOthers(item: Record<string, unknown>, openId: string): object {
  const { queue } = item;
  if (typeof queue === 'object' && queue !== null) return { ...item, queue: { ...queue, openIds: [openId] } };
  return Array.isArray(item.openIds) ? { ...item, openIds: [openId] } : item;
}
