/**
 * The queue and the sessions between users and agents.
 *
 * @see 客服消息 > 消息转发到客服, 获取客服会话状态变更 in the documentation of official accounts
 */
import { hasRight, isMiniProgram } from './accounts.ts';
import { hasCapacity, isBound, labelOf, loadOf } from './agents.ts';
import { addToDesk } from './chats.ts';
import { pushEvent } from './pushes.ts';
import { recordMessage } from './records.ts';
import type {
  AccountState,
  KfAccount,
  KfSession,
  Push,
  SessionChange,
  User,
  WaitingUser,
  WireFields,
} from './types.ts';
import { emit, type World } from './world.ts';

/** How much of a long queue an event carries. */
const SHOWN_WAITING = 100;

export const sessionOf = (account: AccountState, openId: string): KfSession | undefined =>
  account.sessions.find((session) => session.openId === openId);

export const agentOf = (account: AccountState, { kfAccountId }: KfSession): KfAccount | undefined =>
  account.kfAccounts.find(({ id }) => id === kfAccountId);

/** Who waits, the oldest first. */
export const queueOf = (account: AccountState): WaitingUser[] => [...account.waiting].sort((a, b) => a.since - b.since);

/**
 * What a transfer does: this message, and only this one, goes to the agents, and the user waits.
 *
 * @returns why WeChat does not do as told, if so
 */
export async function transferUser(world: World, account: AccountState, push: Push, kfAccount: string | undefined) {
  if (!hasRight(account, 'kf') || !account.settings.kfEnabled)
    return { reason: 'kf-not-enabled', detail: 'the account has no customer service: the transfer does nothing' };
  const user = account.users[push.openId];
  if (!user) return undefined;
  const sent = user.chat.find(({ pushId, from }) => pushId === push.id && from === 'user');
  if (sent) addToDesk(world, account, user, { from: 'user', content: sent.content, pushId: push.id });
  if (sessionOf(account, push.openId)) return undefined;
  const named = kfAccount === undefined ? undefined : account.kfAccounts.find((agent) => agent.kfAccount === kfAccount);
  await joinQueue(world, account, user, named);
  if (kfAccount === undefined || named) return undefined;
  return {
    reason: 'unknown-kf-account',
    detail: `there is no kf account ${kfAccount}: the user joins the common queue`,
  };
}

/** Begin to wait, or wait on. A named agent without capacity keeps the user from everybody else. */
export async function joinQueue(world: World, account: AccountState, user: User, named?: KfAccount): Promise<void> {
  const now = world.clock.now();
  const before = account.waiting.find(({ openId }) => openId === user.openId);
  const waiting = before ?? { openId: user.openId, since: now, latestAt: now };
  waiting.latestAt = now;
  if (named) waiting.kfAccountId = named.id;
  else delete waiting.kfAccountId;
  if (!before) account.waiting.push(waiting);
  queueChanged(world, account);
  await assignWaiting(world, account);
}

export function leaveQueue(world: World, account: AccountState, openId: string): void {
  const left = account.waiting.filter((waiting) => waiting.openId !== openId);
  if (left.length === account.waiting.length) return;
  account.waiting = left;
  queueChanged(world, account);
}

const queueChanged = (world: World, account: AccountState) =>
  emit(world, {
    type: 'queue.changed',
    account: account.settings.name,
    waiting: queueOf(account).slice(0, SHOWN_WAITING),
  });

/** Whether this agent may take this waiting user. */
export const mayServe = (waiting: WaitingUser, { id }: KfAccount): boolean =>
  waiting.kfAccountId === undefined || waiting.kfAccountId === id;

/** Give waiting users to agents who accept by themselves, the least busy first. */
export async function assignWaiting(world: World, account: AccountState): Promise<void> {
  for (let pair = nextPair(account); pair; pair = nextPair(account))
    await startSession(world, account, pair.openId, pair.agent);
}

function nextPair(account: AccountState): { openId: string; agent: KfAccount } | undefined {
  const free = account.kfAccounts
    .filter((agent) => hasCapacity(account, agent))
    .sort((a, b) => loadOf(account, a) - loadOf(account, b));
  if (free.length === 0) return undefined;
  for (const waiting of queueOf(account)) {
    const agent = free.find((candidate) => mayServe(waiting, candidate));
    if (agent) return { openId: waiting.openId, agent };
  }
  return undefined;
}

/** The agent has the user: messages go to the desk from now on. */
export async function startSession(world: World, account: AccountState, openId: string, agent: KfAccount) {
  const now = world.clock.now();
  const waited = account.waiting.find((waiting) => waiting.openId === openId);
  leaveQueue(world, account, openId);
  const session = { openId, kfAccountId: agent.id, createdAt: now, releasesAt: 0 };
  account.sessions.push(session);
  if (waited) recordForwarded(account, openId, agent, waited.since);
  keepFor30Minutes(world, account, session);
  await sessionChanged(world, account, openId, agent, 'created', 'kf_create_session', {
    KfAccount: agent.kfAccount,
  });
}

/** What was forwarded while the user waited is received by the agent now. */
function recordForwarded(account: AccountState, openId: string, agent: KfAccount, since: number) {
  const desk = account.users[openId]?.desk ?? [];
  for (const { at, from, content } of desk)
    if (from === 'user' && at >= since) recordMessage(account, { openId, operation: 2003, content, at, agent });
}

export async function closeSession(world: World, account: AccountState, session: KfSession): Promise<void> {
  const agent = agentOf(account, session);
  account.sessions = account.sessions.filter((other) => other !== session);
  if (agent)
    await sessionChanged(world, account, session.openId, agent, 'closed', 'kf_close_session', {
      KfAccount: agent.kfAccount,
    });
  await assignWaiting(world, account);
}

export async function switchSession(world: World, account: AccountState, session: KfSession, to: KfAccount) {
  const from = agentOf(account, session);
  session.kfAccountId = to.id;
  keepFor30Minutes(world, account, session);
  await sessionChanged(world, account, session.openId, to, 'switched', 'kf_switch_session', {
    FromKfAccount: from?.kfAccount ?? '',
    ToKfAccount: to.kfAccount,
  });
}

/** A session of more than 30 minutes that nobody closed: WeChat takes the user back by itself. */
export function keepFor30Minutes(world: World, account: AccountState, session: KfSession): void {
  session.releasesAt = world.clock.now() + account.settings.release.minutes * 60;
  scheduleRelease(world, account, session);
}

export function scheduleRelease(world: World, account: AccountState, session: KfSession): void {
  world.clock.schedule(session.releasesAt, async () => {
    if (account.sessions.includes(session) && world.clock.now() >= session.releasesAt)
      await release(world, account, session);
  });
}

async function release(world: World, account: AccountState, session: KfSession) {
  if (account.settings.release.pushesClose) return closeSession(world, account, session);
  account.sessions = account.sessions.filter((other) => other !== session);
  const agent = agentOf(account, session);
  if (agent) await sessionChanged(world, account, session.openId, agent, 'released');
  await assignWaiting(world, account);
}

/** Tell who listens, and the callback of an official account: mini programs get no kf_* events. */
async function sessionChanged(
  world: World,
  account: AccountState,
  openId: string,
  agent: KfAccount,
  change: SessionChange,
  event?: string,
  fields: WireFields = {},
): Promise<void> {
  const { name, kind } = account.settings;
  emit(world, { type: 'session.changed', account: name, openId, kfAccount: labelOf(agent), change });
  if (event && !isMiniProgram(kind)) await pushEvent(world, account, openId, event, fields);
}

/** Whether a kf account can be given sessions. */
export const canServe = (agent: KfAccount): boolean => isBound(agent) && agent.presence !== 'offline';
