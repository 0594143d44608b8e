import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Contact } from '../../domain/contact.ts';
import { type ContactFilter, indexedConditions, meets } from '../../domain/contact-filter.ts';
import type { ContactPage } from '../../ports/contact-store.ts';
import type { TableDeps } from './batches.ts';
import { decodeContact, type Item, keyOf } from './contact-item.ts';
import { onAll, postingsOf, seeker, type Walk } from './contact-postings.ts';

/** Contacts looked at for one page: a filter that hardly anybody meets gives short pages, not long waits. */
const EXAMINED = 5_000;
const BATCH = 100;

interface Wanted {
  account: string;
  filter: ContactFilter;
  limit: number;
  after: string | undefined;
}

/** A page of those who meet a filter. */
export function search(deps: TableDeps, wanted: Wanted): Promise<ContactPage> {
  const conditions = indexedConditions(wanted.filter);
  return conditions.length > 0 ? byFacets(deps, wanted, conditions) : bySight(deps, wanted);
}

/** Those on the lists of all conditions; each is read, and judged by what it says now. */
async function byFacets(
  deps: TableDeps,
  { account, filter, limit, after }: Wanted,
  conditions: string[],
): Promise<ContactPage> {
  const seeks = conditions.map((condition) => seeker(deps, postingsOf(account, condition)));
  const contacts: Contact[] = [];
  let [examined, batch]: [number, string[]] = [0, []];
  const walk: Walk = { steps: 0 };
  for await (const openId of onAll(seeks, after === undefined ? '' : `${after} `, walk)) {
    batch.push(openId);
    if (batch.length < Math.min(BATCH, limit)) continue;
    const page = await judged(deps, account, filter, batch, contacts, limit);
    examined += batch.length;
    if (page !== undefined) return page;
    if (examined >= EXAMINED) return { contacts, next: batch.at(-1) ?? '' };
    batch = [];
  }
  const page = await judged(deps, account, filter, batch, contacts, limit);
  return page ?? { contacts, ...(walk.stoppedAt !== undefined && { next: walk.stoppedAt }) };
}

/** Adds those of a batch who meet the filter; gives the page once it is full. */
async function judged(
  deps: TableDeps,
  account: string,
  filter: ContactFilter,
  openIds: string[],
  contacts: Contact[],
  limit: number,
): Promise<ContactPage | undefined> {
  const read = new Map((await readContacts(deps, account, openIds)).map((contact) => [contact.openId, contact]));
  for (const openId of openIds) {
    const contact = read.get(openId);
    if (contact && meets(contact, filter)) contacts.push(contact);
    if (contacts.length === limit) return { contacts, next: openId };
  }
  return undefined;
}

/** Contacts by their OpenIDs, in any number; those that are not there are left out. */
export async function readContacts(deps: TableDeps, account: string, openIds: readonly string[]): Promise<Contact[]> {
  const batches = Array.from({ length: Math.ceil(openIds.length / BATCH) }, (_, at) =>
    openIds.slice(at * BATCH, (at + 1) * BATCH),
  );
  return (await Promise.all(batches.map((batch) => readBatch(deps, account, batch)))).flat();
}

async function readBatch({ client, table }: TableDeps, account: string, openIds: readonly string[]) {
  const contacts: Contact[] = [];
  let keys: Item[] = openIds.map((openId) => keyOf(account, openId));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } }),
    );
    contacts.push(...(Responses?.[table] ?? []).map((item) => decodeContact(item).contact));
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return contacts;
}

/** Without an indexed condition: the newest seen first, through the index `seen`. */
async function bySight(deps: TableDeps, { account, filter, limit, after }: Wanted): Promise<ContactPage> {
  const contacts: Contact[] = [];
  let [start, examined]: [Item | undefined, number] = [sightOf(account, after), 0];
  while (examined < EXAMINED) {
    const { Items = [], LastEvaluatedKey } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        IndexName: 'seen',
        ...sightCondition(account, filter),
        ScanIndexForward: false,
        Limit: 500,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) {
      const { contact } = decodeContact(item);
      if (meets(contact, filter)) contacts.push(contact);
      if (contacts.length === limit) return { contacts, next: `${contact.lastSeenAt}:${contact.openId}` };
    }
    if (!LastEvaluatedKey) return { contacts };
    start = LastEvaluatedKey;
    examined += Items.length;
  }
  return { contacts, next: `${start?.lastSeenAt?.N}:${start?.openId?.S}` };
}

function sightCondition(account: string, { lastSeenFrom, lastSeenUntil }: ContactFilter) {
  const bounds = lastSeenFrom !== undefined || lastSeenUntil !== undefined;
  return {
    KeyConditionExpression: `account = :account${bounds ? ' AND lastSeenAt BETWEEN :from AND :until' : ''}`,
    ExpressionAttributeValues: {
      ':account': { S: account },
      ...(bounds && {
        ':from': { N: `${lastSeenFrom ?? 0}` },
        ':until': { N: `${lastSeenUntil ?? Number.MAX_SAFE_INTEGER}` },
      }),
    },
  };
}

function sightOf(account: string, after: string | undefined): Item | undefined {
  const [, at, openId] = /^(\d+):(.+)$/s.exec(after ?? '') ?? [];
  return at && openId ? { ...keyOf(account, openId), lastSeenAt: { N: at } } : undefined;
}
