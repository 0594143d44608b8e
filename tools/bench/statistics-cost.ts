import { createStatisticsStore } from '../../functions/adapters/aws/statistics-store.ts';
import type { LogEvent } from '../../functions/domain/statistics/log-lines.ts';
import { collectLines } from '../../functions/usecases/collect-statistics.ts';
import { seeded } from './matching-sample.ts';
import type { Row } from './row.ts';
import { statisticsTable } from './statistics-table.ts';

/** Dollars a million, as docs/cost.md has them. */
const WRITE_UNIT = 0.625;
const LAMBDA_CALL = 0.2;
/** 512 MB for the 15 ms that a delivery takes. */
const LAMBDA_TIME = 0.5 * 0.015 * 0.0000133334 * 1_000_000;
const MESSAGE_BILL = 2.88;

const MESSAGES = 100_000;
/** A million messages a week, on as many containers as answer them at once. */
const SECONDS_PER_MESSAGE = (7 * 86_400) / 1_000_000;
const STREAMS = 2;
const MONDAY = 1_800_230_400;
const KINDS = ['text', 'text', 'text', 'image', 'voice', 'subscribe', 'click'];
const REPLIES = ['text', 'text', 'transfer', 'outbox'];

/** What counting costs, of what the messages cost: by the lines that CloudWatch has in a delivery. */
export async function statisticsCostRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [lines, bar] of [
    [1, undefined],
    [5, 0.1],
    [20, 0.1],
  ] as const) {
    const { requests, units } = await collect(lines);
    const calls = MESSAGES / lines;
    const dollars = (calls * (LAMBDA_CALL + LAMBDA_TIME) + units * WRITE_UNIT) / MESSAGES;
    rows.push({
      name: `counting, part of the message bill, ${lines} lines a delivery`,
      value: dollars / MESSAGE_BILL,
      unit: 'x',
      ...(bar !== undefined && { bar }),
      note: `$${dollars.toFixed(2)} a million; ${((requests * 1000) / MESSAGES).toFixed(0)} writes, ${((units * 1000) / MESSAGES).toFixed(0)} units per 1,000 messages`,
    });
  }
  return rows;
}

async function collect(linesOfDelivery: number) {
  const table = statisticsTable();
  const statistics = createStatisticsStore({ client: table.client, table: 'kefu-statistics' });
  const random = seeded(23);
  for (let at = 0; at < MESSAGES; at += linesOfDelivery) {
    const events = Array.from({ length: linesOfDelivery }, (_, more) => aLine(random, at + more));
    await collectLines({ statistics }, `stream-${(at / linesOfDelivery) % STREAMS}`, events);
  }
  return table.written;
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

function aLine(random: () => number, at: number): LogEvent {
  const line = {
    event: 'message.answered',
    account: 'bench',
    kind: pick(random, KINDS),
    rule: `rule-${Math.floor(50 * random() ** 3)}`,
    mode: random() < 0.9 ? 'bot' : 'waiting',
    reply: pick(random, REPLIES),
    duplicate: random() < 0.01,
    ms: 8 + Math.floor(40 * random() ** 4),
  };
  return { id: `${at}`, timestamp: (MONDAY + at * SECONDS_PER_MESSAGE) * 1000, message: JSON.stringify(line) };
}
