import { localTime } from '../rules/local-time.ts';
import { addAll, type Counters, labelsOf } from './counters.ts';
import { type Spread, spreadOf } from './durations.ts';

/** How an account did in a stretch of time. */
export interface Report {
  totals: Totals;
  /** By day or by hour of the account's time zone, in order. */
  periods: ({ period: string } & Totals)[];
  kinds: Labelled[];
  events: Labelled[];
  replies: Labelled[];
  rules: Labelled[];
  /** Ids of rules that answered nobody. */
  neverHit: string[];
  /** Acts that brought a message: a text, a menu click, a scan, entering from a mini program. */
  channels: Labelled[];
  /** Pages of mini programs that users showed. */
  products: Labelled[];
  /** QR scenes, and sources of mini programs. */
  sources: SourceReport[];
  waiting: Spread;
  firstResponse: Spread;
  sessionLength: Spread;
  /** Milliseconds from WeChat's request to our answer. */
  answerMs: Spread;
  agents: AgentReport[];
}

interface Labelled {
  label: string;
  count: number;
}

/** The figures a manager looks at first. */
export interface Totals {
  messages: number;
  events: number;
  /** Deliveries that WeChat repeated. */
  duplicates: number;
  /** Messages to the robot. */
  asked: number;
  /** Of those, answered by a rule that handed nobody on. */
  solved: number;
  /** Of those, answered by no rule, or by one that takes whatever comes. */
  unanswered: number;
  /** `solved` of `asked`, 0 to 1; absent when nobody asked. */
  solvedShare?: number;
  handOffs: number;
  sessions: number;
  /** Waits that ended without an agent. */
  gaveUp: number;
  /** Windows missed: users who asked for a human and whom none answered while it was possible. */
  missed: number;
  /** Log lines that could not be read. */
  unreadable: number;
}

interface SourceReport {
  source: string;
  arrivals: number;
  /** Arrivals after which the user wrote something. */
  conversations: number;
  messages: number;
  handOffs: number;
  /** Conversations of arrivals, 0 to 1; absent without arrivals. */
  conversion?: number;
}

interface AgentReport {
  kfAccount: string;
  sessions: number;
  messages: number;
  users: number;
  averageSessionSeconds?: number;
  ratings: number;
  /** 1 to 3; absent without ratings. */
  satisfaction?: number;
}

/** Counters of one hour, of one of its items. */
export interface CountedHour {
  /** Start of the hour, epoch seconds. */
  hour: number;
  counters: Readonly<Counters>;
}

export type Unit = 'hour' | 'day';

/** What a report is made for. */
export interface ReportContext {
  unit: Unit;
  timeZone: string;
  /** Every rule of the account, for those never hit. */
  ruleIds: readonly string[];
}

/** Make the report of some hours. */
export function reportOf(hours: readonly CountedHour[], { unit, timeZone, ruleIds }: ReportContext): Report {
  const all = sumOf(hours);
  const rules = labelsOf(all, 'rule');
  const hit = new Set(rules.map(({ label }) => label));
  return {
    totals: totalsOf(all),
    periods: periodsOf(hours, unit, timeZone),
    kinds: labelsOf(all, 'kind'),
    events: labelsOf(all, 'event'),
    replies: labelsOf(all, 'reply'),
    rules,
    neverHit: ruleIds.filter((id) => !hit.has(id)),
    channels: labelsOf(all, 'channel'),
    products: labelsOf(all, 'product'),
    sources: sourcesOf(all),
    waiting: spreadOf(all, 'waited'),
    firstResponse: spreadOf(all, 'first-response'),
    sessionLength: spreadOf(all, 'session'),
    answerMs: spreadOf(all, 'answer-ms'),
    agents: agentsOf(all),
  };
}

function sumOf(hours: readonly CountedHour[]): Counters {
  const sum: Counters = {};
  for (const { counters } of hours) addAll(sum, counters);
  return sum;
}

function totalsOf(counters: Readonly<Counters>): Totals {
  const { messages = 0, events = 0, duplicates = 0, asked = 0, solved = 0, unanswered = 0 } = counters;
  const {
    sessions = 0,
    unreadable = 0,
    'hand-offs': handOffs = 0,
    'gave-up': gaveUp = 0,
    'windows-missed': missed = 0,
  } = counters;
  const share = asked > 0 ? { solvedShare: solved / asked } : {};
  return {
    messages,
    events,
    duplicates,
    asked,
    solved,
    unanswered,
    ...share,
    handOffs,
    sessions,
    gaveUp,
    missed,
    unreadable,
  };
}

function periodsOf(hours: readonly CountedHour[], unit: Unit, timeZone: string): Report['periods'] {
  const periods = new Map<string, Counters>();
  for (const { hour, counters } of hours) {
    const period = periodName(hour, unit, timeZone);
    const sum = periods.get(period) ?? {};
    periods.set(period, sum);
    addAll(sum, counters);
  }
  return [...periods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, counters]) => ({ period, ...totalsOf(counters) }));
}

function periodName(hour: number, unit: Unit, timeZone: string): string {
  const { date, minute } = localTime(hour, timeZone);
  return unit === 'day' ? date : `${date} ${`${Math.floor(minute / 60)}`.padStart(2, '0')}:00`;
}

const countsBy = (counters: Readonly<Counters>, family: Parameters<typeof labelsOf>[1]): Map<string, number> =>
  new Map(labelsOf(counters, family).map(({ label, count }) => [label, count]));

function sourcesOf(counters: Readonly<Counters>): SourceReport[] {
  const arrivals = countsBy(counters, 'arrival');
  const messages = countsBy(counters, 'source');
  const talked = countsBy(counters, 'talked-from');
  const handOffs = countsBy(counters, 'hand-off-from');
  return [...new Set([...arrivals.keys(), ...messages.keys()])].map((source) => {
    const arrived = arrivals.get(source) ?? 0;
    const conversations = talked.get(source) ?? 0;
    const conversion = arrived > 0 ? { conversion: Math.min(1, conversations / arrived) } : {};
    const [said, handedOff] = [messages.get(source) ?? 0, handOffs.get(source) ?? 0];
    return { source, arrivals: arrived, conversations, messages: said, handOffs: handedOff, ...conversion };
  });
}

function agentsOf(counters: Readonly<Counters>): AgentReport[] {
  const [sessions, messages] = [countsBy(counters, 'agent-sessions'), countsBy(counters, 'agent-messages')];
  const [users, seconds] = [countsBy(counters, 'agent-users'), countsBy(counters, 'agent-seconds')];
  const [ratings, stars] = [countsBy(counters, 'agent-ratings'), countsBy(counters, 'agent-stars')];
  const names = [...new Set([...sessions.keys(), ...messages.keys(), ...ratings.keys()])].sort();
  return names.map((kfAccount) => {
    const served = sessions.get(kfAccount) ?? 0;
    const rated = ratings.get(kfAccount) ?? 0;
    return {
      kfAccount,
      sessions: served,
      messages: messages.get(kfAccount) ?? 0,
      users: users.get(kfAccount) ?? 0,
      ...(served > 0 && { averageSessionSeconds: Math.round((seconds.get(kfAccount) ?? 0) / served) }),
      ratings: rated,
      ...(rated > 0 && { satisfaction: (stars.get(kfAccount) ?? 0) / rated }),
    };
  });
}
