/** What the user's phone and the agents' desk show. */
import type { AccountState, ChatEntry, User } from './types.ts';
import { emit, KEPT, keep, nextId, type World } from './world.ts';

type NewEntry = Omit<ChatEntry, 'id' | 'at'>;

/** Add a line to the chat on the phone. Whatever the account sends ends the typing indicator. */
export function addToChat(world: World, account: AccountState, user: User, entry: NewEntry): ChatEntry {
  const added = keep(user.chat, { id: nextId(world), at: world.clock.now(), ...entry }, KEPT.chat);
  if (entry.from === 'account' || entry.from === 'agent') user.typingUntil = 0;
  emit(world, { type: 'chat.added', account: account.settings.name, openId: user.openId, entry: added });
  return added;
}

/** Add a line to what agents see of the conversation. */
export function addToDesk(world: World, account: AccountState, user: User, entry: NewEntry): void {
  const added = keep(user.desk, { id: nextId(world), at: world.clock.now(), ...entry }, KEPT.chat);
  emit(world, { type: 'desk.added', account: account.settings.name, openId: user.openId, entry: added });
}
