import type { AccountKind } from '../domain/account.ts';
import { isFresh, type OnlineList } from '../domain/agents.ts';
import { replay } from '../domain/booking.ts';
import { defaultSettings, type Settings } from '../domain/rules/settings.ts';
import { lateCard, newCard, nobodyOnlineText } from '../domain/team-news.ts';
import { placeOf, planFor, type Waiting, type WaitingPlan } from '../domain/waiting.ts';
import type { Agents } from '../ports/agents.ts';
import type { Clock } from '../ports/clock.ts';
import type { Deadline } from '../ports/deadline.ts';
import type { Occasions } from '../ports/occasions.ts';
import type { PublishedRules } from '../ports/published-rules.ts';
import type { WaitingDesk, WaitingUser, WaitingUsers } from '../ports/waiting-users.ts';
import { type ForAccountsDeps, forAccounts } from './for-accounts.ts';
import { forEachOf } from './for-each-of.ts';
import type { TellTeam } from './tell-team.ts';

export interface LookAfterWaitingDeps extends ForAccountsDeps {
  published: PublishedRules;
  waiting: WaitingUsers;
  desk: WaitingDesk;
  agents: Agents;
  occasions: Occasions;
  tellTeam: TellTeam;
  clock: Clock;
}

/** More are looked after in the next run: those who have waited longest come first. */
const USERS_MAX = 1_000;
const AT_ONCE = 8;
const NOBODY_ONLINE_EVERY_SECONDS = 1_800;
/** A worker has time. */
const UNHURRIED: Deadline = { leftMs: () => 60_000, onOver: () => {}, signal: new AbortController().signal };

/** The run of every minute over all who wait: their place, their agent, the team's robot, and the end of waiting. */
export async function lookAfterWaiting(deps: LookAfterWaitingDeps): Promise<void> {
  await forAccounts(deps, 'waiting', async (account, { kind }) => {
    const users = await deps.waiting.list(account, USERS_MAX);
    if (users.length > 0) await lookAfter(deps, account, kind, users);
  });
}

async function lookAfter(
  deps: LookAfterWaitingDeps,
  account: string,
  kind: AccountKind,
  users: readonly WaitingUser[],
): Promise<void> {
  const settings = (await deps.published.current(account))?.settings ?? defaultSettings(kind);
  const now = Math.floor(deps.clock() / 1000);
  const list = await deps.agents.online(account, UNHURRIED);
  const isKnown = list !== undefined && isFresh(list, now) && kind !== 'mini-program';
  const situation = { settings, now, ...(isKnown && { replayed: replay(list, settings) }) };
  const news: string[] = [];
  await forEachOf(users, AT_ONCE, async (user) => {
    const waiting = await deps.desk.read(account, user);
    if (waiting === undefined) return;
    const plan = planFor(waiting, { ...situation, place: placeOf(user.openId, users, list, now) });
    if (!isAnything(plan) || !(await deps.desk.carryOut(account, waiting, plan, now))) return;
    news.push(...newsOf(account, waiting, plan, now));
  });
  news.push(...(await absence(deps, account, settings, list, now)));
  await deps.tellTeam(account, settings.notify, news);
}

const isAnything = ({ done, entries }: WaitingPlan): boolean => done.length > 0 || entries.length > 0;

function newsOf(account: string, user: Waiting, { done, ends }: WaitingPlan, now: number): string[] {
  if (ends) return [];
  return done.flatMap((step) => {
    if (step === 'announced') return [newCard(account, user, now)];
    return step === 'late' ? [lateCard(account, user, now)] : [];
  });
}

async function absence(
  { occasions }: LookAfterWaitingDeps,
  account: string,
  { notify }: Settings,
  list: OnlineList | undefined,
  now: number,
): Promise<string[]> {
  if (notify.length === 0 || list === undefined || !isFresh(list, now) || list.agents.length > 0) return [];
  const isDue = await occasions.begin(account, 'nobody-online', now, NOBODY_ONLINE_EVERY_SECONDS);
  return isDue ? [nobodyOnlineText(account)] : [];
}
