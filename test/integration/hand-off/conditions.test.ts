import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContactStore } from '../../../functions/adapters/aws/contact-store.ts';
import { judgeItems } from '../../../functions/domain/rules/judge-items.ts';
import { aContact } from '../../support/contacts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aService } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const SETTINGS = {
  id: '@settings',
  groups: { 售后: ['li', 'zhang'], 售前: ['chen'] },
  agents: {
    li: { capacity: 5, autoAccept: true },
    zhang: { capacity: 5, autoAccept: true, skills: ['英语'] },
    chen: { capacity: 5, autoAccept: true, skills: ['英语', '维修'] },
  },
  handOffNotice: false,
};
const CONTEXT = { account: 'main' };

/** A shop whose operator typed these rules, with three agents online. */
async function shop(kind: 'service' | 'mini-program', ...rules: object[]) {
  const items = [SETTINGS, ...rules, { id: 'rest', match: 'any', reply: { kind: 'hand-off', kfAccount: 'li' } }];
  const judged = judgeItems(items.map((item) => ({ ...CONTEXT, ...item })) as never, kind, undefined);
  expect(judged.faults).toBe(0);
  const service = await aService(engine, judged, { kind });
  const agent = (name: string) =>
    kind === 'service'
      ? service.agent(name, { autoAccept: 9 })
      : service.simulator.agents.hire({ account: service.name, wechatId: name, nickname: name, online: true });
  for (const name of ['li', 'zhang', 'chen']) await agent(name);
  await service.refresh();
  const user = await service.user('wang');
  const who = { account: service.name, user: 'wang' };
  return { ...service, user, who };
}

const toChen = { match: 'exact', keywords: ['人工'], reply: { kind: 'hand-off', kfAccount: 'chen' } };
const toPresales = { match: 'exact', keywords: ['人工'], reply: { kind: 'hand-off', group: '售前' } };

describe('a user of an official account reaches the agent', () => {
  it.each([
    ['of a keyword', {}, async () => {}],
    [
      'of the QR code they came by',
      { when: { scene: 'store-7' } },
      async ({ simulator, who }: Awaited<ReturnType<typeof shop>>) =>
        simulator.users.scan({ ...who, scene: 'store-7' }),
    ],
    [
      'of a tag that the team gave them',
      { when: { tag: 'VIP' } },
      async ({ name, user }: Awaited<ReturnType<typeof shop>>) => {
        await user.types('你好');
        const contacts = createContactStore({
          client: engine.client,
          table: 'kefu-contacts',
          conversations: 'kefu-conversations',
        });
        await contacts.put(aContact({ account: name, openId: user.openId }));
        await contacts.edit(name, user.openId, { tags: ['VIP'] });
      },
    ],
  ])('%s', async (_name, condition, before) => {
    const { when } = condition as { when?: object };
    const world = await shop('service', { id: 'human', ...toChen, ...(when && { when }), priority: 5 });
    await before(world);
    if (when && 'tag' in when)
      await world.simulator.agents.close({ account: world.name, agent: 'li@shop', user: 'wang' });
    await world.simulator.advance(1);
    await world.user.types('人工');
    expect(await world.user.stored()).toMatchObject({
      mode: 'human',
      kfAccount: 'chen@shop',
      handOff: 'named|chen@shop|',
    });
    const [session] = world.simulator.state.accounts[world.name]?.sessions ?? [];
    expect(session?.openId).toBe(world.user.openId);
  });

  it('of the others when the condition does not hold', async () => {
    const world = await shop('service', { id: 'human', ...toChen, when: { scene: 'store-7' } });
    await world.simulator.users.scan({ ...world.who, scene: 'store-8' });
    await world.user.types('人工');
    expect(await world.user.stored()).toMatchObject({ kfAccount: 'li@shop' });
  });

  it.each([
    ['with a skill', { skill: '维修' }, 'chen@shop', 'least-busy|chen@shop|\t维修'],
    ['of a group with a skill', { group: '售后', skill: '英语' }, 'zhang@shop', 'least-busy|zhang@shop|售后\t英语'],
  ])('%s', async (_name, target, kfAccount, handOff) => {
    const world = await shop('service', { id: 'human', ...toChen, reply: { kind: 'hand-off', ...target } });
    await world.user.types('人工');
    expect(await world.user.stored()).toMatchObject({ mode: 'human', kfAccount, handOff });
  });

  it('with a skill as soon as one of them is free, and nobody else', async () => {
    const world = await shop('service', { id: 'human', ...toChen, reply: { kind: 'hand-off', skill: '维修' } });
    for (const agent of ['li@shop', 'zhang@shop']) {
      await world.simulator.agents.autoAccept({ account: world.name, agent, upTo: 0 });
    }
    await world.simulator.agents.offline({ account: world.name, agent: 'chen@shop' });
    await world.refresh();
    await world.user.types('人工');
    expect(await world.user.stored()).toMatchObject({ mode: 'waiting', handOff: 'group-full||\t维修' });
    await world.simulator.agents.online({ account: world.name, agent: 'chen@shop' });
    await world.minutes(3);
    await world.deliver();
    expect(await world.user.stored()).toMatchObject({ mode: 'human', kfAccount: 'chen@shop' });
  });
});

describe('a user of a mini program is meant for the agent', () => {
  const enter = (custom: object, source = '商品页') => `${source}|小王|https://x.cn/a.png|${JSON.stringify(custom)}`;
  it.each([
    ['of the product', { product: '手机' }, enter({ product: '手机' })],
    ['of the page', { page: 'pages/repair*' }, enter({ page: 'pages/repair/index?id=3' })],
    ['of the region', { region: '华东' }, enter({ region: '华东' })],
    ['of the category', { category: '数码' }, enter({ category: '数码' })],
    ['of the source', { source: '首页横幅' }, enter({}, '首页横幅')],
    ['of VIP customers', { vip: '*' }, enter({ ecv: { vipNo: 'V8', vipName: '王' } })],
  ])('%s', async (_name, when, sessionFrom) => {
    const world = await shop('mini-program', { id: 'human', ...toPresales, when });
    await world.simulator.users.enter({ ...world.who, sessionFrom });
    await world.user.types('人工');
    await world.minutes(1);
    expect(await world.user.stored()).toMatchObject({ mode: 'waiting', handOff: 'least-busy|chen|售前' });
  });

  it('of the page that they showed', async () => {
    const world = await shop('mini-program', { id: 'human', ...toPresales, when: { page: 'pages/repair*' } });
    await world.simulator.users.sendMiniProgramPage({ ...world.who, title: '屏幕维修', pagePath: 'pages/repair/1' });
    await world.user.types('取消');
    await world.simulator.advance(1);
    await world.user.types('人工');
    expect(await world.user.stored()).toMatchObject({ handOff: 'least-busy|chen|售前' });
  });
});
