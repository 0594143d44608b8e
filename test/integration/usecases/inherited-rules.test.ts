import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishFamily } from '../../../functions/usecases/publish-family.ts';
import { publishRules } from '../../../functions/usecases/publish-rules.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { publishingWorld, typedRule } from '../../support/publishing.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

async function family() {
  const [parent, child] = [publishingWorld(engine), publishingWorld(engine, 'mini-program')];
  await parent.put(typedRule('price', '九元'), typedRule('hours', '早九晚六'));
  await child.put({ id: '@settings', extends: [parent.account] }, typedRule('price', '小程序价八元'));
  await publishRules(child.deps, child.account);
  const replies = async () =>
    Object.fromEntries(((await child.live())?.rules ?? []).map(({ id, replies: said }) => [id, said]));
  return { parent, child, replies };
}

describe('rules of an extended account', () => {
  it('count too, and an own rule of the same id replaces theirs', async () => {
    const { replies } = await family();
    expect(await replies()).toMatchObject({ price: [{ content: '小程序价八元' }], hours: [{ content: '早九晚六' }] });
  });

  it('are published again in every heir when they are edited', async () => {
    const { parent, child, replies } = await family();
    await parent.put(typedRule('hours', '全天'));
    const published: string[] = [];
    await publishFamily(child.deps, parent.account, (account) => published.push(account));
    expect(published).toEqual([parent.account, child.account]);
    expect(await replies()).toMatchObject({ hours: [{ content: '全天' }] });
  });

  it('are left out where they cannot work, which the settings say', async () => {
    const { parent, child, replies } = await family();
    const article = { title: '活动', description: '', url: 'https://a.example', pictureUrl: 'https://a.example/p.png' };
    await parent.put(typedRule('news', { kind: 'news', articles: [article] }));
    await publishFamily(child.deps, parent.account, () => {});
    expect(Object.keys(await replies()).sort()).toEqual(['hours', 'price']);
    expect(await child.item('@settings')).toMatchObject({ status: 'live', warning: expect.stringContaining('news') });
  });

  it('end in a circle without harm', async () => {
    const { parent, child, replies } = await family();
    await parent.put({ id: '@settings', extends: [child.account] });
    await publishFamily(child.deps, parent.account, () => {});
    expect(Object.keys(await replies()).sort()).toEqual(['hours', 'price']);
  });
});
