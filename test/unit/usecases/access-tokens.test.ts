import { describe, expect, it } from 'vitest';
import type { AccessTokens } from '../../../functions/ports/access-tokens.ts';
import { refusedWith, type TokenWorld, tokenWorld } from '../../support/token-world.ts';

/** What the API client does with a refused token. */
async function call({ endpoint }: TokenWorld, tokens: AccessTokens): Promise<boolean> {
  const token = await tokens.current('main');
  if (endpoint.accepts(token)) return true;
  return endpoint.accepts(await tokens.replace('main', token));
}

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('createAccessTokens', () => {
  it('gives 1,000 simultaneous cold readers one fetch', async () => {
    const world = tokenWorld();
    const tokens = await Promise.all(times(1000, () => world.reader().current('main')));
    expect(new Set(tokens)).toEqual(new Set(['TOKEN-1']));
    expect(world.endpoint.calls).toHaveLength(1);
  });

  it.each([
    ['in one container', (world: TokenWorld) => Array<AccessTokens>(500).fill(world.reader())],
    ['in 500 containers', (world: TokenWorld) => times(500, () => world.reader())],
  ])('brings 500 calls that fail at once %s through with one forced refresh', async (_name, readersOf) => {
    const world = tokenWorld();
    await world.refresh();
    const readers = readersOf(world);
    await Promise.all(readers.map((tokens) => tokens.current('main')));
    world.endpoint.spoil();
    const results = await Promise.all(readers.map((tokens) => call(world, tokens)));
    expect(results.every(Boolean)).toBe(true);
    expect(world.endpoint.calls.filter(({ force }) => force)).toHaveLength(1);
  });

  it('reads the store once while the token is far from its end', async () => {
    const world = tokenWorld();
    await world.refresh();
    let reads = 0;
    const { read } = world.tokens;
    world.tokens.read = (account) => {
      reads += 1;
      return read(account);
    };
    const tokens = world.reader();
    await tokens.current('main');
    world.time.advance(6900);
    await tokens.current('main');
    expect(reads).toBe(1);
  });

  it('has the next token before the old one ends', async () => {
    const world = tokenWorld();
    await world.refresh();
    const tokens = world.reader();
    await tokens.current('main');
    world.time.advance(6950);
    await world.refresh();
    world.time.advance(60);
    await expect(tokens.current('main')).resolves.toBe('TOKEN-2');
  });

  it('serves the old token on while a refresh fails', async () => {
    const world = tokenWorld();
    await world.refresh();
    const tokens = world.reader();
    world.endpoint.refuse(refusedWith(-1));
    world.time.advance(7190);
    await expect(tokens.current('main')).resolves.toBe('TOKEN-1');
  });

  it('takes what another stored without asking for a refresh', async () => {
    const world = tokenWorld();
    await world.refresh();
    const tokens = world.reader();
    await tokens.current('main');
    await world.refresh({ mode: 'force' });
    await expect(tokens.replace('main', 'TOKEN-1')).resolves.toBe('TOKEN-2');
    expect(world.endpoint.calls).toHaveLength(2);
  });

  it('says why there is none', async () => {
    const world = tokenWorld();
    world.endpoint.refuse(refusedWith(40125));
    await expect(world.reader().current('main')).rejects.toThrow(/main has no access token: .*40125/);
  });
});
