import { type Counters, count, hourOf, named, sliceOf } from './counters.ts';
import { countMilliseconds } from './durations.ts';

/** One line of a log, as CloudWatch hands it on. */
export interface LogEvent {
  /** Unique; the same in every delivery. */
  id: string;
  /** Epoch milliseconds. */
  timestamp: number;
  message: string;
}

/** Counters of one account and hour. */
export interface HourCounters {
  account: string;
  /** Start of the hour, epoch seconds. */
  hour: number;
  /** Which three minutes of the hour. Items of an hour would grow with every batch, and a write costs the whole item. */
  slice: number;
  counters: Counters;
}

/** Whose lines cannot be told. */
export const UNKNOWN_ACCOUNT = '@unknown';

/** Kinds that a user wrote or sent; all others are events. */
const MESSAGES: ReadonlySet<string> = new Set(
  'text image voice video short-video location link file mini-program-page sticker'.split(' '),
);
const ANSWERED = 'message.answered';
const ACCOUNT_NAME = /^[\w-]{1,64}$/;

/** Count the lines `message.answered`. Other events are passed over; a line that cannot be read is counted as such. */
export function countLines(events: readonly LogEvent[]): HourCounters[] {
  const hours = new Map<string, HourCounters>();
  for (const { timestamp, message } of events) {
    const line = readLine(message);
    if (line === 'other') continue;
    const account = accountIn(line);
    const known = countedIn(hours, account, timestamp / 1000);
    if (line === 'unreadable') count(known.counters, 'unreadable');
    else countLine(known.counters, line);
  }
  return [...hours.values()];
}

/** The counters of an account at a moment. */
export function countedIn(counted: Map<string, HourCounters>, account: string, at: number): HourCounters {
  const [hour, slice] = [hourOf(at), sliceOf(at)];
  const key = `${hour} ${slice} ${account}`;
  const known = counted.get(key) ?? { account, hour, slice, counters: {} };
  counted.set(key, known);
  return known;
}

type Line = Readonly<Record<string, unknown>>;

/** A line may be of another version: whatever it holds is counted as far as it can be. */
function readLine(message: string): Line | 'other' | 'unreadable' {
  if (!message.includes(ANSWERED)) return 'other';
  try {
    const line: unknown = JSON.parse(message);
    if (line === null || typeof line !== 'object' || Array.isArray(line)) return 'unreadable';
    const { event, kind } = line as Line;
    if (event !== ANSWERED) return 'other';
    return typeof kind === 'string' ? (line as Line) : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function accountIn(line: Line | 'unreadable'): string {
  const account = line === 'unreadable' ? undefined : line.account;
  return typeof account === 'string' && ACCOUNT_NAME.test(account) ? account : UNKNOWN_ACCOUNT;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function countLine(counters: Counters, line: Line): void {
  if (line.duplicate === true) {
    count(counters, 'duplicates');
    return;
  }
  const kind = textIn(line.kind) ?? 'unknown';
  const isMessage = MESSAGES.has(kind);
  count(counters, isMessage ? 'messages' : 'events');
  count(counters, named(isMessage ? 'kind' : 'event', kind));
  const [rule, mode, reply] = [textIn(line.rule), textIn(line.mode), textIn(line.reply)];
  if (mode !== undefined) count(counters, named('mode', mode));
  if (reply !== undefined) count(counters, named('reply', reply));
  if (rule !== undefined) count(counters, named('rule', rule));
  const solver = line.byDefault === true ? undefined : rule;
  if (isMessage && mode === 'bot') countAsked(counters, solver, reply);
  if (typeof line.ms === 'number') countMilliseconds(counters, 'answer-ms', line.ms);
}

/** A message to the robot was solved by a rule that was meant for it and did not hand it on, or was not. */
function countAsked(counters: Counters, rule: string | undefined, reply: string | undefined): void {
  count(counters, 'asked');
  if (reply === 'transfer') count(counters, 'transfers');
  if (rule === undefined) count(counters, 'unanswered');
  else if (reply !== 'transfer') count(counters, 'solved');
}
