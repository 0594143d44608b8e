import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishRules } from '../../../functions/usecases/publish-rules.ts';
import { rollbackRules } from '../../../functions/usecases/rollback-rules.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { interrupted, type PublishingWorld, publishingWorld, typedRule } from '../../support/publishing.ts';

describe('rollbackRules', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  const publish = ({ deps, account }: PublishingWorld) => publishRules(deps, account);
  const answer = async (world: PublishingWorld) => {
    const reply = (await world.live())?.rules[0]?.replies[0];
    return reply && 'content' in reply ? reply.content : undefined;
  };
  /** An account whose rule was published as first, second and third. */
  async function aWorld(): Promise<PublishingWorld> {
    const world = publishingWorld(engine);
    for (const reply of ['first', 'second', 'third']) {
      await world.put(typedRule('rule', reply));
      await publish(world);
    }
    return world;
  }

  it('puts the old rules in force under a new number', async () => {
    const world = await aWorld();
    expect(await rollbackRules(world.deps, world.account, 1)).toEqual({ ok: true, number: 4 });
    expect(await answer(world)).toBe('first');
  });

  it('holds over a publication of what was edited before it', async () => {
    const world = await aWorld();
    await world.put(typedRule('rule', 'fourth'));
    await rollbackRules(world.deps, world.account, 2);
    expect(await publish(world)).toMatchObject({ outcome: 'unchanged' });
    expect(await answer(world)).toBe('second');
  });

  it('ends with the next edit', async () => {
    const world = await aWorld();
    await rollbackRules(world.deps, world.account, 1);
    await world.put(typedRule('rule', 'fourth'));
    await publish(world);
    expect(await answer(world)).toBe('fourth');
  });

  it('is not undone by a publisher that read the items before it', async () => {
    const world = await aWorld();
    await world.put(typedRule('rule', 'fourth'));
    const slow = interrupted(world.deps, 3, async () => {
      await rollbackRules(world.deps, world.account, 1);
    });
    expect(await publishRules(slow, world.account)).toMatchObject({ outcome: 'superseded' });
    expect(await answer(world)).toBe('first');
  });

  it('takes the last good form of an item that broke meanwhile from the newest rules, not from the old ones', async () => {
    const world = await aWorld();
    await rollbackRules(world.deps, world.account, 1);
    await world.put(typedRule('rule', 'fourth', { priority: 'very' }));
    await publish(world);
    expect(await answer(world)).toBe('third');
  });

  it('can go forward again', async () => {
    const world = await aWorld();
    await rollbackRules(world.deps, world.account, 1);
    await rollbackRules(world.deps, world.account, 3);
    expect(await answer(world)).toBe('third');
  });

  it.each([0, 77])('knows no version %i', async (version) => {
    const world = await aWorld();
    expect(await rollbackRules(world.deps, world.account, version)).toEqual({ ok: false, reason: 'unknown' });
    expect(await answer(world)).toBe('third');
  });

  it('knows no version of an account that was never published', async () => {
    const world = publishingWorld(engine);
    expect(await rollbackRules(world.deps, world.account, 1)).toEqual({ ok: false, reason: 'unknown' });
  });

  it('yields to an edit that is published meanwhile', async () => {
    const world = await aWorld();
    const slow = interrupted(world.deps, 5, async () => {
      await world.put(typedRule('rule', 'fourth'));
      await publish(world);
    });
    expect(await rollbackRules(slow, world.account, 1)).toEqual({ ok: false, reason: 'overtaken' });
    expect(await answer(world)).toBe('fourth');
  });
});
