import { randomUUID } from 'node:crypto';
import { createContactStore } from '../../functions/adapters/aws/contact-store.ts';
import { createPersonStore } from '../../functions/adapters/aws/person-store.ts';
import { type Contact, type ConversationChange, nothingKnown } from '../../functions/domain/contact.ts';
import type { Engine } from './engine.ts';

/** A change of a conversation: a text in `bot`. */
export const aChange = (parts: Partial<ConversationChange> = {}): ConversationChange => ({
  lastAt: 1_800_000_000,
  channel: 'message',
  modes: { before: 'bot', after: 'bot' },
  facts: [],
  ...parts,
});

/** A contact of whom little is known. */
export const aContact = (parts: Partial<Contact> = {}): Contact => ({
  ...nothingKnown(),
  account: 'shop',
  openId: 'oUser',
  firstSeenAt: 1_800_000_000,
  lastSeenAt: 1_800_000_000,
  channel: 'message',
  ...parts,
});

/** The contacts of an account of its own on the engine. */
export function contactWorld({ client }: Engine) {
  const account = `account-${randomUUID()}`;
  const contacts = createContactStore({ client, table: 'kefu-contacts', conversations: 'kefu-conversations' });
  const people = createPersonStore({
    client,
    contacts,
    keyed: { conversations: 'kefu-conversations', contacts: 'kefu-contacts' },
    mixed: { tickets: 'kefu-tickets', statistics: 'kefu-statistics', accounts: 'kefu-accounts' },
  });
  const put = (...parts: Partial<Contact>[]) =>
    Promise.all(parts.map((part) => contacts.put(aContact({ account, ...part }))));
  return { account, contacts, people, put };
}
