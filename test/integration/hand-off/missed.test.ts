import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutboxStore } from '../../../functions/adapters/aws/outbox-store.ts';
import { noteMissed } from '../../../functions/usecases/note-missed.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aService } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const HOUR = 3600;
const rules = [aRule({ id: 'human', match: 'exact', keywords: ['0'], replies: [{ kind: 'hand-off' }] })];

/** A shop that is closed all day, and a user who asked for a human there. */
async function shop() {
  const service = await aService(engine, { rules, settings: someSettings({ hours: [] }) });
  const wang = await service.user('wang');
  await wang.types('0');
  const missedAt = async () => Number((await wang.stored()).missedAt ?? 0);
  const pass = async (hours: number) => {
    await service.simulator.advance(hours * HOUR);
    await noteMissed(service.troubles);
  };
  return { service, wang, pass, missedAt };
}

describe('a window', () => {
  it('is missed when 48 hours go by without an answer, and noted once', async () => {
    const { service, pass, missedAt } = await shop();
    const askedAt = service.simulator.clock.now();
    await pass(47);
    expect(await missedAt()).toBe(0);
    await pass(2);
    const noted = await missedAt();
    expect(Math.abs(noted - (askedAt + 48 * HOUR))).toBeLessThan(60);
    await pass(48);
    expect(await missedAt()).toBe(noted);
  });

  it('is open as long as the user goes on writing', async () => {
    const { wang, pass, missedAt } = await shop();
    await pass(40);
    await wang.types('流量');
    await pass(40);
    expect(await missedAt()).toBe(0);
    await pass(9);
    expect(await missedAt()).toBeGreaterThan(0);
  });

  it('is not missed when somebody answered by a message', async () => {
    const { service, wang, pass, missedAt } = await shop();
    const outboxes = createOutboxStore({ client: engine.client, table: 'kefu-conversations' });
    const seen = await outboxes.read(service.name, wang.openId);
    expect(seen?.isOwed).toBe(true);
    if (seen) await outboxes.change(seen, { windows: seen.windows, isAnswered: true });
    await pass(49);
    expect(await missedAt()).toBe(0);
  });

  it('is not missed when an agent served the user', async () => {
    const { service, wang, pass, missedAt } = await shop();
    await service.agent('li@shop');
    await service.kf.createSession(service.name, 'li@shop', wang.openId);
    await service.simulator.settled();
    await pass(49);
    expect(await missedAt()).toBe(0);
  });
});
