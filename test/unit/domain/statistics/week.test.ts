import { describe, expect, it } from 'vitest';
import { createStatisticsStore } from '../../../../functions/adapters/aws/statistics-store.ts';
import type { LogEvent } from '../../../../functions/domain/statistics/log-lines.ts';
import type { Report } from '../../../../functions/domain/statistics/report.ts';
import { collectLines } from '../../../../functions/usecases/collect-statistics.ts';
import { reportStatistics } from '../../../../functions/usecases/report-statistics.ts';
import { seeded } from '../../../../tools/bench/matching-sample.ts';
import { statisticsTable } from '../../../../tools/bench/statistics-table.ts';

const MESSAGES = 1_000_000;
const STREAMS = 6;
/** Midnight of a Monday in China, so that the week is seven of its days. */
const MONDAY = 1_800_201_600;
const WEEK_SECONDS = 7 * 86_400;
const TIME_ZONE = 'Asia/Shanghai';
const KINDS = ['text', 'image', 'voice', 'click', 'subscribe'];
const REPLIES = ['text', 'transfer', 'outbox', 'success'];
const MODES = ['bot', 'waiting', 'human'];
const RULES = Array.from({ length: 50 }, (_, at) => `rule-${at}`);
/** Lines of a delivery at most. */
const MOST_LINES = 60;

/** What somebody counts who looks at every message. */
interface ByHand {
  totals: Pick<
    Report['totals'],
    'messages' | 'events' | 'duplicates' | 'asked' | 'solved' | 'unanswered' | 'unreadable'
  >;
  kinds: Record<string, number>;
  rules: Record<string, number>;
  days: Record<string, number>;
}

const add = (counts: Record<string, number>, label: string): void => {
  counts[label] = (counts[label] ?? 0) + 1;
};

/** A week of lines in the order of time, and what is in them. */
function aWeek(random: () => number) {
  const totals = { messages: 0, events: 0, duplicates: 0, asked: 0, solved: 0, unanswered: 0, unreadable: 0 };
  const hand: ByHand = { totals, kinds: {}, rules: {}, days: {} };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const lineAt = (at: number): LogEvent => {
    const second = MONDAY + Math.floor((at * WEEK_SECONDS) / MESSAGES);
    const event = (line: object) => ({ id: `${at}`, timestamp: second * 1000, message: JSON.stringify(line) });
    if (random() < 0.001) {
      totals.unreadable++;
      return event({ event: 'message.answered', account: 'main', kind: 7 });
    }
    const [kind, mode, reply] = [pick(KINDS), pick(MODES), pick(REPLIES)];
    const rule = random() < 0.7 ? pick(RULES) : undefined;
    const byDefault = rule === 'rule-49' ? true : undefined;
    const duplicate = random() < 0.02;
    const isMessage = kind === 'text' || kind === 'image' || kind === 'voice';
    if (duplicate) totals.duplicates++;
    else {
      totals[isMessage ? 'messages' : 'events']++;
      if (isMessage) add(hand.kinds, kind);
      if (rule !== undefined) add(hand.rules, rule);
      if (isMessage) add(hand.days, new Date((second + 8 * 3600) * 1000).toISOString().slice(0, 10));
      if (isMessage && mode === 'bot') {
        totals.asked++;
        if (rule === undefined || byDefault) totals.unanswered++;
        else if (reply !== 'transfer') totals.solved++;
      }
    }
    return event({
      level: 'info',
      event: 'message.answered',
      account: 'main',
      kind,
      rule,
      mode,
      reply,
      byDefault,
      duplicate,
      ms: 12,
    });
  };
  return { hand, lineAt };
}

const labelled = (counts: { label: string; count: number }[]): Record<string, number> =>
  Object.fromEntries(counts.map(({ label, count }) => [label, count]));

describe('a week of a million messages', () => {
  it('is counted exactly, though deliveries come twice and late', { timeout: 120_000 }, async () => {
    const random = seeded(7);
    const { hand, lineAt } = aWeek(random);
    const { client } = statisticsTable();
    const statistics = createStatisticsStore({ client, table: 'kefu-statistics' });
    const late: [string, LogEvent[]][] = [];
    for (let at = 0; at < MESSAGES; ) {
      const length = Math.min(MESSAGES - at, 1 + Math.floor(random() * MOST_LINES));
      const events = Array.from({ length }, (_, more) => lineAt(at + more));
      const stream = `stream-${Math.floor(random() * STREAMS)}`;
      at += length;
      if (random() < 0.1) late.push([stream, events]);
      else await collectLines({ statistics }, stream, events);
      if (random() < 0.05) late.push([stream, events]);
    }
    // What came late comes in any order, and some of it was there before.
    for (const [stream, events] of late.reverse()) await collectLines({ statistics }, stream, events);
    const rules = { items: async () => [...RULES, 'never'].map((id) => ({ item: { id } })) } as never;
    const question = { from: MONDAY, to: MONDAY + WEEK_SECONDS, unit: 'day', timeZone: TIME_ZONE } as const;
    const report = await reportStatistics({ statistics, rules }, 'main', question);
    expect(report.totals).toMatchObject(hand.totals);
    expect(labelled(report.kinds)).toEqual(hand.kinds);
    expect(labelled(report.rules)).toEqual(hand.rules);
    expect(report.neverHit).toEqual(['never']);
    expect(Object.fromEntries(report.periods.map(({ period, messages }) => [period, messages]))).toEqual(hand.days);
  });
});
