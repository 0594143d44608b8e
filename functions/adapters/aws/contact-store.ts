import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Contact, facetsOf, follow } from '../../domain/contact.ts';
import { StoreConflictError } from '../../errors.ts';
import type { ContactEdit, ContactStore } from '../../ports/contact-store.ts';
import type { TableDeps } from './batches.ts';
import { decodeContact, encodeContact, encodeSequence, keyOf, type StoredContact } from './contact-item.ts';
import { post, postingsOf, readPostings, unpost } from './contact-postings.ts';
import { readContacts, search } from './contact-search.ts';
import { tellTags } from './conversation-tags.ts';

/** List of those whom WeChat is to be asked about. */
const WANTED = 'want#follower';
const ATTEMPTS = 8;

/** Contacts in DynamoDB; their tags also in the table of conversations, for the rules. */
export function createContactStore(deps: TableDeps & { conversations: string }): ContactStore {
  const conversations = { client: deps.client, table: deps.conversations };
  const edit = async (account: string, openId: string, change: (contact: Contact) => Contact | undefined) => {
    const stored = await modify(deps, account, openId, (before) => {
      const contact = before && change(before.contact);
      return contact && { contact, seq: before.seq };
    });
    return stored?.contact;
  };
  return {
    read: async (account, openId) => (await read(deps, account, openId))?.contact,
    readMany: (account, openIds) => readContacts(deps, account, openIds),
    follow: async (account, openId, changes) => {
      let [isNew, isFirst] = [false, false];
      const stored = await modify(deps, account, openId, (before) => {
        isNew = before === undefined;
        isFirst = before?.seq === '';
        const unknown = changes.filter(({ sequence }) => encodeSequence(sequence) > (before?.seq ?? ''));
        const newest = unknown.at(-1);
        if (newest === undefined) return undefined;
        const contact = unknown.reduce<Contact | undefined>(
          (known, { change }) => follow(known, { account, openId }, change),
          before?.contact,
        );
        return contact && { contact, seq: encodeSequence(newest.sequence) };
      });
      if (isFirst && stored && stored.contact.tags.length > 0) await tellTags(conversations, stored.contact);
      return isNew;
    },
    edit: async (account, openId, change) => {
      const contact = await edit(account, openId, (known) => edited(known, change));
      if (contact && change.tags) await tellTags(conversations, contact);
      return contact;
    },
    put: async (contact) => {
      await modify(deps, contact.account, contact.openId, (before) => ({ contact, seq: before?.seq ?? '' }));
    },
    enrich: async (account, openId, follower) => {
      await edit(account, openId, (contact) => ({ ...contact, follower }));
    },
    spendOptIn: async (account, openId, template) => {
      let spent = false;
      await edit(account, openId, (contact) => {
        const left = contact.optIns[template] ?? 0;
        spent = left > 0;
        return spent ? { ...contact, optIns: { ...contact.optIns, [template]: left - 1 } } : undefined;
      });
      return spent;
    },
    remove: (account, openId) => remove(deps, account, openId),
    list: (account, filter, { limit, after }) => search(deps, { account, filter, limit, after }),
    wantFollower: (account, openId) => post(deps, account, openId, [WANTED]),
    wantedFollowers: async (account, limit) =>
      (await readPostings(deps, postingsOf(account, WANTED), '', limit)).openIds,
    dropWanted: async (account, openIds) => {
      await Promise.all(openIds.map((openId) => unpost(deps, account, openId, [WANTED])));
    },
  };
}

function edited({ remark: before, ...contact }: Contact, { remark, tags, fields }: ContactEdit): Contact {
  const now = remark === undefined ? before : remark;
  return {
    ...contact,
    ...(now != null && now !== '' && { remark: now }),
    ...(tags && { tags: [...new Set(tags)] }),
    ...(fields && { fields }),
  };
}

async function read({ client, table }: TableDeps, account: string, openId: string): Promise<StoredContact | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf(account, openId), ConsistentRead: true }),
  );
  return Item && decodeContact(Item);
}

/** Read, change, and write if nobody else did meanwhile; undefined when the change asks for nothing. */
async function modify(
  deps: TableDeps,
  account: string,
  openId: string,
  change: (before: StoredContact | undefined) => Omit<StoredContact, 'rev'> | undefined,
): Promise<StoredContact | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await read(deps, account, openId);
    const after = change(before);
    if (after === undefined) return undefined;
    const stored = { ...after, rev: (before?.rev ?? 0) + 1 };
    if (await write(deps, before, stored)) return stored;
  }
  throw new StoreConflictError('the contact changes too fast');
}

/** On the lists first, off them last: whoever has a facet is always found by it. */
async function write(deps: TableDeps, before: StoredContact | undefined, after: StoredContact): Promise<boolean> {
  const { account, openId } = after.contact;
  const [had, has] = [before ? facetsOf(before.contact) : [], facetsOf(after.contact)];
  await post(
    deps,
    account,
    openId,
    has.filter((facet) => !had.includes(facet)),
  );
  try {
    await deps.client.send(
      new PutItemCommand({
        TableName: deps.table,
        Item: encodeContact(after),
        ConditionExpression: before === undefined ? 'attribute_not_exists(openId)' : 'rev = :rev',
        ...(before && { ExpressionAttributeValues: { ':rev': { N: `${before.rev}` } } }),
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
  await unpost(
    deps,
    account,
    openId,
    had.filter((facet) => !has.includes(facet)),
  );
  return true;
}

async function remove(deps: TableDeps, account: string, openId: string): Promise<boolean> {
  const before = await read(deps, account, openId);
  await unpost(deps, account, openId, [WANTED, ...(before ? facetsOf(before.contact) : [])]);
  if (before === undefined) return false;
  await deps.client.send(new DeleteItemCommand({ TableName: deps.table, Key: keyOf(account, openId) }));
  return true;
}
