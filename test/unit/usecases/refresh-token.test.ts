import { describe, expect, it } from 'vitest';
import { tokenDigest } from '../../../functions/domain/access-token.ts';
import { WeChatUnavailableError } from '../../../functions/errors.ts';
import { refusedWith, type TokenWorld, tokenWorld } from '../../support/token-world.ts';

const MINUTE = 60;

/** The schedule: one run a minute, for so long. */
async function runFor(world: TokenWorld, seconds: number, each: () => void = () => undefined) {
  for (let passed = 0; passed < seconds; passed += MINUTE) {
    await world.refresh();
    each();
    world.time.advance(MINUTE);
  }
}

describe('refreshToken', () => {
  it('fetches at most 14 tokens in 24 hours and never leaves a moment without a valid one', async () => {
    const world = tokenWorld();
    const invalid: number[] = [];
    await runFor(world, 24 * 3600, () => {
      const stored = world.tokens.stored.get('main');
      // Until just before the next run.
      if (!stored || stored.expiresAt <= world.time.now() + MINUTE || !world.endpoint.accepts(stored.accessToken)) {
        invalid.push(world.time.now());
      }
    });
    expect(invalid).toEqual([]);
    expect(world.endpoint.calls.length).toBeLessThanOrEqual(14);
  });

  it.each([
    [300, 0],
    [299, 1],
  ])('with %i seconds left asks WeChat %i times', async (left, calls) => {
    const world = tokenWorld();
    world.tokens.stored.set('main', { accessToken: 'OLD', expiresAt: world.time.now() + left });
    await world.refresh();
    expect(world.endpoint.calls).toHaveLength(calls);
  });

  it('takes over from a holder that died, after its 20 seconds', async () => {
    const world = tokenWorld();
    await world.states.acquire('main', world.time.now());
    const startedAt = world.time.now();
    await expect(world.refresh()).resolves.toMatchObject({ ok: true });
    expect(world.time.now() - startedAt).toBeGreaterThanOrEqual(20);
    expect(world.time.now() - startedAt).toBeLessThan(22);
  });

  it('does not let a holder that was overtaken write its token', async () => {
    const world = tokenWorld();
    const { obtain } = world.endpoint;
    world.endpoint.obtain = async (credentials, force) => {
      world.time.advance(30);
      await world.states.acquire('main', world.time.now());
      return await obtain(credentials, force);
    };
    await expect(world.refresh()).resolves.toMatchObject({ ok: false });
    expect(world.tokens.stored.size).toBe(0);
  });

  it('fetches in normal mode when a token failed that is not the newest at WeChat', async () => {
    const world = tokenWorld();
    world.tokens.stored.set('main', { accessToken: 'STALE', expiresAt: world.time.now() + 7000 });
    await world.refresh({ failed: tokenDigest('STALE') });
    expect(world.endpoint.calls).toEqual([{ force: false }]);
  });

  it('forces only when normal mode brings the token that failed, and counts it', async () => {
    const world = tokenWorld();
    await world.refresh();
    await world.refresh({ failed: tokenDigest('TOKEN-1') });
    expect(world.endpoint.calls).toEqual([{ force: false }, { force: false }, { force: true }]);
    await expect(world.states.read('main')).resolves.toMatchObject({ forcedCount: 1 });
  });

  it.each([
    [29, false],
    [31, true],
  ])('%i seconds after a forced refresh the next is allowed: %s', async (seconds, ok) => {
    const world = tokenWorld();
    await world.refresh({ mode: 'force' });
    world.time.advance(seconds);
    await expect(world.refresh({ mode: 'force' })).resolves.toMatchObject({ ok });
  });

  it('forces 20 times a day in China, not more', async () => {
    const world = tokenWorld();
    const answers: boolean[] = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push((await world.refresh({ mode: 'force' })).ok);
      world.time.advance(60);
    }
    expect(answers.filter(Boolean)).toHaveLength(20);
    world.time.advance(24 * 3600);
    await expect(world.refresh({ mode: 'force' })).resolves.toMatchObject({ ok: true });
  });

  it('names the address WeChat saw and what to do with it', async () => {
    const world = tokenWorld();
    world.endpoint.refuse(refusedWith(40164, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist'));
    const answer = await world.refresh();
    expect(answer).toMatchObject({
      ok: false,
      error: { errcode: 40164, hint: expect.stringContaining('203.0.113.7') },
    });
  });

  it.each([
    [40001, /AppSecret/],
    [40125, /AppSecret/],
    [40243, /冻结/],
    [40013, /AppID/],
    [50007, /冻结/],
  ])('says what mends %i', async (errcode, hint) => {
    const world = tokenWorld();
    world.endpoint.refuse(refusedWith(errcode));
    const answer = await world.refresh();
    expect(answer.ok ? '' : answer.error.hint).toMatch(hint);
  });

  it('alarms at once for a wrong secret, while the old token lives', async () => {
    const world = tokenWorld();
    await world.refresh();
    world.time.advance(6950);
    world.endpoint.refuse(refusedWith(40125));
    await world.refresh();
    expect(world.logged.at(-1)).toMatchObject({
      event: 'token.refresh-failed',
      fields: { errcode: 40125, secondsLeft: 250 },
    });
  });

  it.each([
    ['40164', () => refusedWith(40164), 10],
    ['no answer', () => new WeChatUnavailableError('/cgi-bin/stable_token', 'timeout', true), 2],
  ])('tries %s for its minutes before it alarms', async (_name, failure, minutes) => {
    const world = tokenWorld();
    world.endpoint.refuse(failure());
    await runFor(world, minutes * MINUTE);
    expect(world.logged.map(({ event }) => event)).not.toContain('token.refresh-failed');
    await runFor(world, MINUTE);
    expect(world.logged.at(-1)?.event).toBe('token.refresh-failed');
  });

  it('forgets the failure when a token comes', async () => {
    const world = tokenWorld();
    world.endpoint.refuse(refusedWith(40164));
    await world.refresh();
    await expect(world.states.read('main')).resolves.toHaveProperty('lastError');
    world.endpoint.refuse(undefined);
    await world.refresh();
    await expect(world.states.read('main')).resolves.not.toHaveProperty('lastError');
  });
});
