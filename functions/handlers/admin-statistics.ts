import * as z from 'zod';
import { createRuleStore } from '../adapters/aws/rule-store.ts';
import { createStatisticsStore } from '../adapters/aws/statistics-store.ts';
import { createDynamoDb } from '../adapters/aws/worker-clients.ts';
import { suggestQuestions } from '../domain/faq/suggest.ts';
import { checkSettings } from '../domain/rules/check/check-settings.ts';
import { typedFields } from '../domain/rules/items.ts';
import { epochOf, isTimeZone } from '../domain/rules/local-time.ts';
import { SETTINGS_ID } from '../domain/rules/settings.ts';
import { csvOf, periodsCsv } from '../domain/statistics/csv.ts';
import { readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import { type ReportStatisticsDeps, reportStatistics } from '../usecases/report-statistics.ts';
import { type Action, action, adminHandler, RefusedError } from './admin.ts';
import { standardLogger } from './deps/logger.ts';

/** What `kefu-admin-statistics` needs. */
export interface AdminStatisticsDeps extends ReportStatisticsDeps {
  clock: Clock;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
/** Longer reports would not fit into an answer, nor into the function's time. */
const MOST_DAYS = 400;
const MOST_TEXTS = 5_000;

/** A day that the calendar has. */
const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
const moment = z
  .union([z.int().positive(), z.string().refine(isDay, 'is no day like 2026-11-20')])
  .describe('Epoch seconds, or a day like 2026-11-20 in the time zone asked for');
const stretch = {
  from: moment.optional().describe('Where to begin; seven days before the end if not given'),
  to: moment.optional().describe('Where to end: a day is included, a second is not; now if not given'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'is no IANA name like Asia/Shanghai')
    .default('Asia/Shanghai')
    .describe('Days and hours are told in it'),
};
const format = z.enum(['json', 'csv']).default('json').describe('csv puts a table into the field csv');

/** The actions of `kefu-admin-statistics`. */
export const STATISTICS_ACTIONS: readonly Action<AdminStatisticsDeps>[] = [
  action({
    name: 'report',
    about:
      'How an account did: messages, rules hit and never hit, sources, hand-offs, waiting, sessions, agents; by day or hour.',
    input: { ...stretch, unit: z.enum(['hour', 'day']).default('day').describe('Length of a period'), format },
    run: async (deps: AdminStatisticsDeps, { account, unit, timeZone, format: wanted, ...typed }) => {
      const { from, to } = stretchOf({ ...typed, timeZone }, deps.clock);
      const report = await reportStatistics(deps, account, { from, to, unit, timeZone });
      return wanted === 'csv' ? { from, to, csv: periodsCsv(report) } : { from, to, unit, timeZone, ...report };
    },
  }),
  action({
    name: 'unanswered',
    about: 'Questions that no rule answered, newest first; they are kept for 90 days.',
    input: { ...stretch, limit: z.int().min(1).max(MOST_TEXTS).default(100), format },
    run: async ({ statistics, clock }: AdminStatisticsDeps, { account, limit, format: wanted, ...typed }) => {
      const { from, to } = stretchOf(typed, clock);
      const questions = await statistics.texts(account, from, to, limit);
      return wanted === 'csv' ? { csv: csvOf(questions) } : { questions };
    },
  }),
  action({
    name: 'suggest',
    about: 'Groups of unanswered questions that ask the same, most asked first: candidates for the FAQ.',
    input: { ...stretch, least: z.int().min(1).default(2).describe('How often at least something was asked') },
    run: async ({ statistics, rules, clock }: AdminStatisticsDeps, { account, least, ...typed }) => {
      const { from, to } = stretchOf(typed, clock);
      const [asked, items] = await Promise.all([statistics.texts(account, from, to, MOST_TEXTS), rules.items(account)]);
      const settings = items.find(({ item }) => item.id === SETTINGS_ID)?.item;
      const checked = settings && checkSettings(typedFields(settings), 'service');
      const groups = suggestQuestions(
        asked.map(({ text }) => text),
        checked?.ok ? checked.settings : {},
      );
      return { groups: groups.filter(({ count }) => count >= least), asked: asked.length };
    },
  }),
];

/** The function `admin-statistics`. */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: AdminStatisticsDeps | undefined;
  const deps = () => {
    made ??= createDeps(clock);
    return made;
  };
  return adminHandler({ function: 'admin-statistics', actions: STATISTICS_ACTIONS, deps, logger: standardLogger() });
}

export const handler = createHandler();

function createDeps(clock: Clock): AdminStatisticsDeps {
  const { KEFU_PREFIX: prefix } = readEnvironment('admin-statistics');
  const client = createDynamoDb();
  return {
    statistics: createStatisticsStore({ client, table: tableName(prefix, 'statistics') }),
    rules: createRuleStore({ client, table: tableName(prefix, 'rules') }),
    clock,
  };
}

type Moment = string | number | undefined;

/** Whole hours, since hours are what is counted. @throws RefusedError for a stretch that is empty or too long */
function stretchOf(
  { from, to, timeZone }: { from?: Moment; to?: Moment; timeZone: string },
  clock: Clock,
): { from: number; to: number } {
  const end = to === undefined ? Math.floor(clock() / 1000) + 1 : secondOf(to, timeZone, DAY_SECONDS);
  const start = from === undefined ? end - 7 * DAY_SECONDS : secondOf(from, timeZone, 0);
  const whole = { from: start - (start % HOUR_SECONDS), to: Math.ceil(end / HOUR_SECONDS) * HOUR_SECONDS };
  if (whole.to <= whole.from) throw new RefusedError('bad-input', 'to is not after from', 'give an earlier from');
  if (whole.to - whole.from > MOST_DAYS * DAY_SECONDS)
    throw new RefusedError('bad-input', `from and to are more than ${MOST_DAYS} days apart`, 'ask for a shorter time');
  return whole;
}

/** @param later seconds that are added to a day, whose end is meant */
function secondOf(moment: string | number, timeZone: string, later: number): number {
  return typeof moment === 'number' ? moment : epochOf(Date.parse(`${moment}T00:00:00Z`) / 1000 + later, timeZone);
}
