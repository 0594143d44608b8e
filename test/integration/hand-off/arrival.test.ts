import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aService } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const seats = { agents: { li: { capacity: 2, autoAccept: true }, chen: { capacity: 2, autoAccept: false } } };
const to = (kfAccount: string) => [
  aRule({ match: 'exact', keywords: ['0'], replies: [{ kind: 'hand-off', kfAccount }] }),
];

describe('a hand-off', () => {
  it('to anybody arrives when an agent accepts: told, served, and back to the rules', async () => {
    const service = await aService(engine);
    await service.agent('li');
    const wang = await service.user('wang');
    await wang.types('请帮帮我');
    await service.deliver();
    await service.simulator.agents.accept({ account: service.name, agent: 'li@shop', user: 'wang' });
    await service.simulator.agents.say({ account: service.name, agent: 'li@shop', user: 'wang', text: '您好' });
    await service.simulator.agents.close({ account: service.name, agent: 'li@shop', user: 'wang' });
    await service.simulator.advance(1);
    await wang.types('流量');
    expect(wang.sees()).toEqual(['已为您转接人工客服，请直接描述您的问题，我们会尽快回复。', '您好', '亲，送流量活动']);
  });

  it('to a named agent who accepts by hand arrives by a session', async () => {
    const service = await aService(engine, { rules: to('chen'), settings: someSettings(seats) });
    await service.agent('chen');
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('0');
    await service.deliver();
    await expect(wang.stored()).resolves.toMatchObject({ mode: 'human', kfAccount: 'chen@shop' });
  });

  it('to a named agent who is away leaves the user to everybody', async () => {
    const service = await aService(engine, { rules: to('li'), settings: someSettings(seats) });
    await service.agent('zhang');
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('0');
    await service.deliver();
    await expect(wang.stored()).resolves.toMatchObject({ mode: 'waiting', handOff: 'named-cannot-take|li|' });
    await service.simulator.agents.accept({ account: service.name, agent: 'zhang@shop', user: 'wang' });
    expect((await wang.stored()).mode).toBe('human');
  });

  it('to a group overflows into a session with another', async () => {
    const service = await aService(engine, {
      rules: [aRule({ match: 'exact', keywords: ['0'], replies: [{ kind: 'hand-off', group: '售后' }] })],
      settings: someSettings({
        ...seats,
        groups: { 售后: ['wu'], 售前: ['li'] },
        overflow: { 售后: [{ group: '售前', afterSeconds: 120 }] },
      }),
    });
    await service.agent('li');
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('0');
    await service.minutes(1);
    await service.deliver();
    expect((await wang.stored()).mode).toBe('waiting');
    await service.minutes(1);
    await service.deliver();
    await expect(wang.stored()).resolves.toMatchObject({ mode: 'human', kfAccount: 'li@shop' });
  });

  it('with nobody online tells the user so, and the rules go on', async () => {
    const service = await aService(engine, {
      settings: someSettings({ nobodyOnline: { kind: 'text', content: '客服都不在' } }),
    });
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('请帮帮我');
    await service.deliver();
    await wang.types('流量');
    expect(wang.sees()).toEqual(['客服都不在', '亲，送流量活动']);
  });

  it('is taken back by 取消 without any rule for it', async () => {
    const service = await aService(engine);
    const wang = await service.user('wang');
    await wang.types('请帮帮我');
    await service.minutes(1);
    await service.deliver();
    await wang.types(' 取消 ');
    expect([(await wang.stored()).mode, wang.sees().at(-1)]).toEqual(['bot', '已取消排队，我继续为您自助服务。']);
  });
});
