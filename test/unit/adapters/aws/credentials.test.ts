import { type GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createCredentialsStore } from '../../../../functions/adapters/aws/credentials.ts';
import { aCredentials } from '../../../support/credentials.ts';

/** A store over parameters in memory, with a clock to turn and a count of what was read. */
function aStore(parameters: Record<string, string>) {
  const world = { nowMs: 0, read: [] as string[], fails: false, parameters };
  const ssm = {
    send: async ({ input }: GetParameterCommand) => {
      world.read.push(input.Name ?? '');
      if (world.fails) throw new Error('SSM is down');
      const Value = parameters[input.Name ?? ''];
      if (Value === undefined) throw new ParameterNotFound({ message: '', $metadata: {} });
      return { Parameter: { Value } };
    },
  };
  const client = Object.assign(Object.create(SSMClient.prototype) as SSMClient, ssm);
  const store = createCredentialsStore({
    ssm: client,
    nameOf: (account) => `/kefu/${account}`,
    nowMs: () => world.nowMs,
  });
  return { store, world };
}

const text = JSON.stringify(aCredentials());

describe('credentials', () => {
  it('are read once for all who ask at once, and again after a minute', async () => {
    const { store, world } = aStore({ '/kefu/main': text });
    await Promise.all([store.read('main'), store.read('main')]);
    world.nowMs = 59_999;
    expect(await store.read('main')).toEqual(aCredentials());
    expect(world.read).toEqual(['/kefu/main']);
    world.nowMs = 60_000;
    await store.read('main');
    expect(world.read).toHaveLength(2);
  });

  it.each([
    [4_999, 1],
    [5_000, 2],
  ])('of an unknown account are asked for again after %d ms: %d reads', async (nowMs, reads) => {
    const { store, world } = aStore({});
    expect(await store.read('new')).toBeUndefined();
    world.nowMs = nowMs;
    await store.read('new');
    expect(world.read).toHaveLength(reads);
  });

  it.each([
    [9_999, 1],
    [10_000, 2],
  ])('in doubt are read again when they are %d ms old: %d reads', async (nowMs, reads) => {
    const { store, world } = aStore({ '/kefu/main': text });
    await store.read('main');
    world.nowMs = nowMs;
    await store.read('main', 10);
    expect(world.read).toHaveLength(reads);
  });

  it('stay the same object while they say the same', async () => {
    const { store, world } = aStore({ '/kefu/main': text });
    const first = await store.read('main');
    world.nowMs = 60_000;
    expect(await store.read('main')).toBe(first);
    world.parameters['/kefu/main'] = JSON.stringify(aCredentials({ token: 'rotated' }));
    world.nowMs = 120_000;
    expect(await store.read('main')).toEqual(aCredentials({ token: 'rotated' }));
  });

  it('go on serving while SSM does not answer', async () => {
    const { store, world } = aStore({ '/kefu/main': text });
    await store.read('main');
    world.fails = true;
    world.nowMs = 60_000;
    expect(await store.read('main')).toEqual(aCredentials());
  });

  it('that were never read are missing when SSM does not answer', async () => {
    const { store, world } = aStore({});
    world.fails = true;
    await expect(store.read('main')).rejects.toThrow('SSM is down');
  });

  it('that are malformed say so, until they are mended', async () => {
    const { store, world } = aStore({ '/kefu/main': '{}' });
    await expect(store.read('main')).rejects.toThrow('credentials of main: kind is missing');
    world.parameters['/kefu/main'] = text;
    world.nowMs = 5_000;
    expect(await store.read('main')).toEqual(aCredentials());
  });
});
