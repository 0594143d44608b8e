import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../functions/domain/conversation.ts';
import { deliverDue } from '../../../functions/usecases/deliver-due.ts';
import { deliverOutbox } from '../../../functions/usecases/deliver-outbox.ts';
import { storedConversation } from '../../support/conversations.ts';
import { dyingAt } from '../../support/dying-worker.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { anEntry, type SendingWorld, sendingWorld } from '../../support/sending.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** One is long, so that it goes in two parts. */
const TEXTS = ['一', '二'.repeat(800), '三'];

/** A user with three messages to come. */
async function someone() {
  const world = sendingWorld(engine);
  const openId = await world.user('wang');
  const message = await world.writes('wang');
  await world.queue(message, ...TEXTS);
  const rest = async () => {
    for (let minute = 0; minute < 2; minute++) {
      await world.simulator.advance(61);
      await deliverDue(world.deps);
    }
    const { outbox, outboxDueAt } = await storedConversation(engine.client, openId, world.account);
    expect([outbox, outboxDueAt]).toEqual([[], undefined]);
  };
  return { world, openId, rest };
}

/** Each text is with the user, or kept as failed; nothing is with them twice. */
async function settled(world: SendingWorld): Promise<string[]> {
  const seen = world.seenBy('wang');
  expect(seen.length).toBe(new Set(seen.map((text, index) => (text.startsWith('二') ? index : text))).size);
  expect(seen.join('').match(/二/g)?.length ?? 0).toBeLessThanOrEqual(800);
  const letters = await world.deps.deadLetters.list(world.account, 100);
  const kept = letters.map(({ entry, outcome }) => `${outcome} ${textOf(entry)}`);
  for (const text of TEXTS) {
    const isSeen = seen.join('').includes(text);
    expect(isSeen || kept.some((one) => one.endsWith(` ${text}`))).toBe(true);
  }
  expect(new Set(letters.map(({ id }) => id)).size).toBe(letters.length);
  return kept;
}

const textOf = (entry: OutboxEntry) =>
  entry.kind === 'send' && entry.reply.kind === 'text' ? entry.reply.content : entry.kind;

describe('a connection that drops after WeChat delivered', () => {
  it.each([1, 2, 3, 4])('at call %i: no message twice, none lost silently', async (number) => {
    const { world, openId, rest } = await someone();
    let calls = 0;
    const { customSend } = world.deps;
    const send: typeof customSend.send = async (...args) => {
      const outcome = await customSend.send(...args);
      return ++calls === number ? { outcome: 'unknown', reason: 'ECONNRESET' } : outcome;
    };
    await deliverOutbox({ ...world.deps, customSend: { ...customSend, send } }, world.account, openId);
    await rest();
    expect(await settled(world)).toEqual([expect.stringMatching(/^unknown /)]);
  });
});

describe('two workers on one user, one of which dies', () => {
  it.each([1, 2, 3, 4])('at step %i: nothing twice', async (number) => {
    const { world, openId, rest } = await someone();
    const { ports } = dyingAt(world.deps, number, 'after');
    void deliverOutbox({ ...world.deps, ...ports }, world.account, openId);
    await deliverOutbox(world.deps, world.account, openId);
    await rest();
    await settled(world);
  });
});

describe('a user with sends of two messages', () => {
  it('gets those of the second while the first waits for another try', async () => {
    const world = sendingWorld(engine);
    await world.user('wang');
    const first = await world.writes('wang');
    await world.queueEntries(first, [
      { ...anEntry(first, 0, '一'), retryAt: first.createdAt + 60 },
      anEntry(first, 1, '二'),
    ]);
    const second = await world.writes('wang');
    await world.queue(second, '三');
    await deliverOutbox(world.deps, world.account, second.openId);
    expect(world.seenBy('wang')).toEqual(['三']);
    await world.simulator.advance(61);
    await deliverDue(world.deps);
    expect(world.seenBy('wang')).toEqual(['三', '一', '二']);
  });
});
