import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../functions/domain/conversation.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aService } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const settings = someSettings({ handOffNotice: false, notify: [{ kind: 'wecom', parameter: 'team' }] });
const texts = (outbox: OutboxEntry[]) =>
  outbox.flatMap((entry) => (entry.kind === 'send' && entry.reply.kind === 'text' ? [entry.reply.content] : []));

describe('a user who waits', () => {
  it('is told the place after a minute, once', async () => {
    const service = await aService(engine, { settings });
    const [wang, li] = [await service.user('wang'), await service.user('li')];
    await wang.types('请帮帮我');
    await service.simulator.advance(30);
    await li.types('请帮帮我');
    await service.simulator.advance(30);
    await service.lookAfter();
    expect(texts((await li.stored()).outbox)).toEqual([]);
    await service.minutes(4);
    expect(texts((await wang.stored()).outbox)).toEqual([
      '您前面还有 0 位用户在等待，请稍候；回复“取消”返回自助服务。',
    ]);
    expect(texts((await li.stored()).outbox)).toEqual(['您前面还有 1 位用户在等待，请稍候；回复“取消”返回自助服务。']);
  });

  it('is told once by runs that overlap', async () => {
    const service = await aService(engine, { settings });
    const wang = await service.user('wang');
    await wang.types('请帮帮我');
    await service.simulator.advance(60);
    await Promise.all(Array.from({ length: 5 }, () => service.lookAfter()));
    expect((await wang.stored()).outbox).toHaveLength(1);
    expect(service.told).toHaveLength(1);
  });

  it('is served when an agent accepts, and has the rules back when the agent closes', async () => {
    const service = await aService(engine, { settings });
    await service.agent('li');
    const wang = await service.user('wang');
    const modes: string[] = [];
    const look = async () => modes.push((await wang.stored()).mode);
    await wang.types('请帮帮我');
    await look();
    await service.simulator.agents.accept({ account: service.name, agent: 'li@shop', user: 'wang' });
    await look();
    await service.minutes(3);
    await service.simulator.agents.close({ account: service.name, agent: 'li@shop', user: 'wang' });
    await look();
    expect(modes).toEqual(['waiting', 'human', 'bot']);
    expect((await wang.stored()).outbox).toEqual([]);
  });

  it('has the rules back when WeChat took them from the agent after 30 minutes and told nobody', async () => {
    const service = await aService(engine, { settings });
    await service.agent('li');
    const wang = await service.user('wang');
    await wang.types('请帮帮我');
    await service.simulator.agents.accept({ account: service.name, agent: 'li@shop', user: 'wang' });
    await service.simulator.advance(31 * 60);
    await wang.types('流量');
    expect((await wang.stored()).mode).toBe('bot');
  });

  it('keeps the question as a ticket after 30 minutes, without writing anything more', async () => {
    const service = await aService(engine, { settings });
    const wang = await service.user('wang');
    await wang.types('屏幕碎了');
    await service.minutes(29);
    expect((await wang.stored()).mode).toBe('waiting');
    await service.minutes(3);
    const { mode, outbox, waitingAt, unansweredAt } = await wang.stored();
    expect([mode, waitingAt, typeof unansweredAt]).toEqual(['bot', undefined, 'number']);
    expect(outbox.filter(({ kind }) => kind === 'ticket')).toMatchObject([
      { reason: 'waited-out', question: { text: '屏幕碎了' }, notice: settings.notices.waitedTooLong },
    ]);
  });

  it('is looked after anew when they wait again', async () => {
    const service = await aService(engine, { settings });
    const wang = await service.user('wang');
    await wang.types('屏幕碎了');
    await service.minutes(32);
    await wang.types('还是碎的');
    await service.minutes(2);
    expect(texts((await wang.stored()).outbox)).toHaveLength(2);
  });
});

describe('a user who waits for a group', () => {
  const rules = [aRule({ match: 'exact', keywords: ['0'], replies: [{ kind: 'hand-off', group: '售后' }] })];
  const team = {
    ...settings,
    groups: { 售后: ['li'], 售前: ['chen'] },
    agents: { li: { capacity: 1, autoAccept: true }, chen: { capacity: 1, autoAccept: true } },
  };
  const asked = (outbox: OutboxEntry[]) =>
    outbox.flatMap((entry) => (entry.kind === 'create-session' ? entry.kfAccounts : []));

  it('gets its agent who comes online later', async () => {
    const service = await aService(engine, { rules, settings: team });
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('0');
    await service.minutes(3);
    expect(asked((await wang.stored()).outbox)).toEqual([]);
    await service.agent('li');
    await service.minutes(1);
    expect(asked((await wang.stored()).outbox)).toEqual(['li@shop']);
  });

  it('goes over to another group when it is time, not before', async () => {
    const overflow = { 售后: [{ group: '售前', afterSeconds: 300 }] };
    const service = await aService(engine, { rules, settings: { ...team, overflow } });
    await service.agent('chen');
    await service.refresh();
    const wang = await service.user('wang');
    await wang.types('0');
    await service.minutes(4);
    expect(asked((await wang.stored()).outbox)).toEqual([]);
    await service.minutes(1);
    expect(asked((await wang.stored()).outbox)).toEqual(['chen@shop']);
  });

  it('is one of those whom the free places are enough for', async () => {
    const service = await aService(engine, { rules, settings: team });
    await service.refresh();
    const users = [await service.user('a'), await service.user('b'), await service.user('c')];
    for (const user of users) await user.types('0');
    await service.minutes(2);
    await service.agent('li');
    await service.minutes(1);
    const all = await Promise.all(users.map(async (user) => asked((await user.stored()).outbox)));
    expect(all.flat()).toEqual(['li@shop']);
  });
});

describe('the team', () => {
  it('is told of a new user with what is known, of one who waits long, and that nobody is online', async () => {
    const service = await aService(engine, { settings });
    const wang = await service.user('wang');
    await service.simulator.users.scan({ account: service.name, user: 'wang', scene: 'shop-7' });
    await service.simulator.settled();
    await wang.types('流量');
    await wang.types('屏幕碎了');
    await service.minutes(1);
    expect(service.told.join()).toMatch(
      /新的等待用户.*二维码：shop-7.*问题：屏幕碎了.*最近消息：\n· 流量\n.*无客服在线/s,
    );
    await service.minutes(1);
    expect(service.told.at(-1)).toContain('等待超过 2 分钟');
    const count = service.told.length;
    await service.minutes(3);
    expect(service.told).toHaveLength(count);
  });

  it('costs nothing while nobody waits', async () => {
    const service = await aService(engine, { settings });
    await service.minutes(2);
    expect([service.told, service.simulator.state.calls]).toEqual([[], []]);
  });
});
