import { type Expiring, expiring } from '../domain/expiring.ts';
import { isOpen } from '../domain/rules/opening.ts';
import type { Settings } from '../domain/rules/settings.ts';
import { digestText, noticeText, troublesText } from '../domain/team-news.ts';
import type { AccountNotices } from '../ports/account-notices.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Occasions } from '../ports/occasions.ts';
import type { PublishedRules } from '../ports/published-rules.ts';
import type { UnansweredUsers } from '../ports/unanswered-users.ts';
import { type ForAccountsDeps, forAccounts } from './for-accounts.ts';
import type { TellTeam } from './tell-team.ts';

export interface TellTroublesDeps extends ForAccountsDeps {
  published: PublishedRules;
  deadLetters: Pick<DeadLetters, 'list'>;
  notices: AccountNotices;
  unanswered: UnansweredUsers;
  occasions: Occasions;
  tellTeam: TellTeam;
  clock: Clock;
}

const TROUBLES_EVERY_SECONDS = 600;
const LETTERS_LOOKED_AT = 50;
const DIGEST_EVERY_SECONDS = 6 * 3600;
const DIGEST_WITHIN_SECONDS = 900;
const USERS_MAX = 1_000;

/** What failed, and what WeChat told the account, to the team's robots. Accounts without robots cost one small read. */
export async function tellTroubles(deps: TellTroublesDeps): Promise<void> {
  await forEachWithRobots(deps, 'troubles', async (account, { notify }, now) => {
    const notices = await deps.notices.take(account);
    const failed = await newLetters(deps, account, now);
    const news = notices.map(({ event }) => noticeText(account, event));
    if (failed.length > 0) news.push(troublesText(account, failed));
    await deps.tellTeam(account, notify, news);
  });
}

/** The morning's list of users who must be answered today. */
export async function tellDigest(deps: TellTroublesDeps): Promise<void> {
  await forEachWithRobots(deps, 'digest', async (account, settings, now) => {
    if (!isMorning(settings, now)) return;
    if (!(await deps.occasions.begin(account, 'digest', now, DIGEST_EVERY_SECONDS))) return;
    const users: Expiring[] = expiring(await deps.unanswered.list(account, USERS_MAX), settings, now);
    if (users.length > 0) await deps.tellTeam(account, settings.notify, [digestText(account, users)]);
  });
}

async function forEachWithRobots(
  deps: TellTroublesDeps,
  job: string,
  work: (account: string, settings: Settings, now: number) => Promise<void>,
): Promise<void> {
  await forAccounts(deps, job, async (account) => {
    const settings = (await deps.published.current(account))?.settings;
    if (settings !== undefined && settings.notify.length > 0) {
      await work(account, settings, Math.floor(deps.clock() / 1000));
    }
  });
}

/** Reasons of what was not sent since the last time; late and overtaken sends are no troubles. */
async function newLetters({ deadLetters, occasions }: TellTroublesDeps, account: string, now: number) {
  const letters = await deadLetters.list(account, LETTERS_LOOKED_AT);
  const fresh = letters.filter(
    ({ settledAt, outcome }) =>
      now - settledAt < TROUBLES_EVERY_SECONDS && (outcome === 'refused' || outcome === 'unknown'),
  );
  if (fresh.length === 0) return [];
  const isDue = await occasions.begin(account, 'dead-letters', now, TROUBLES_EVERY_SECONDS);
  return isDue ? fresh.map(({ reason }) => reason.message) : [];
}

/** Just opened. An account without hours has its morning at nine. */
function isMorning(settings: Settings, now: number): boolean {
  const hours = settings.hours ?? NINE_TO_MIDNIGHT;
  const calendar = { ...settings, hours, ...(settings.hours === undefined && { holidays: [], workdays: [] }) };
  return isOpen(calendar, now) && !isOpen(calendar, now - DIGEST_WITHIN_SECONDS);
}

const NINE_TO_MIDNIGHT = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, fromMinute: 540, untilMinute: 1440 }));
