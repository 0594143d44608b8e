import type { ChatRecord } from '../kf-account.ts';
import { UNKNOWN_AGENT } from './conversation-changes.ts';
import { type Counters, count, hourOf, named } from './counters.ts';
import { countDuration } from './durations.ts';

/** A user who is silent for so long begins anew: WeChat ends a session then. */
const PAUSE_SECONDS = 30 * 60;

/** What agents wrote in a day, by hour: messages and users of each, and how long users waited for the first answer. */
export function countRecords(records: Iterable<ChatRecord>): Map<number, Counters> {
  const hours = new Map<number, Counters>();
  const users = new Map<string, ChatRecord[]>();
  for (const record of records) {
    const known = users.get(record.openId);
    if (known) known.push(record);
    else users.set(record.openId, [record]);
  }
  for (const ofUser of users.values()) {
    countAgents(hours, ofUser);
    countFirstResponses(
      hours,
      ofUser.sort((a, b) => a.at - b.at),
    );
  }
  return hours;
}

function countersOf(hours: Map<number, Counters>, at: number): Counters {
  const hour = hourOf(at);
  const counters = hours.get(hour) ?? {};
  hours.set(hour, counters);
  return counters;
}

function countAgents(hours: Map<number, Counters>, records: readonly ChatRecord[]): void {
  const seen = new Set<string>();
  for (const { direction, kfAccount, at } of records) {
    if (direction !== 'from-agent') continue;
    const agent = kfAccount || UNKNOWN_AGENT;
    count(countersOf(hours, at), named('agent-messages', agent));
    if (!seen.has(agent)) count(countersOf(hours, at), named('agent-users', agent));
    seen.add(agent);
  }
}

/** From the first thing a user writes until an agent writes; once in each stretch of talk. */
function countFirstResponses(hours: Map<number, Counters>, records: readonly ChatRecord[]): void {
  let [askedAt, lastAt, isAnswered] = [Number.NaN, Number.NEGATIVE_INFINITY, false];
  for (const { direction, at } of records) {
    if (direction === 'other') continue;
    if (at - lastAt > PAUSE_SECONDS) [askedAt, isAnswered] = [Number.NaN, false];
    lastAt = at;
    if (direction === 'from-user' && Number.isNaN(askedAt)) askedAt = at;
    if (direction !== 'from-agent' || isAnswered) continue;
    isAnswered = true;
    if (!Number.isNaN(askedAt)) countDuration(countersOf(hours, askedAt), 'first-response', at - askedAt);
  }
}
