import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aService } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const groups = { 售后: ['li', 'zhang'], 售前: ['chen'] };
const agents = {
  li: { capacity: 2, autoAccept: true },
  zhang: { capacity: 2, autoAccept: true },
  chen: { capacity: 9, autoAccept: true },
};
const toGroup = [aRule({ match: 'exact', keywords: ['0'], replies: [{ kind: 'hand-off', group: '售后' }] })];
const settings = someSettings({ groups, agents, handOffNotice: false });

describe('a hand-off to a group', () => {
  it('gives away no place twice, whoever comes at once, and keeps the reason', async () => {
    const service = await aService(engine, { rules: toGroup, settings });
    for (const seat of ['li', 'zhang']) await service.agent(seat, { autoAccept: 2 });
    await service.refresh();
    const users = await Promise.all(Array.from({ length: 7 }, (_, n) => service.user(`user-${n}`)));
    await Promise.all(users.map((user) => user.types('0')));
    const stored = await Promise.all(users.map((user) => user.stored()));
    const seats = stored.map(({ kfAccount }) => kfAccount ?? '').sort();
    expect(seats).toEqual(['', '', '', 'li@shop', 'li@shop', 'zhang@shop', 'zhang@shop']);
    const reasons = stored.map(({ handOff }) => String(handOff).split('|')[0]).sort();
    expect(reasons).toEqual([...Array(3).fill('group-full'), ...Array(4).fill('least-busy')]);
  });

  it('names the agent who served the user last time', async () => {
    const service = await aService(engine, { rules: toGroup, settings });
    for (const seat of ['li', 'zhang']) await service.agent(seat, { autoAccept: 100 });
    const wang = await service.user('wang');
    for (const _ of [1, 2]) {
      await service.simulator.advance(60);
      await service.refresh();
      await wang.types('0');
      const { kfAccount = '' } = await wang.stored();
      await service.simulator.agents.close({ account: service.name, agent: kfAccount, user: 'wang' });
    }
    const { mode, handOff } = await wang.stored();
    expect([mode, handOff]).toEqual(['bot', 'same-as-last-time|li@shop|售后']);
  });

  it('goes to another group at once where the overflow says so', async () => {
    const overflow = { 售后: [{ group: '售前', afterSeconds: 0 }] };
    const service = await aService(engine, { rules: toGroup, settings: { ...settings, overflow } });
    await service.agent('chen', { autoAccept: 100 });
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('0');
    await expect(wang.stored()).resolves.toMatchObject({ mode: 'human', handOff: 'overflow|chen@shop|售前' });
  });

  it('leaves the user to everybody when the list is old', async () => {
    const service = await aService(engine, { rules: toGroup, settings });
    await service.agent('li', { autoAccept: 0 });
    await service.refresh();
    await service.simulator.advance(90);
    const wang = await service.user('wang');
    await wang.types('0');
    await expect(wang.stored()).resolves.toMatchObject({
      mode: 'waiting',
      outbox: [{ kind: 'create-session', kfAccounts: ['li', 'zhang'] }],
    });
  });
});
