/** Users: who they are, and what they do that is not a message. */
import { createHash } from 'node:crypto';
import { isMiniProgram } from './accounts.ts';
import { pushEvent } from './pushes.ts';
import { closeSession, leaveQueue, sessionOf } from './sessions.ts';
import type { AccountState, Push, Trigger, User, WireFields } from './types.ts';
import { openWindow } from './windows.ts';
import { ControlError, emit, type World } from './world.ts';

/** The same name in the same account gives the same OpenID, so that a seeded page looks alike everywhere. */
export const openIdFor = (account: string, name: string): string =>
  `o${createHash('sha256').update(`${account}/${name}`).digest('base64url').slice(0, 27)}`;

export interface NewUser {
  name: string;
  openId?: string | undefined;
  unionId?: string | undefined;
  /** Follows already, without an event. @default true for official accounts */
  following?: boolean | undefined;
}

/** A user as a stranger sees them: has done nothing yet. */
export function createUser(world: World, account: AccountState, { name, openId, unionId, following }: NewUser): User {
  const { kind, name: accountName } = account.settings;
  const id = openId ?? openIdFor(accountName, name);
  if (account.users[id]) throw new ControlError(`name: ${accountName} has a user "${name}" already`);
  const user: User = {
    openId: id,
    name,
    following: following ?? !isMiniProgram(kind),
    followedAt: world.clock.now(),
    followScene: 'ADD_SCENE_SEARCH',
    scanScene: '',
    ...(unionId ? { unionId } : {}),
    remark: '',
    tagIds: [],
    refusesMessages: false,
    lastActedAt: 0,
    windows: [],
    typingUntil: 0,
    optIns: {},
    massDays: [],
    chat: [],
    desk: [],
  };
  account.users[id] = user;
  userChanged(world, account, user);
  return user;
}

export function userChanged(world: World, account: AccountState, { openId }: User): void {
  emit(world, { type: 'user.changed', account: account.settings.name, openId });
}

/** Note that the user did something now, and open the window it gives. */
export function act(world: World, account: AccountState, user: User, trigger?: Trigger): void {
  user.lastActedAt = world.clock.now();
  if (trigger) openWindow(account, user, trigger, user.lastActedAt);
  userChanged(world, account, user);
}

/** @throws ControlError */
export function needsFollower({ settings }: AccountState, { following, name }: User): void {
  if (!following && !isMiniProgram(settings.kind))
    throw new ControlError(`user: ${name} does not follow ${settings.name}; follow first`);
}

const onlyOfficial = ({ settings }: AccountState, what: string) => {
  if (isMiniProgram(settings.kind)) throw new ControlError(`account: nobody can ${what} a mini program`);
};

/** Follow, plainly or through a parametric code. Both windows, of the follow and of the scan, begin. */
export async function follow(world: World, account: AccountState, user: User, scene?: string): Promise<Push> {
  onlyOfficial(account, 'follow');
  if (user.following && user.lastActedAt > 0)
    throw new ControlError(`user: ${user.name} follows ${account.settings.name} already`);
  user.following = true;
  user.followedAt = world.clock.now();
  user.followScene = scene === undefined ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE';
  user.scanScene = scene ?? '';
  act(world, account, user, 'follow');
  if (scene !== undefined) act(world, account, user, 'scan');
  const fields: WireFields =
    scene === undefined ? { EventKey: '' } : { EventKey: `qrscene_${scene}`, Ticket: ticketOf(scene) };
  return pushEvent(world, account, user.openId, 'subscribe', fields);
}

/** Leave: no message reaches the user any more. */
export async function unfollow(world: World, account: AccountState, user: User): Promise<Push> {
  onlyOfficial(account, 'unfollow');
  needsFollower(account, user);
  user.following = false;
  user.windows = [];
  leaveQueue(world, account, user.openId);
  userChanged(world, account, user);
  const session = sessionOf(account, user.openId);
  if (session) await closeSession(world, account, session);
  return pushEvent(world, account, user.openId, 'unsubscribe', { EventKey: '' });
}

/** Scan a parametric code: a stranger follows by it, a follower opens the chat. */
export async function scan(world: World, account: AccountState, user: User, scene: string): Promise<Push> {
  onlyOfficial(account, 'scan into');
  if (!user.following) return follow(world, account, user, scene);
  act(world, account, user, 'scan');
  return pushEvent(world, account, user.openId, 'SCAN', { EventKey: scene, Ticket: ticketOf(scene) });
}

const ticketOf = (scene: string) => `gQ${createHash('sha256').update(scene).digest('base64url')}`;

/** Longest session-from that arrives. @see 小程序 button > session-from; figure of two vendors */
const SESSION_FROM_BYTES = 1024;

/** Tap the contact button of a mini program. */
export async function enterMiniProgram(world: World, account: AccountState, user: User, sessionFrom: string) {
  if (!isMiniProgram(account.settings.kind))
    throw new ControlError(`account: ${account.settings.name} is no mini program`);
  act(world, account, user, 'enter-mini-program');
  return pushEvent(world, account, user.openId, 'user_enter_tempsession', {
    SessionFrom: cutBytes(sessionFrom, SESSION_FROM_BYTES),
  });
}

/** The longest beginning within so many bytes, never half a character. */
function cutBytes(text: string, bytes: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
