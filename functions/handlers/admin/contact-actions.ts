import * as z from 'zod';
import type { Contact } from '../../domain/contact.ts';
import { fromCsv, LIMITS, type RowFault, tagFaults, toCsv } from '../../domain/contact-csv.ts';
import type { ContactFilter } from '../../domain/contact-filter.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import type { PersonStore } from '../../ports/person-store.ts';
import { type ImportContactsDeps, importContacts } from '../../usecases/import-contacts.ts';
import { type RemarkDeps, remarkAtWeChat } from '../../usecases/remark-contact.ts';
import { tagContacts } from '../../usecases/tag-contacts.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { RefusedError, refusal } from './answers.ts';
import { filterInput, filterOf, openIdInput, tagName } from './contact-input.ts';

/** What the actions on contacts need. */
export interface ContactDeps extends ImportContactsDeps, RemarkDeps {
  accounts: Pick<AccountDirectory, 'read'>;
  people: PersonStore;
}

const page = {
  filter: filterInput.optional(),
  next: z.string().max(200).optional().describe('As the page before gave it'),
};
const EXPORTED = 2_000;

/** Every action on contacts. */
export const CONTACT_ACTIONS: readonly Action<ContactDeps>[] = [
  action({
    name: 'list',
    about: 'Contacts that meet a filter, page by page; without an indexed condition the newest seen first.',
    input: { ...page, limit: z.int().min(1).max(200).optional() },
    run: async (deps: ContactDeps, { account, filter, next, limit = 50 }) => {
      const credentials = await accountOf(deps.accounts, account);
      return deps.contacts.list(account, filterOf(filter, credentials), {
        limit,
        ...(next !== undefined && { after: next }),
      });
    },
  }),
  action({
    name: 'get',
    about: 'All that is known of one contact; claims are what their own client said.',
    input: { openId: openIdInput },
    run: async (deps: ContactDeps, { account, openId }) => ({ contact: await contactOf(deps, account, openId) }),
  }),
  action({
    name: 'update',
    about:
      'Change remark, tags or free fields of a contact, remark and tags at WeChat too; what is null is taken away.',
    input: {
      openId: openIdInput,
      remark: z.string().max(LIMITS.remark).nullable().optional(),
      tags: z.array(tagName).max(LIMITS.tags).optional().describe('All tags the contact is to have'),
      fields: z
        .record(z.string().min(1).max(LIMITS.fieldName), z.string().max(LIMITS.fieldValue).nullable())
        .optional()
        .describe('Free fields by name; others stay'),
    },
    run: update,
  }),
  action({
    name: 'tag',
    about: 'Give contacts a tag; of an official account at WeChat too.',
    input: { openIds: z.array(openIdInput).min(1).max(1_000), tag: tagName },
    run: (deps: ContactDeps, { account, openIds, tag }) => tagged(deps, account, openIds, tag, true),
  }),
  action({
    name: 'untag',
    about: 'Take a tag from contacts; of an official account at WeChat too.',
    input: { openIds: z.array(openIdInput).min(1).max(1_000), tag: tagName },
    run: (deps: ContactDeps, { account, openIds, tag }) => tagged(deps, account, openIds, tag, false),
  }),
  action({
    name: 'export',
    about: 'Contacts that meet a filter as CSV or JSON, up to 2,000 in one answer; next leads to the others.',
    input: { ...page, format: z.enum(['csv', 'json']).optional() },
    run: async (deps: ContactDeps, { account, filter, next, format = 'csv' }) => {
      const credentials = await accountOf(deps.accounts, account);
      const { contacts, ...more } = await everybody(deps, account, filterOf(filter, credentials), next);
      return { count: contacts.length, ...(format === 'csv' ? { csv: toCsv(contacts) } : { contacts }), ...more };
    },
  }),
  action({
    name: 'import',
    about: 'Take contacts from CSV (openId, remark, tags, field:…); a fault imports nothing, or with skipBad the rest.',
    input: {
      csv: z.string().min(1),
      skipBad: z.boolean().optional(),
      check: z.boolean().optional().describe('Only say what would happen'),
    },
    run: takeCsv,
  }),
  action({
    name: 'export-person',
    about: 'Everything that is stored of one person, from all tables.',
    input: { openId: openIdInput },
    run: async (deps: ContactDeps, { account, openId }) => ({ person: await deps.people.collect(account, openId) }),
  }),
  action({
    name: 'forget',
    about: 'Take away everything that is stored of one person, from all tables.',
    input: { openId: openIdInput },
    run: async (deps: ContactDeps, { account, openId }) => ({ removed: await deps.people.forget(account, openId) }),
  }),
];

async function contactOf(deps: ContactDeps, account: string, openId: string): Promise<Contact> {
  const contact = await deps.contacts.read(account, openId);
  if (contact) return contact;
  await accountOf(deps.accounts, account);
  throw refusal('unknown-contact', 'there is no such contact', 'list names those there are');
}

interface Update {
  account: string;
  openId: string;
  remark?: string | null | undefined;
  tags?: string[] | undefined;
  fields?: Record<string, string | null> | undefined;
}

async function update(deps: ContactDeps, { account, openId, remark, tags, fields }: Update) {
  const known = await contactOf(deps, account, openId);
  for (const message of tagFaults(tags ?? [])) throw refusal('bad-input', `tags ${message}`, 'use shorter tags');
  // At WeChat first: what it refuses is not said here.
  const wechat = remark === undefined ? undefined : await remarkAtWeChat(deps, account, openId, remark ?? '');
  const added = tags?.filter((tag) => !known.tags.includes(tag)) ?? [];
  const removed = tags === undefined ? [] : known.tags.filter((tag) => !tags.includes(tag));
  for (const tag of added) await tagContacts(deps, account, [openId], tag, true);
  for (const tag of removed) await tagContacts(deps, account, [openId], tag, false);
  const merged = Object.entries({ ...known.fields, ...fields }).filter(
    (pair): pair is [string, string] => pair[1] !== null && pair[1] !== undefined,
  );
  const contact = await deps.contacts.edit(account, openId, {
    ...(remark !== undefined && { remark }),
    ...(fields && { fields: Object.fromEntries(merged.slice(0, LIMITS.fields)) }),
  });
  return { contact, ...(wechat !== undefined && { wechat }) };
}

async function tagged(deps: ContactDeps, account: string, openIds: string[], tag: string, on: boolean) {
  await accountOf(deps.accounts, account);
  const { changed, ...others } = await tagContacts(deps, account, [...new Set(openIds)], tag, on);
  return { changed: changed.length, ...others };
}

async function everybody(deps: ContactDeps, account: string, filter: ContactFilter, from: string | undefined) {
  const contacts: Contact[] = [];
  let next = from;
  do {
    const found = await deps.contacts.list(account, filter, { limit: 200, ...(next !== undefined && { after: next }) });
    contacts.push(...found.contacts);
    next = found.next;
  } while (next !== undefined && contacts.length < EXPORTED);
  return { contacts, ...(next !== undefined && { next }) };
}

interface Import {
  account: string;
  csv: string;
  skipBad?: boolean | undefined;
  check?: boolean | undefined;
}

async function takeCsv(deps: ContactDeps, { account, csv, skipBad = false, check = false }: Import) {
  await accountOf(deps.accounts, account);
  const { rows, faults } = fromCsv(csv);
  if (faults.length > 0 && (!skipBad || rows.length === 0)) throw unreadable(faults);
  const done = check ? { added: 0, updated: 0, rows: rows.length } : await importContacts(deps, account, rows);
  return { ...done, skipped: faults.length === 0 ? 0 : new Set(faults.map(({ line }) => line)).size, faults };
}

/** Faults that one answer names. */
const SHOWN = 100;

function unreadable(faults: RowFault[]): RefusedError {
  const named = faults
    .slice(0, SHOWN)
    .map(({ line, field, message }) => ({ field: `line ${line}, ${field}`, message }));
  const message = named
    .slice(0, 5)
    .map((fault) => `${fault.field} ${fault.message}`)
    .join('; ');
  const hint = 'nothing was imported; mend these lines, or take everything else with skipBad';
  return new RefusedError('bad-input', message, hint, named);
}
