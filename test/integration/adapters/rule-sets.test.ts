import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRuleSetStore } from '../../../functions/adapters/aws/rule-set-store.ts';
import { createRuleSets, RuleSetUnavailableError } from '../../../functions/adapters/aws/rule-sets.ts';
import type { Deadline } from '../../../functions/ports/deadline.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, aSnapshot } from '../../support/rules.ts';

const TABLE = 'kefu-rule-sets';
const VERSION = { publishedAt: 1_700_000_000, rules: 1, faults: 0 };

/** A deadline that ends when told to. */
function aDeadline(): Deadline & { end(): void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onOver: (run) => (controller.signal.aborted ? run() : controller.signal.addEventListener('abort', run)),
    leftMs: () => (controller.signal.aborted ? 0 : 3_000),
    end: () => controller.abort(),
  };
}

/** A client that counts requests, and holds or refuses them when told to. */
function aGate(client: DynamoDBClient) {
  const gate = { requests: [] as string[], refuse: false, hold: undefined as Promise<void> | undefined };
  const send = async (command: { constructor: { name: string } }, ...rest: unknown[]) => {
    gate.requests.push(command.constructor.name);
    if (gate.hold) await gate.hold;
    if (gate.refuse) throw new Error('refused');
    return Reflect.apply(client.send, client, [command, ...rest]);
  };
  const gated = new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
  return { gate, gated };
}

describe('rule sets', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  function world() {
    const account = `account-${randomUUID()}`;
    const store = createRuleSetStore({ client: engine.client, table: TABLE });
    const { gate, gated } = aGate(engine.client);
    const time = { ms: 0 };
    const logged: string[] = [];
    const log = (event: string) => void logged.push(event);
    const ruleSets = createRuleSets({
      client: gated,
      table: TABLE,
      credentials: { read: async () => undefined },
      logger: { info: log, warn: log, error: log },
      nowMs: () => time.ms,
    });
    const publish = async (...ids: string[]) => {
      const { number } = await store.draw(account);
      const rules = ids.map((id) => aRule({ id }));
      const live = await store.write(aSnapshot({ account, number, rules }), VERSION);
      await store.point(account, { number, live, newest: live, itemsDigest: `${number}` });
      return live;
    };
    const current = async (deadline: Deadline = aDeadline()) =>
      (await ruleSets.current(account, deadline)).rules.map(({ id }) => id);
    return { account, store, gate, time, logged, ruleSets, publish, current };
  }

  it('answers from the defaults before anything is published', async () => {
    const { ruleSets, account } = world();
    const set = await ruleSets.current(account, aDeadline());
    expect(set).toMatchObject({ number: 0, rules: [], settings: { unanswered: { kind: 'hand-off' } } });
  });

  it('reads the pointer and the snapshot once for messages that come together', async () => {
    const { publish, current, gate } = world();
    await publish('a');
    expect(await Promise.all([current(), current(), current()])).toEqual([['a'], ['a'], ['a']]);
    expect(gate.requests).toEqual(['GetItemCommand', 'BatchGetItemCommand']);
  });

  it('reads nothing for two seconds, then the pointer only, while nothing moved', async () => {
    const { publish, current, gate, time } = world();
    await publish('a');
    await current();
    gate.requests.length = 0;
    time.ms = 1_999;
    await current();
    expect(gate.requests).toEqual([]);
    time.ms = 2_000;
    await current();
    expect(gate.requests).toEqual(['GetItemCommand']);
  });

  it('answers the first message after the pointer moved from the new snapshot', async () => {
    const { publish, current, time } = world();
    await publish('a');
    await current();
    await publish('b');
    time.ms = 2_000;
    expect(await current()).toEqual(['b']);
  });

  it('answers from the old set when the new one does not load in time, and from the new one once it has', async () => {
    const { publish, current, time, gate } = world();
    await publish('a');
    await current();
    await publish('b');
    time.ms = 2_000;
    let release = () => {};
    gate.hold = new Promise((resolve) => {
      release = resolve;
    });
    const deadline = aDeadline();
    const late = current(deadline);
    deadline.end();
    expect(await late).toEqual(['a']);
    expect(await current()).toEqual(['a']);
    release();
    gate.hold = undefined;
    await expect.poll(() => current()).toEqual(['b']);
  });

  it('throws when there is no set to answer from in time', async () => {
    const { current, gate, publish } = world();
    await publish('a');
    gate.hold = new Promise(() => {});
    const deadline = aDeadline();
    const answer = current(deadline);
    deadline.end();
    await expect(answer).rejects.toThrow(RuleSetUnavailableError);
  });

  it('keeps answering from memory when DynamoDB refuses, and says so in the log', async () => {
    const { publish, current, gate, time, logged } = world();
    await publish('a');
    await current();
    gate.refuse = true;
    time.ms = 2_000;
    expect(await current()).toEqual(['a']);
    expect(logged).toEqual(['rules.load-failed']);
    expect(await current()).toEqual(['a']);
    expect(gate.requests).toHaveLength(3);
  });

  it('does not load anything for a pointer that moved and names the same snapshot', async () => {
    const { publish, current, gate, time, store, account } = world();
    const live = await publish('a');
    await current();
    const { number } = await store.draw(account);
    await store.point(account, { number, live, itemsDigest: 'same' });
    gate.requests.length = 0;
    time.ms = 2_000;
    await current();
    expect(gate.requests).toEqual(['GetItemCommand']);
  });

  it('keeps the old set when the pointer names a snapshot that is not there', async () => {
    const { publish, current, time, store, account } = world();
    await publish('a');
    await current();
    const lost = { number: 99, parts: 1 };
    await store.point(account, { number: 99, live: lost, newest: lost, itemsDigest: 'x' });
    time.ms = 2_000;
    expect(await current()).toEqual(['a']);
  });

  it('gives the set of a number for a repeat, from memory where it was just replaced', async () => {
    const { publish, current, gate, time, ruleSets, account } = world();
    const old = await publish('a');
    await current();
    await publish('b');
    time.ms = 2_000;
    await current();
    gate.requests.length = 0;
    expect((await ruleSets.numbered(account, old.number, aDeadline()))?.rules[0]?.id).toBe('a');
    expect(gate.requests).toEqual([]);
  });

  it('loads the set of a number that it never had, and knows none that is pruned', async () => {
    const { publish, current, ruleSets, account } = world();
    const old = await publish('a');
    await publish('b');
    await current();
    expect((await ruleSets.numbered(account, old.number, aDeadline()))?.rules[0]?.id).toBe('a');
    expect(await ruleSets.numbered(account, 77, aDeadline())).toBeUndefined();
  });
});
