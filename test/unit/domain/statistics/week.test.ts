import { describe, expect, it } from 'vitest';
import { addAll, type Counters } from '../../../../functions/domain/statistics/counters.ts';
import { countLines, type LogEvent } from '../../../../functions/domain/statistics/log-lines.ts';
import { reportOf } from '../../../../functions/domain/statistics/report.ts';
import { seeded } from '../../../../tools/bench/matching-sample.ts';

const MESSAGES = 1_000_000;
const BATCH = 2_000;
const STREAMS = 4;
const MONDAY = 1_800_230_400;
const WEEK_SECONDS = 7 * 86_400;
const KINDS = ['text', 'image', 'voice', 'click', 'subscribe'];
const REPLIES = ['text', 'transfer', 'outbox', 'success'];
const MODES = ['bot', 'waiting', 'human'];
const RULES = Array.from({ length: 50 }, (_, at) => `rule-${at}`);

/** Items as the table keeps them: counters by hour and stream, and the batches that are in each. */
function aTable() {
  const items = new Map<string, { hour: number; counters: Counters; batches: Set<string> }>();
  return {
    items,
    add(stream: number, batch: string, events: readonly LogEvent[]) {
      for (const { account, hour, counters } of countLines(events)) {
        const key = `${account} ${hour} ${stream}`;
        const item = items.get(key) ?? { hour, counters: {}, batches: new Set<string>() };
        items.set(key, item);
        if (item.batches.has(batch)) continue;
        item.batches.add(batch);
        addAll(item.counters, counters);
      }
    },
  };
}

describe('a week of a million messages', () => {
  it('is counted exactly, though batches come twice and out of order', () => {
    const random = seeded(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const hand = { messages: 0, events: 0, solved: 0, unanswered: 0, duplicates: 0, text: 0, first: 0 };
    const days = new Map<string, number>();
    const batches: { stream: number; id: string; events: LogEvent[] }[] = [];
    for (let start = 0; start < MESSAGES; start += BATCH) {
      const events = Array.from({ length: BATCH }, (_, at): LogEvent => {
        const [kind, rule, mode, reply] = [
          pick(KINDS),
          random() < 0.7 ? pick(RULES) : undefined,
          pick(MODES),
          pick(REPLIES),
        ];
        const duplicate = random() < 0.02;
        const second = MONDAY + Math.floor(random() * WEEK_SECONDS);
        const isMessage = kind === 'text' || kind === 'image' || kind === 'voice';
        if (duplicate) hand.duplicates++;
        else {
          if (isMessage) hand.messages++;
          else hand.events++;
          if (kind === 'text') hand.text++;
          if (rule === 'rule-0') hand.first++;
          if (isMessage && mode === 'bot' && rule === undefined) hand.unanswered++;
          if (isMessage && mode === 'bot' && rule !== undefined && reply !== 'transfer') hand.solved++;
          const day = new Date((second + 8 * 3600) * 1000).toISOString().slice(0, 10);
          if (isMessage) days.set(day, (days.get(day) ?? 0) + 1);
        }
        const line = {
          level: 'info',
          event: 'message.answered',
          account: 'main',
          kind,
          rule,
          mode,
          reply,
          duplicate,
          ms: 12,
        };
        return { id: `${start + at}`, timestamp: second * 1000, message: JSON.stringify(line) };
      });
      batches.push({ stream: (start / BATCH) % STREAMS, id: `${start}`, events });
    }
    const table = aTable();
    for (const batch of [...batches].reverse()) table.add(batch.stream, batch.id, batch.events);
    for (const batch of batches.filter((_, at) => at % 3 === 0)) table.add(batch.stream, batch.id, batch.events);
    const report = reportOf([...table.items.values()], {
      unit: 'day',
      timeZone: 'Asia/Shanghai',
      ruleIds: [...RULES, 'never'],
    });
    const { messages, events, solved, unanswered, duplicates } = report.totals;
    expect({ messages, events, solved, unanswered, duplicates }).toEqual({
      messages: hand.messages,
      events: hand.events,
      solved: hand.solved,
      unanswered: hand.unanswered,
      duplicates: hand.duplicates,
    });
    expect(report.kinds.find(({ label }) => label === 'text')?.count).toBe(hand.text);
    expect(report.rules.find(({ label }) => label === 'rule-0')?.count).toBe(hand.first);
    expect(report.neverHit).toEqual(['never']);
    expect(report.periods.map(({ period, messages: counted }) => [period, counted])).toEqual([...days].sort());
  }, 60_000);
});
