import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessTokenStates } from '../../../functions/adapters/aws/access-token-state.ts';
import { createAccessTokenStore } from '../../../functions/adapters/aws/access-token-store.ts';
import { ConfigError, StoreConflictError } from '../../../functions/errors.ts';
import type { AccessTokenStates } from '../../../functions/ports/access-token-state.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { type ParameterServer, startParameters } from '../../support/parameters.ts';

const NOW = 1_700_000_000;

describe('createAccessTokenStates', () => {
  let engine: Engine;
  let states: AccessTokenStates;
  beforeAll(async () => {
    engine = await startEngine();
    states = createAccessTokenStates(engine.client, 'kefu-accounts');
  });
  afterAll(() => engine.close());

  it('gives the lease to one of many', async () => {
    const leases = await Promise.all(Array.from({ length: 50 }, () => states.acquire('race', NOW)));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('numbers leases upward, whether given back or run out', async () => {
    const first = await states.acquire('numbers', NOW);
    if (first) await states.release('numbers', first, first.state);
    const second = await states.acquire('numbers', NOW);
    const third = await states.acquire('numbers', NOW + 20);
    expect([first?.number, second?.number, third?.number]).toEqual([1, 2, 3]);
  });

  it('holds it for 20 seconds', async () => {
    await states.acquire('twenty', NOW);
    await expect(states.acquire('twenty', NOW + 19)).resolves.toBeUndefined();
    await expect(states.acquire('twenty', NOW + 20)).resolves.toBeDefined();
  });

  it('shuts out a holder that was overtaken', async () => {
    const late = await states.acquire('overtaken', NOW);
    await states.acquire('overtaken', NOW + 20);
    if (!late) throw new Error('no lease');
    await expect(states.save('overtaken', late, late.state, NOW + 21)).rejects.toThrow(StoreConflictError);
    await expect(states.release('overtaken', late, late.state)).resolves.toBe(false);
  });

  it('keeps counters and the last error', async () => {
    const lease = await states.acquire('kept', NOW);
    const state = { fetches: 3, forcedCount: 1, lastError: { at: NOW, errcode: 40164, message: 'm', hint: 'h' } };
    if (lease) await states.release('kept', lease, state);
    await expect(states.read('kept')).resolves.toEqual(state);
  });

  it('knows nothing of an account that never had a token', async () => {
    await expect(states.read('new')).resolves.toEqual({ fetches: 0, forcedCount: 0 });
  });
});

describe('createAccessTokenStore', () => {
  let parameters: ParameterServer;
  beforeAll(async () => {
    parameters = await startParameters();
  });
  afterAll(() => parameters.close());
  const store = () => createAccessTokenStore(parameters.client, (account) => `/kefu/accounts/${account}/access-token`);

  it('reads what was written, and nothing before', async () => {
    await expect(store().read('main')).resolves.toBeUndefined();
    await store().write('main', { accessToken: 'T1', expiresAt: NOW });
    await store().write('main', { accessToken: 'T2', expiresAt: NOW + 1 });
    await expect(store().read('main')).resolves.toEqual({ accessToken: 'T2', expiresAt: NOW + 1 });
  });

  it('does not quote a broken value', async () => {
    const Name = '/kefu/accounts/broken/access-token';
    await parameters.client.send(new PutParameterCommand({ Name, Value: 'SECRET', Type: 'SecureString' }));
    const error = await store()
      .read('broken')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).not.toContain('SECRET');
  });
});
