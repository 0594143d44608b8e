import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishRules } from '../../../functions/usecases/publish-rules.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { interrupted, type PublishingWorld, publishingWorld, typedRule } from '../../support/publishing.ts';

const BROKEN = { priority: 'very' };

describe('publishRules', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  const aWorld = () => publishingWorld(engine);
  const publish = ({ deps, account }: PublishingWorld) => publishRules(deps, account);
  const answers = async (world: PublishingWorld) =>
    Object.fromEntries(((await world.live())?.rules ?? []).map(({ id, replies: [reply] }) => [id, reply]));
  const text = (content: string) => ({ kind: 'text', content });

  it('puts the rules in force and says so on each item', async () => {
    const world = aWorld();
    await world.put(typedRule('hours', '九点'), typedRule('price', '免费'));
    expect(await publish(world)).toEqual({ outcome: 'published', number: 1, rules: 2, faults: 0 });
    expect(await answers(world)).toEqual({ hours: text('九点'), price: text('免费') });
    expect(await world.item('hours')).toMatchObject({ status: 'live', checkedAt: 1_700_000_000 });
  });

  it('says on a broken new item what is wrong, and publishes the others without it', async () => {
    const world = aWorld();
    await world.put(typedRule('good'), typedRule('bad', '好', BROKEN));
    expect(await publish(world)).toMatchObject({ outcome: 'published', rules: 1, faults: 1 });
    expect(await answers(world)).toEqual({ good: text('好的') });
    expect(await world.item('bad')).toMatchObject({ status: 'error', error: expect.stringMatching(/^priority /) });
  });

  it('keeps the last good form of a broken item through any number of publications', async () => {
    const world = aWorld();
    await world.put(typedRule('rule', 'first'));
    await publish(world);
    await world.put(typedRule('rule', 'second', BROKEN));
    await publish(world);
    await world.put(typedRule('another'));
    await publish(world);
    expect(await answers(world)).toEqual({ rule: text('first'), another: text('好的') });
    expect((await world.item('rule'))?.error).toMatch(/the last good form stays live$/);
  });

  it('keeps the last good settings while the settings item is broken, and the defaults when it is deleted', async () => {
    const world = aWorld();
    await world.put({ id: '@settings', timeZone: 'Asia/Urumqi' });
    await publish(world);
    await world.put({ id: '@settings', timeZone: 'Asia/Nowhere' });
    await publish(world);
    expect((await world.live())?.settings.timeZone).toBe('Asia/Urumqi');
    expect((await world.item('@settings'))?.status).toBe('error');
    await world.remove('@settings');
    await publish(world);
    expect((await world.live())?.settings.timeZone).toBe('Asia/Shanghai');
  });

  it('takes deleted rules out, and the last one too', async () => {
    const world = aWorld();
    await world.put(typedRule('one'), typedRule('two'));
    await publish(world);
    await world.remove('one', 'two');
    expect(await publish(world)).toMatchObject({ outcome: 'published', rules: 0 });
    expect(await answers(world)).toEqual({});
  });

  it('makes no second snapshot of items that say the same', async () => {
    const world = aWorld();
    await world.put(typedRule('one'), typedRule('bad', '好', BROKEN));
    await publish(world);
    expect(await publish(world)).toMatchObject({ outcome: 'unchanged', number: 2 });
    expect(await world.deps.ruleSets.versions(world.account)).toHaveLength(1);
  });

  it('ends with the newest of edits that come faster than they are published', async () => {
    const world = aWorld();
    const publications = [];
    for (let round = 0; round < 10; round++) {
      await world.put(...Array.from({ length: 20 }, (_, index) => typedRule(`rule-${index}`, `round ${round}`)));
      publications.push(publish(world));
    }
    await Promise.all(publications);
    expect(new Set(Object.values(await answers(world)).map((reply) => JSON.stringify(reply)))).toEqual(
      new Set([JSON.stringify(text('round 9'))]),
    );
    expect(await publish(world)).toMatchObject({ outcome: 'unchanged' });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'ends with the newest edit when another publishes before step %i',
    async (step) => {
      const world = aWorld();
      await world.put(typedRule('rule', 'first'), typedRule('other', 'first'));
      await publish(world);
      await world.put(typedRule('rule', 'second', BROKEN), typedRule('other', 'second'));
      const numbers: number[] = [];
      const slow = interrupted(world.deps, step, async () => {
        await world.put(typedRule('rule', 'third'), typedRule('other', 'third', BROKEN));
        await publish(world);
        numbers.push((await world.deps.ruleSets.pointer(world.account))?.number ?? 0);
      });
      await publishRules(slow, world.account);
      if (numbers.length === 0) await world.put(typedRule('rule', 'third'), typedRule('other', 'third', BROKEN));
      await publish(world);
      const live = await answers(world);
      expect(live.rule).toEqual(text('third'));
      expect(['first', 'second']).toContain(live.other && 'content' in live.other && live.other.content);
      expect((await world.deps.ruleSets.pointer(world.account))?.number).toBeGreaterThan(numbers[0] ?? 0);
      expect(await world.item('rule')).toMatchObject({ status: 'live' });
      expect(await world.item('other')).toMatchObject({ status: 'error' });
    },
  );

  it('does not bring back an item that is deleted while verdicts are written', async () => {
    const world = aWorld();
    await world.put(typedRule('one'), typedRule('two'));
    for (const step of [4, 5, 6]) {
      await world.put(typedRule('one', `reply ${step}`));
      await publishRules(
        interrupted(world.deps, step, () => world.remove('one')),
        world.account,
      );
      expect(await world.item('one')).toBeUndefined();
    }
  });

  it('waits for the end of an import, and sees all of it', async () => {
    const world = aWorld();
    await world.put(typedRule('old'));
    await world.deps.ruleSets.beginImport(world.account, 'import');
    const pause = async () => {
      await world.put(typedRule('new'));
      await world.deps.ruleSets.endImport(world.account, 'import');
    };
    await publishRules({ ...world.deps, pause }, world.account);
    expect(Object.keys(await answers(world))).toEqual(['new', 'old']);
  });

  it('publishes what there is when an import died, and does not wait for it again', async () => {
    const world = aWorld();
    await world.put(typedRule('rule'));
    await world.deps.ruleSets.beginImport(world.account, 'dead');
    let waitedMs = 0;
    const pause = async (milliseconds: number) => {
      waitedMs += milliseconds;
    };
    const deps = { ...world.deps, pause };
    expect(await publishRules(deps, world.account)).toMatchObject({ outcome: 'published' });
    expect(await publishRules(deps, world.account)).toMatchObject({ outcome: 'unchanged' });
    expect(waitedMs).toBe(30_000);
  });

  it('keeps fifty snapshots', async () => {
    const world = aWorld();
    for (let edit = 0; edit < 55; edit++) {
      await world.put(typedRule('rule', `reply ${edit}`));
      await publish(world);
    }
    const versions = await world.deps.ruleSets.versions(world.account);
    expect(versions).toHaveLength(50);
    expect(versions[0]?.number).toBe(55);
    expect(await world.deps.ruleSets.read(world.account, { number: 5, parts: 1 })).toBeUndefined();
    expect(await world.deps.ruleSets.read(world.account, { number: 6, parts: 1 })).toBeDefined();
  });

  it('publishes more than one part holds, and reads it whole', async () => {
    const world = aWorld();
    const character = (seed: number) => String.fromCharCode(0x4e00 + ((seed * 7919) % 20_000));
    const reply = (rule: number) => Array.from({ length: 600 }, (_, at) => character(rule * 601 + at * at)).join('');
    await world.put(...Array.from({ length: 400 }, (_, index) => typedRule(`rule-${index}`, reply(index))));
    expect(await publish(world)).toMatchObject({ outcome: 'published', rules: 400, faults: 0 });
    expect((await world.live())?.rules.map(({ id }) => id).sort()).toHaveLength(400);
    const [version] = await world.deps.ruleSets.versions(world.account);
    expect(version?.parts).toBeGreaterThan(1);
  });
});
