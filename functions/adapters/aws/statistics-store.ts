import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { nameMark } from '../../domain/mark.ts';
import type { Counters } from '../../domain/statistics/counters.ts';
import type { HourCounters } from '../../domain/statistics/log-lines.ts';
import type { CountedHour } from '../../domain/statistics/report.ts';
import type { StatisticsStore } from '../../ports/statistics-store.ts';
import type { TableDeps } from './batches.ts';

/*
 * Items of `kefu-statistics`:
 *
 *   account, id = hour#2026112012#<mark of the origin and of the three minutes>    hour in UTC
 *     n:<counter>        a number each
 *     batches            marks of the batches that are in it
 *     expiresAt
 *   account, id = text#<epoch seconds>#<mark>             openId, text, at, expiresAt
 */
const COUNTER = 'n:';
const DAY_SECONDS = 86_400;
const HOURS_KEPT_SECONDS = 800 * DAY_SECONDS;
const TEXTS_KEPT_SECONDS = 90 * DAY_SECONDS;
/** An expression may have 4 kB. */
const COUNTERS_PER_UPDATE = 150;
/** Later than any origin in the order of ids. */
const LAST = '~';

/** Counters in `kefu-statistics`. */
export function createStatisticsStore(deps: TableDeps): StatisticsStore {
  return {
    add: async (counted, origin, batch) => {
      for (const [part, counters] of partsOf(counted.counters).entries()) {
        await addPart(deps, { ...counted, counters }, origin, part === 0 ? batch : `${batch}.${part}`);
      }
    },
    replace: (account, hour, origin, counters) => put(deps, hourItem(account, hour, origin, counters)),
    hours: (account, from, to) => readHours(deps, account, from, to),
    keepText: ({ account, openId, text, at, key }) =>
      put(deps, {
        account: { S: account },
        id: { S: `text#${timeText(at)}#${nameMark(key)}` },
        openId: { S: openId },
        text: { S: text },
        at: { N: `${at}` },
        expiresAt: { N: `${at + TEXTS_KEPT_SECONDS}` },
      }),
    texts: (account, from, to, limit) => readTexts(deps, account, { from, to, limit }),
  };
}

const hourText = (hour: number): string => new Date(hour * 1000).toISOString().replace(/\D/g, '').slice(0, 10);
const timeText = (at: number): string => `${at}`.padStart(10, '0');
const hourId = (hour: number, origin: string): string => `hour#${hourText(hour)}#${nameMark(origin)}`;

/** In one order, so that a batch that comes again is cut into the same parts. */
function partsOf(counters: Counters): Counters[] {
  const entries = Object.entries(counters).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts: Counters[] = [];
  for (let at = 0; at < entries.length; at += COUNTERS_PER_UPDATE) {
    parts.push(Object.fromEntries(entries.slice(at, at + COUNTERS_PER_UPDATE)));
  }
  return parts;
}

async function addPart(
  { client, table }: TableDeps,
  { account, hour, slice, counters }: HourCounters,
  origin: string,
  batch: string,
): Promise<void> {
  const entries = Object.entries(counters);
  const names = Object.fromEntries(entries.map(([name], at) => [`#${at}`, COUNTER + name]));
  const values = Object.fromEntries(entries.map(([, times], at) => [`:${at}`, { N: `${times}` }]));
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { account: { S: account }, id: { S: hourId(hour, `${origin}#${slice}`) } },
        UpdateExpression: `SET expiresAt=:expires ADD batches :batches,${entries.map((_, at) => `#${at} :${at}`).join()}`,
        ConditionExpression: 'attribute_not_exists(batches) OR NOT contains(batches,:batch)',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ...values,
          ':expires': { N: `${hour + HOURS_KEPT_SECONDS}` },
          ':batch': { S: batch },
          ':batches': { SS: [batch] },
        },
      }),
    );
  } catch (error) {
    // The batch was counted before.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

type Item = Record<string, AttributeValue>;

function hourItem(account: string, hour: number, origin: string, counters: Counters): Item {
  return {
    account: { S: account },
    id: { S: hourId(hour, origin) },
    expiresAt: { N: `${hour + HOURS_KEPT_SECONDS}` },
    ...Object.fromEntries(Object.entries(counters).map(([name, times]) => [COUNTER + name, { N: `${times}` }])),
  };
}

async function put({ client, table }: TableDeps, item: Item): Promise<void> {
  await client.send(new PutItemCommand({ TableName: table, Item: item }));
}

interface Range {
  from: string;
  to: string;
  newestFirst?: boolean;
  limit?: number;
}

async function* query({ client, table }: TableDeps, account: string, range: Range): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'account=:account AND id BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':account': { S: account }, ':from': { S: range.from }, ':to': { S: range.to } },
        ScanIndexForward: !range.newestFirst,
        ...(range.limit !== undefined && { Limit: range.limit }),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield* Items;
    start = LastEvaluatedKey;
  } while (start);
}

async function readHours(deps: TableDeps, account: string, from: number, to: number): Promise<CountedHour[]> {
  const hours: CountedHour[] = [];
  const range = { from: `hour#${hourText(from)}`, to: `hour#${hourText(to - 1)}#${LAST}` };
  for await (const item of query(deps, account, range)) hours.push(countedHour(item));
  return hours;
}

const HOUR = /^hour#(\d{4})(\d\d)(\d\d)(\d\d)#/;

function countedHour(item: Item): CountedHour {
  const [, year, month, day, hour] = (HOUR.exec(item.id?.S ?? '') ?? []).map(Number);
  const counters: Counters = {};
  for (const [name, value] of Object.entries(item)) {
    if (name.startsWith(COUNTER)) counters[name.slice(COUNTER.length)] = Number(value.N ?? 0);
  }
  return { hour: Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour) / 1000, counters };
}

async function readTexts(
  deps: TableDeps,
  account: string,
  { from, to, limit }: { from: number; to: number; limit: number },
): Promise<{ text: string; at: number }[]> {
  const texts: { text: string; at: number }[] = [];
  const range = { from: `text#${timeText(from)}`, to: `text#${timeText(to - 1)}#${LAST}`, newestFirst: true, limit };
  for await (const item of query(deps, account, range)) {
    texts.push({ text: item.text?.S ?? '', at: Number(item.at?.N ?? 0) });
    if (texts.length >= limit) break;
  }
  return texts;
}
