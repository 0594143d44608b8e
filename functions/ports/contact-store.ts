import type { Contact, ConversationChange, FollowerFacts } from '../domain/contact.ts';
import type { ContactFilter } from '../domain/contact-filter.ts';

/** What people change of a contact; absent = stays, null = taken away. */
export interface ContactEdit {
  remark?: string | null;
  tags?: string[];
  fields?: Record<string, string>;
}

/** Some of the contacts that were asked for. */
export interface ContactPage {
  contacts: Contact[];
  /** Where to go on; absent when these are the last. */
  next?: string;
}

/** Who the customers are. */
export interface ContactStore {
  read(account: string, openId: string): Promise<Contact | undefined>;
  /** At most 100; those that are not there are left out. */
  readMany(account: string, openIds: readonly string[]): Promise<Contact[]>;
  /**
   * Learn from changes of a conversation, oldest first, each once: `sequence` tells a repeat.
   *
   * @returns whether the person was not known before
   */
  follow(
    account: string,
    openId: string,
    changes: readonly { sequence: string; change: ConversationChange }[],
  ): Promise<boolean>;
  /** Undefined when there is no such contact. */
  edit(account: string, openId: string, edit: ContactEdit): Promise<Contact | undefined>;
  /** Write a contact whole, as an import gives it. */
  put(contact: Contact): Promise<void>;
  /** What WeChat tells of followers; those who are no contacts are left out. */
  enrich(account: string, openId: string, facts: FollowerFacts): Promise<void>;
  /** One subscribe message less for a template; false when none is left. */
  spendOptIn(account: string, openId: string, template: string): Promise<boolean>;
  remove(account: string, openId: string): Promise<boolean>;
  /**
   * Those who meet a filter: by a condition that an index answers in the order of OpenIDs, else the newest seen first. A page
   * may be short, or empty, and still have a next one.
   */
  list(account: string, filter: ContactFilter, page: { limit: number; after?: string }): Promise<ContactPage>;
  /** Remember to ask WeChat about somebody, and give some of those to be asked about. */
  wantFollower(account: string, openId: string): Promise<void>;
  wantedFollowers(account: string, limit: number): Promise<string[]>;
  dropWanted(account: string, openIds: readonly string[]): Promise<void>;
}
