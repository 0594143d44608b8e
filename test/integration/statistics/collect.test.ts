import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStatisticsStore } from '../../../functions/adapters/aws/statistics-store.ts';
import { addAll, type Counters } from '../../../functions/domain/statistics/counters.ts';
import {
  type CountingDeps,
  countLog,
  countStream,
  importYesterday,
} from '../../../functions/handlers/deps/counting.ts';
import { reportStatistics } from '../../../functions/usecases/report-statistics.ts';
import { memoryLogger } from '../../support/callback.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

const AT = 1_800_000_000;
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

let accounts = 0;
const nextAccount = () => `account-${++accounts}`;
const store = () => createStatisticsStore({ client: engine.client, table: 'kefu-statistics' });

function someDeps(parts: Partial<CountingDeps> = {}): CountingDeps {
  return {
    statistics: store(),
    records: { page: async () => ({ records: [] }) },
    accounts: { list: async () => [] },
    published: { current: async () => undefined },
    surveys: { ask: async () => false },
    logger: memoryLogger(),
    clock: () => AT * 1000,
    ...parts,
  };
}

async function countersOf(account: string): Promise<Counters> {
  const sum: Counters = {};
  for (const { counters } of await store().hours(account, AT - 86_400, AT + 86_400)) addAll(sum, counters);
  return sum;
}

let ids = 0;
const lines = (account: string, count: number, logStream: string, parts: object = {}) => {
  const logEvents = Array.from({ length: count }, (_, at) => ({
    id: `${++ids}`,
    timestamp: (AT + at) * 1000,
    message: JSON.stringify({ level: 'info', event: 'message.answered', account, kind: 'text', mode: 'bot', ...parts }),
  }));
  const data = {
    messageType: 'DATA_MESSAGE',
    owner: '1',
    logGroup: 'g',
    logStream,
    subscriptionFilters: [],
    logEvents,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
};

describe('a delivery of the log', () => {
  it('is counted once, however often it comes', async () => {
    const account = nextAccount();
    const [first, second] = [lines(account, 30, 'a', { rule: 'hello' }), lines(account, 12, 'b')];
    for (const event of [second, first, first, second]) await countLog(someDeps(), event);
    expect(await countersOf(account)).toMatchObject({ messages: 42, 'rule:hello': 30, unanswered: 12 });
  });

  it('is counted once though the same batch is worked on twice at once', async () => {
    const account = nextAccount();
    const event = lines(account, 50, 'a');
    await Promise.all([countLog(someDeps(), event), countLog(someDeps(), event)]);
    expect((await countersOf(account)).messages).toBe(50);
  });

  it('is counted once though the first attempt died half-way through', async () => {
    const account = nextAccount();
    const event = lines(account, 4000, 'a');
    let writes = 0;
    const statistics = store();
    const dying = {
      ...statistics,
      add: async (...args: Parameters<typeof statistics.add>) => {
        if (++writes > 1) throw new Error('the process died');
        return statistics.add(...args);
      },
    };
    await expect(countLog(someDeps({ statistics: dying }), event)).rejects.toThrow('died');
    await countLog(someDeps(), event);
    expect((await countersOf(account)).messages).toBe(4000);
  });

  it('counts hundreds of rules', async () => {
    const account = nextAccount();
    const events = Array.from({ length: 400 }, (_, at) => lines(account, 1, 'a', { rule: `rule ${at}, 中文` }));
    const messages = events.flatMap((_, at) => ({
      id: `many-${at}`,
      timestamp: AT * 1000,
      message: JSON.stringify({ event: 'message.answered', account, kind: 'text', rule: `rule ${at}, 中文` }),
    }));
    const data = { messageType: 'DATA_MESSAGE', logStream: 'a', logEvents: messages };
    await countLog(someDeps(), { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } });
    const rules = Object.keys(await countersOf(account)).filter((name) => name.startsWith('rule:'));
    expect(rules).toHaveLength(400);
  });

  it('of other versions of the callback is counted as far as it can be, and the rest is said', async () => {
    const account = nextAccount();
    const [known, older, newer] = [
      { event: 'message.answered', account, kind: 'text', mode: 'bot', rule: 'hello' },
      { event: 'message.answered', account, kind: 'text' },
      {
        event: 'message.answered',
        v: 9,
        account,
        kind: 'hologram',
        mode: 'dreaming',
        rule: { id: 'hello' },
        ms: '5 ms',
      },
    ];
    const broken = { event: 'message.answered', account, type: 'text' };
    const logEvents = [known, older, newer, broken].map((line, at) => ({
      id: `version-${at}`,
      timestamp: AT * 1000,
      message: JSON.stringify(line),
    }));
    const data = { messageType: 'DATA_MESSAGE', logStream: 'a', logEvents };
    await countLog(someDeps(), { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } });
    expect(await countersOf(account)).toMatchObject({ messages: 2, events: 1, 'event:hologram': 1, 'rule:hello': 1 });
    const rules = { items: async () => [] };
    const question = { from: AT - 3600, to: AT + 3600, unit: 'day', timeZone: 'Asia/Shanghai' } as const;
    const { totals } = await reportStatistics({ statistics: store(), rules }, account, question);
    expect(totals.unreadable).toBe(1);
  });

  it.each([
    ['', 'nothing'],
    ['AAAA', 'no gzip'],
  ])('%j is said and passed over: %s', async (data) => {
    const logger = memoryLogger();
    await countLog(someDeps({ logger }), { awslogs: { data } });
    expect(JSON.stringify(logger)).toContain('statistics.unreadable');
  });
});

describe('a batch of the stream of conversations', () => {
  const waiting = (account: string, key: string) => ({
    eventID: `event-${key}`,
    dynamodb: {
      ApproximateCreationDateTime: AT,
      SequenceNumber: key,
      Keys: { account: { S: account }, openId: { S: `o${key}` } },
      OldImage: { k0: { B: 'AA' } },
      NewImage: {
        k0: { B: 'AA' },
        state: { S: 'x' },
        source: { S: 'poster' },
        windowMessage: { M: { at: { N: `${AT}` }, sent: { N: '0' } } },
        question: { M: { text: { S: '能开专票吗' }, key: { S: key }, at: { N: `${AT}` } } },
      },
    },
  });

  it('is counted once, and never what is to come again', async () => {
    const account = nextAccount();
    const event = { Records: ['1', '2', '3'].map((key) => waiting(account, key)) } as never;
    const partly = { batchItemFailures: [{ itemIdentifier: '3' }] };
    expect(await countStream(someDeps(), event, partly)).toEqual(partly);
    await countStream(someDeps(), event, partly);
    expect(await countersOf(account)).toEqual({
      'arrival:poster': 2,
      'channel:message': 2,
      'talked-from:poster': 2,
    });
  });

  it('comes again as a whole when it could not be counted', async () => {
    const statistics = { ...store(), add: () => Promise.reject(new Error('throttled')) };
    const event = { Records: ['7', '8'].map((key) => waiting(nextAccount(), key)) } as never;
    const answer = await countStream(someDeps({ statistics }), event, { batchItemFailures: [] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  });
});

describe('questions nobody answered', () => {
  it('are kept once and read newest first', async () => {
    const account = nextAccount();
    const statistics = store();
    for (const at of [AT, AT + 5, AT])
      await statistics.keepText({ account, openId: 'o', text: `q${at - AT}`, at, key: `${at}` });
    expect(await statistics.texts(account, AT, AT + 6, 10)).toEqual([
      { text: 'q5', at: AT + 5 },
      { text: 'q0', at: AT },
    ]);
  });
});

describe('the chat records of yesterday', () => {
  const threeInChina = AT - ((AT + 8 * 3600) % 86_400) + 2 * 3600;
  const listed = (account: string, kind: string) => ({ account, credentials: { kind } }) as never;

  it('are counted once, though they are fetched twice', async () => {
    const account = nextAccount();
    const from = threeInChina - 10 * 3600;
    const record = {
      openId: 'u',
      kfAccount: 'kf1@x',
      at: from,
      direction: 'from-agent' as const,
      opercode: 2002,
      text: '',
    };
    const deps = someDeps({
      accounts: { list: async () => [listed(account, 'service'), listed('mini', 'mini-program')] },
      records: { page: async (_, query) => ({ records: query.from <= from && from < query.to ? [record] : [] }) },
      clock: () => threeInChina * 1000,
    });
    await importYesterday(deps);
    await importYesterday(deps);
    expect((await countersOf(account))['agent-messages:kf1@x']).toBe(1);
  });

  it('of one account do not stop those of another', async () => {
    const logger = memoryLogger();
    const asked: string[] = [];
    await importYesterday(
      someDeps({
        logger,
        accounts: { list: async () => [listed('broken', 'service'), listed('sound', 'service')] },
        records: {
          page: async (account) => {
            asked.push(account);
            if (account === 'broken') throw new Error('48001');
            return { records: [] };
          },
        },
        clock: () => threeInChina * 1000,
      }),
    );
    expect(asked).toContain('sound');
    expect(JSON.stringify(logger)).toContain('statistics.import-failed');
  });
});
