import { hash } from 'node:crypto';
import { countRecords } from '../domain/statistics/chat-records.ts';
import { type ConversationChange, countChanges, unansweredIn } from '../domain/statistics/conversation-changes.ts';
import { countLines, type LogEvent } from '../domain/statistics/log-lines.ts';
import type { ChatRecordApi } from '../ports/chat-record-api.ts';
import type { StatisticsStore } from '../ports/statistics-store.ts';
import { listChatRecords } from './list-chat-records.ts';

/** Where chat records are counted: worked out whole for a day, so a second run replaces the first. */
const RECORDS = 'chat-records';
const CONVERSATIONS = 'conversations';

/** Eight characters that stand for what a batch holds: an item remembers all its batches. */
const batchMark = (ids: readonly string[]): string => hash('sha1', [...ids].sort().join('\n'), 'base64url').slice(0, 8);

/** Count the log lines of one delivery, once however often it comes. */
export async function collectLines(
  { statistics }: { statistics: StatisticsStore },
  logStream: string,
  events: readonly LogEvent[],
): Promise<void> {
  const batch = batchMark(events.map(({ id }) => id));
  for (const counted of countLines(events)) await statistics.add(counted, logStream, batch);
}

/** Count what a batch of writes to conversations says, and keep the questions nobody answered. */
export async function collectChanges(
  { statistics }: { statistics: StatisticsStore },
  eventIds: readonly string[],
  changes: readonly ConversationChange[],
): Promise<void> {
  for (const text of unansweredIn(changes)) await statistics.keepText(text);
  const batch = batchMark(eventIds);
  for (const counted of countChanges(changes)) await statistics.add(counted, CONVERSATIONS, batch);
}

/** Count what agents wrote from `from` to `to` (epoch seconds, a whole day in China). */
export async function importChatRecords(
  { statistics, records }: { statistics: StatisticsStore; records: ChatRecordApi },
  account: string,
  from: number,
  to: number,
): Promise<{ records: number }> {
  const all = [];
  for await (const record of listChatRecords(records, account, from, to)) all.push(record);
  for (const [hour, counters] of countRecords(all)) await statistics.replace(account, hour, RECORDS, counters);
  return { records: all.length };
}
