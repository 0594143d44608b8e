import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConversationStore } from '../../../functions/adapters/aws/conversation-store.ts';
import type { Rule } from '../../../functions/domain/rules/rule.ts';
import type { ConversationStore } from '../../../functions/ports/conversation-store.ts';
import { type Handled, handleMessage } from '../../../functions/usecases/handle-message.ts';
import { memoryAgents, memoryRuleSets } from '../../support/callback.ts';
import { storedConversation, UNHURRIED } from '../../support/conversations.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import {
  aKfCloseSessionEvent,
  aKfCreateSessionEvent,
  aKfSwitchSessionEvent,
  aTextMessage,
} from '../../support/messages.ts';
import { NOW } from '../../support/push.ts';
import { aRule } from '../../support/rules.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

let users = 0;
const nextUser = () => `o${++users}`;
const store = () => createConversationStore({ client: engine.client, table: 'kefu-conversations' });

/** Where the process of a delivery dies. */
const DEATHS = ['record-before', 'record-after', 'apply-before', 'apply-after', 'never'] as const;
type Death = (typeof DEATHS)[number];

function dying(death: Death): ConversationStore {
  const alive = store();
  const step =
    <Args extends unknown[], Result>(name: string, work: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      if (death === `${name}-before`) throw new Error('the process died');
      const result = await work(...args);
      if (death === `${name}-after`) throw new Error('the process died');
      return result;
    };
  return { record: step('record', alive.record), apply: step('apply', alive.apply) };
}

/** Messages with every kind of effect; `0` hands off to a named account. */
const rules: Rule[] = [
  aRule({ id: 'seat', match: 'exact', keywords: ['0'], replies: [{ kind: 'hand-off', kfAccount: 'a@test' }] }),
  aRule({ id: 'cool', match: 'exact', keywords: ['cool'], cooldownMinutes: 5 }),
  aRule({
    id: 'two',
    match: 'exact',
    keywords: ['two'],
    replies: [
      { kind: 'text', content: '1' },
      { kind: 'text', content: '2' },
    ],
  }),
  aRule({ id: 'ticket', match: 'exact', keywords: ['ticket'], replies: [{ kind: 'ticket', content: 'ok' }] }),
];
const EFFECTS: Record<string, string[]> = {
  '0': ['send'],
  cool: [],
  two: ['send'],
  ticket: ['ticket'],
  unanswered: ['send'],
};
/** Every rule says something else. */
const edited = rules.map((rule) => ({
  ...rule,
  version: `${rule.version}2`,
  replies: [{ kind: 'text' as const, content: 'new' }],
}));

describe('deliveries of one message', () => {
  it('end in one set of effects and one answer, whatever dies, overlaps or is edited between', async () => {
    const delivery = fc.record({
      death: fc.constantFrom<Death>(...DEATHS),
      overlaps: fc.boolean(),
      editsBefore: fc.boolean(),
      agentsLeaveBefore: fc.boolean(),
      othersBefore: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(EFFECTS)),
        fc.array(delivery, { minLength: 1, maxLength: 4 }),
        async (content, deliveries) => {
          const openId = nextUser();
          const ruleSets = memoryRuleSets();
          await ruleSets.publish({ rules });
          const seat = { kfAccount: 'a@test', acceptedCases: 0, capacity: 3, autoAccept: true };
          const agents = memoryAgents({ seenAt: NOW, agents: [seat] });
          const message = aTextMessage({ openId, content });
          const running: Promise<Handled | undefined>[] = [];
          for (const { death, overlaps, editsBefore, agentsLeaveBefore, othersBefore } of deliveries) {
            if (editsBefore) await ruleSets.publish({ rules: edited });
            if (agentsLeaveBefore) agents.list = { seenAt: NOW, agents: [] };
            for (let other = 0; other < othersBefore; other++) {
              await store().record(aTextMessage({ openId, createdAt: NOW + other }), UNHURRIED);
            }
            const deps = { conversations: dying(death), ruleSets, agents };
            const run = handleMessage(deps, message, 'service', UNHURRIED);
            running.push(run.then((handled) => (death === 'never' ? handled : undefined)));
            if (!overlaps) await run;
          }
          const answers = (await Promise.all(running)).filter((handled) => handled !== undefined);
          const { outbox } = await storedConversation(engine.client, openId);
          expect(new Set(answers.map(({ reply }) => JSON.stringify(reply))).size).toBeLessThanOrEqual(1);
          expect(new Set(outbox.map(({ id }) => id)).size).toBe(outbox.length);
          const kinds = outbox.map(({ kind }) => kind).filter((kind) => kind !== 'create-session');
          expect([[], EFFECTS[content]]).toContainEqual(kinds);
        },
      ),
      { numRuns: 50 },
    );
  }, 60_000);

  it('that come at once have their effects once', async () => {
    const openId = nextUser();
    const ruleSets = memoryRuleSets();
    await ruleSets.publish({ rules });
    const deps = { conversations: store(), ruleSets, agents: memoryAgents() };
    const message = aTextMessage({ openId, content: 'two' });
    const all = await Promise.all(Array.from({ length: 12 }, () => handleMessage(deps, message, 'service', UNHURRIED)));
    expect(all.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(all.map(({ reply }) => JSON.stringify(reply)))).toEqual(new Set(['{"kind":"text","content":"1"}']));
    expect((await storedConversation(engine.client, openId)).outbox).toHaveLength(1);
  });
});

describe('session events', () => {
  it('end in the same mode in any order', async () => {
    const ruleSets = memoryRuleSets();
    await ruleSets.publish();
    const event = fc.record({
      kind: fc.constantFrom('create', 'switch', 'close'),
      second: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(event, { minLength: 1, maxLength: 5, selector: ({ kind, second }) => `${kind}${second}` }),
        fc.infiniteStream(fc.nat()),
        async (events, order) => {
          const shuffled = events
            .map((each) => ({ each, key: order.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          const ends = await Promise.all([events, shuffled].map((list) => modeAfter(list, ruleSets)));
          expect(ends[1]).toEqual(ends[0]);
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);
});

const EVENTS = { create: aKfCreateSessionEvent, switch: aKfSwitchSessionEvent, close: aKfCloseSessionEvent };

async function modeAfter(
  events: { kind: string; second: number }[],
  ruleSets: ReturnType<typeof memoryRuleSets>,
): Promise<unknown> {
  const openId = nextUser();
  const deps = { conversations: store(), ruleSets, agents: memoryAgents() };
  await handleMessage(deps, aTextMessage({ openId, createdAt: NOW - 1 }), 'service', UNHURRIED);
  for (const { kind, second } of events) {
    const message = EVENTS[kind as keyof typeof EVENTS]({ openId, createdAt: NOW + second });
    await handleMessage(deps, message, 'service', UNHURRIED);
  }
  const { mode, kfAccount, state } = await storedConversation(engine.client, openId);
  return { mode, kfAccount, state };
}
