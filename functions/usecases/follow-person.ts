import type { ConversationChange } from '../domain/contact.ts';
import type { Fact } from '../domain/fact.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { PersonStore } from '../ports/person-store.ts';
import { accountKindOf } from './account-kind.ts';

export interface FollowPersonDeps {
  contacts: Pick<ContactStore, 'follow' | 'remove' | 'wantFollower'>;
  people: Pick<PersonStore, 'forget'>;
  credentials: CredentialsStore;
}

/** What happened to one conversation, oldest first. */
export interface PersonHistory {
  account: string;
  openId: string;
  /** The conversation was removed before these changes. */
  removed: boolean;
  changes: { sequence: string; change: ConversationChange }[];
}

/** Learn who a customer is from what happened. Bears being repeated. */
export async function followPerson(deps: FollowPersonDeps, history: PersonHistory): Promise<void> {
  const { account, openId, removed, changes } = history;
  // Whoever was forgotten stays forgotten, though older changes came to us later.
  if (removed) await deps.contacts.remove(account, openId);
  if (changes.length === 0) return;
  const facts = changes.flatMap(({ change }) => change.facts);
  const gone = new Set(facts.flatMap((fact) => (fact.kind === 'erase' ? [fact.subject] : [])));
  for (const subject of gone) await deps.people.forget(account, subject);
  // The sender of such an event is another id of the same person: nothing is to be learned of it.
  if (gone.size > 0) {
    await deps.people.forget(account, openId);
    return;
  }
  const isNew = await deps.contacts.follow(account, openId, changes);
  await askAboutFollowers(deps, history, facts, isNew);
}

async function askAboutFollowers(
  { contacts, credentials }: FollowPersonDeps,
  { account, openId, changes }: PersonHistory,
  facts: Fact[],
  isNew: boolean,
): Promise<void> {
  const came = changes.some(({ change }) => change.channel === 'follow' && change.facts.length > 0);
  const modified = facts.flatMap((fact) => (fact.kind === 'modified' ? [fact.subject] : []));
  if (!isNew && !came && modified.length === 0) return;
  if ((await accountKindOf({ credentials }, account)) === 'mini-program') return;
  for (const one of new Set([...modified, openId])) await contacts.wantFollower(account, one);
}
