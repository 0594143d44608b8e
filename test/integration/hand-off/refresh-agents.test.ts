import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgents } from '../../../functions/adapters/aws/agents.ts';
import { UNHURRIED } from '../../support/conversations.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aService, type Service } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const ASKED = '/cgi-bin/customservice/getonlinekflist';
const listOf = ({ name }: Service) =>
  createAgents({ client: engine.client, table: 'kefu-accounts' }).online(name, UNHURRIED);

describe('refresh-agents', () => {
  it('asks WeChat nothing while nobody waits and no rule names an agent', async () => {
    const service = await aService(engine);
    await expect(service.refresh()).resolves.toEqual({ refreshed: [] });
    expect(service.simulator.state.calls).toEqual([]);
  });

  it('keeps who is online, and WeChat’s queue, while somebody waits', async () => {
    const service = await aService(engine);
    await service.agent('li');
    const wang = await service.user('wang');
    await wang.types('请帮帮我');
    await service.refresh();
    await expect(listOf(service)).resolves.toMatchObject({
      seenAt: service.simulator.clock.now(),
      agents: [{ kfAccount: 'li@shop', acceptedCases: 0 }],
      queue: { count: 1, openIds: [wang.openId] },
    });
  });

  it.each([
    ['a rule names a kf account', { rules: [aRule({ replies: [{ kind: 'hand-off', kfAccount: 'li' }] })] }],
    ['a rule names a group', { rules: [aRule({ replies: [{ kind: 'hand-off', group: '售后' }] })] }],
    ['the settings name a group', { settings: someSettings({ unanswered: { kind: 'hand-off', group: '售后' } }) }],
    ['they say that nobody is online', { settings: someSettings({ nobodyOnline: { kind: 'ticket' } }) }],
  ])('keeps it fresh without anybody waiting when %s', async (_case, published) => {
    const service = await aService(engine, published);
    await service.refresh();
    expect(service.calls(ASKED)).toHaveLength(1);
  });

  it('leaves the old list when WeChat does not answer, and says so', async () => {
    const service = await aService(engine, { settings: someSettings({ nobodyOnline: { kind: 'ticket' } }) });
    await service.simulator.accounts.change({ account: service.name, settings: { kfEnabled: false } });
    await expect(service.refresh()).resolves.toEqual({ refreshed: [] });
    expect(service.logger.lines).toMatchObject([{ event: 'agents.refresh-failed' }]);
    await expect(listOf(service)).resolves.toBeUndefined();
  });

  it('asks nothing of an account without customer service', async () => {
    const rights = { kf: false, customSend: false, menu: false, material: false };
    const service = await aService(engine, {
      settings: someSettings({ rights, nobodyOnline: { kind: 'ticket' } }),
    });
    await service.refresh();
    expect(service.simulator.state.calls).toEqual([]);
  });
});
