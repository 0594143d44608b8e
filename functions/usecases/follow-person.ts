import type { ConversationChange } from '../domain/contact.ts';
import type { Fact } from '../domain/fact.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { GroupSendStore } from '../ports/group-send-store.ts';
import type { PersonStore } from '../ports/person-store.ts';
import { accountKindOf } from './account-kind.ts';

export interface FollowPersonDeps {
  contacts: Pick<ContactStore, 'follow' | 'read' | 'remove' | 'wantFollower'>;
  people: Pick<PersonStore, 'forget'>;
  groupSends: Pick<GroupSendStore, 'finishJob'>;
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
  if (await finishJobs(deps, history, facts)) return;
  await askAboutFollowers(deps, history, facts, isNew);
}

/** The end of a group send comes from the administrator, who is no customer unless they wrote too. */
async function finishJobs(
  { contacts, groupSends }: FollowPersonDeps,
  { account, openId }: PersonHistory,
  facts: Fact[],
): Promise<boolean> {
  const ended = facts.filter((fact) => fact.kind === 'job-finished');
  for (const { jobId, status, sent, failed } of ended) {
    await groupSends.finishJob(account, jobId, { status, sent, failed });
  }
  if (ended.length === 0 || (await contacts.read(account, openId))?.channel !== 'other') return false;
  await contacts.remove(account, openId);
  return true;
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
