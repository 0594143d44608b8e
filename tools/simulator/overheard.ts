/**
 * Pushes that somebody else sent in WeChat's place, such as a command or a test client that holds the account's keys. The
 * callback answers them like any other, so the user must exist here too, with the windows and the place in the queue that
 * the push and its answer give; or whatever the callback sends next would be refused for an OpenID nobody knows.
 */
import { z } from 'zod';
import { hasRight } from './accounts.ts';
import { addToChat, addToDesk } from './chats.ts';
import { control } from './control.ts';
import { joinQueue, leaveQueue, sessionOf } from './sessions.ts';
import type { AccountState, User } from './types.ts';
import { act, createUser, userChanged } from './users.ts';
import { accountNamed, type World } from './world.ts';

const TRIGGERS = ['message', 'menu-click', 'follow', 'scan', 'enter-mini-program'] as const;

/** What a push from elsewhere said, and what the callback answered. */
const overheard = z.object({
  account: z.string(),
  openId: z.string().min(1),
  /** Of the request: a push of the simulator's own is known by it. */
  nonce: z.string(),
  trigger: z.enum(TRIGGERS).optional(),
  unfollows: z.boolean().default(false),
  said: z.string().optional(),
  answered: z.string().optional(),
  transferred: z.boolean().default(false),
});

export const overhear = control(overheard, async (world, input) => {
  if (world.ownNonces.has(input.nonce)) return;
  const account = accountNamed(world, input.account);
  const user = account.users[input.openId] ?? adopt(world, account, input.openId);
  if (input.unfollows) return leave(world, account, user);
  user.following = true;
  act(world, account, user, input.trigger);
  const said = input.said === undefined ? undefined : ({ kind: 'text', text: input.said } as const);
  if (said) addToChat(world, account, user, { from: 'user', content: said });
  if (input.answered !== undefined)
    addToChat(world, account, user, {
      from: 'account',
      via: 'passive',
      content: { kind: 'text', text: input.answered },
    });
  if (!input.transferred || !hasRight(account, 'kf') || !account.settings.kfEnabled) return;
  if (said) addToDesk(world, account, user, { from: 'user', content: said });
  if (!sessionOf(account, user.openId)) await joinQueue(world, account, user);
});

/** What a user is called of whom only the OpenID is known. */
export const overheardName = (openId: string): string => `…${openId.slice(-6)}`;

function adopt(world: World, account: AccountState, openId: string): User {
  return createUser(world, account, { name: overheardName(openId), openId, following: true });
}

function leave(world: World, account: AccountState, user: User): void {
  user.following = false;
  user.windows = [];
  leaveQueue(world, account, user.openId);
  userChanged(world, account, user);
}
