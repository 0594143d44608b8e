import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRuleSetStore } from '../../../functions/adapters/aws/rule-set-store.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule, aSnapshot } from '../../support/rules.ts';

const VERSION = { publishedAt: 1_700_000_000, rules: 1, faults: 0 };

describe('rule set store', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  const world = () => ({
    store: createRuleSetStore({ client: engine.client, table: 'kefu-rule-sets' }),
    account: `account-${randomUUID()}`,
  });
  const publish = async ({ store, account }: ReturnType<typeof world>) => {
    const { number } = await store.draw(account);
    const live = await store.write(aSnapshot({ account, number }), VERSION);
    await store.point(account, { number, live, newest: live, itemsDigest: `digest ${number}` });
    return live;
  };

  it('draws every number once', async () => {
    const { store, account } = world();
    const drawn = await Promise.all(Array.from({ length: 20 }, () => store.draw(account)));
    expect(drawn.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(await store.pointer(account)).toBeUndefined();
  });

  it('gives a snapshot of ten thousand rules back as it was stored', async () => {
    const { store, account } = world();
    const rules = Array.from({ length: 10_000 }, (_, index) =>
      aRule({ id: `rule-${index}`, replies: [{ kind: 'text', content: randomUUID() + randomUUID() + randomUUID() }] }),
    );
    const snapshot = aSnapshot({ account, number: 7, rules });
    const ref = await store.write(snapshot, VERSION);
    expect(ref.parts).toBeGreaterThan(1);
    expect(await store.read(account, ref)).toEqual(snapshot);
  });

  it('has no snapshot while a part of it is missing', async () => {
    const { store, account } = world();
    const ref = await publish({ store, account });
    expect(await store.read(account, { ...ref, parts: ref.parts + 1 })).toBeUndefined();
  });

  it('shows an import under way until it ends itself', async () => {
    const { store, account } = world();
    await store.beginImport(account, 'first');
    await store.beginImport(account, 'second');
    await store.endImport(account, 'first');
    expect(await store.draw(account)).toMatchObject({ number: 1, importing: 'second' });
    await store.endImport(account, 'second');
    expect(await store.draw(account)).toEqual({ number: 2, pointer: undefined });
  });

  it('moves the pointer forward only', async () => {
    const { store, account } = world();
    const live = { number: 1, parts: 1 };
    expect(await store.point(account, { number: 5, live, newest: live, itemsDigest: 'a' })).toBe(true);
    expect(await store.point(account, { number: 5, live, newest: live, itemsDigest: 'b' })).toBe(false);
    expect(await store.point(account, { number: 4, live, newest: live, itemsDigest: 'c' })).toBe(false);
    expect(await store.pointer(account)).toEqual({ number: 5, live, newest: live, itemsDigest: 'a' });
  });

  it('leaves the newest snapshot where it was when the pointer goes back to an old one', async () => {
    const { store, account } = world();
    const [old, newest] = [await publish({ store, account }), await publish({ store, account })];
    const { number } = await store.draw(account);
    await store.point(account, { number, live: old, itemsDigest: 'now' });
    expect(await store.pointer(account)).toEqual({ number, live: old, newest, itemsDigest: 'now' });
  });

  it('confirms a pointer that is still the one that was seen, against every earlier number', async () => {
    const { store, account } = world();
    const live = await publish({ store, account });
    const { number, pointer } = await store.draw(account);
    if (!pointer) throw new Error('no pointer');
    expect(await store.confirm(account, number, pointer)).toBe(true);
    expect(await store.point(account, { number, live, newest: live, itemsDigest: 'late' })).toBe(false);
    expect(await store.confirm(account, number + 1, { ...pointer, itemsDigest: 'another' })).toBe(false);
  });

  it('prunes the oldest versions, and none that the pointer names', async () => {
    const { store, account } = world();
    const first = await publish({ store, account });
    for (let round = 0; round < 4; round++) await publish({ store, account });
    const { number } = await store.draw(account);
    await store.point(account, { number, live: first, itemsDigest: 'now' });
    await store.prune(account, 2);
    expect((await store.versions(account)).map((version) => version.number)).toEqual([5, 4, 1]);
    expect(await store.read(account, first)).toBeDefined();
    expect(await store.read(account, { number: 2, parts: 1 })).toBeUndefined();
  });

  it('does not prune a version that a rollback under way keeps, and prunes it once that is over', async () => {
    const { store, account } = world();
    for (let round = 0; round < 4; round++) await publish({ store, account });
    const { number } = await store.draw(account);
    expect(await store.keep(account, 1, number)).toBe(true);
    await store.prune(account, 2);
    expect(await store.read(account, { number: 1, parts: 1 })).toBeDefined();
    await publish({ store, account });
    await store.prune(account, 2);
    expect(await store.keep(account, 1, number + 2)).toBe(false);
  });

  it('does not prune a version that is written and not yet pointed to', async () => {
    const { store, account } = world();
    const slow = await store.draw(account);
    for (let round = 0; round < 3; round++) await publish({ store, account });
    const fast = await store.draw(account);
    const written = await store.write(aSnapshot({ account, number: fast.number }), VERSION);
    await store.write(aSnapshot({ account, number: slow.number }), VERSION);
    await store.prune(account, 0);
    expect(await store.read(account, written)).toBeDefined();
    expect((await store.versions(account)).map((version) => version.number)).toEqual([fast.number, fast.number - 1]);
  });
});
