import type { AccountView, ChatEntry, User } from '../../../simulator/index.ts';

type Accounts = Record<string, AccountView>;

/** The accounts as they were read, with the chat lines that are the same as before being the same objects: those are not drawn anew. */
export function keepLines(fresh: Accounts, before: Accounts): Accounts {
  const accounts = Object.entries(fresh).map(([name, account]) => {
    const users = Object.entries(account.users).map(([openId, user]) => {
      const old = before[name]?.users[openId];
      return [openId, old ? kept(user, old) : user];
    });
    return [name, { ...account, users: Object.fromEntries(users) }];
  });
  return Object.fromEntries(accounts);
}

const kept = (user: User, old: User): User => ({
  ...user,
  chat: same(user.chat, old.chat),
  desk: same(user.desk, old.desk),
});

function same(entries: ChatEntry[], old: ChatEntry[]): ChatEntry[] {
  const known = new Map(old.map((entry) => [entry.id, entry]));
  return entries.map((entry) => {
    const one = known.get(entry.id);
    return one !== undefined && one.pushId === entry.pushId ? one : entry;
  });
}
