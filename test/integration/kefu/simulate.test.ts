import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

const EXAMPLES = new URL('../../../docs/scenarios/', import.meta.url).pathname;

describe('kefu simulate', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  beforeAll(async () => {
    world = await kefuWorld();
  }, 240_000);
  afterAll(() => world.close());

  it('plays the examples of the documentation', async () => {
    const paths = readdirSync(EXAMPLES).map((name) => join(EXAMPLES, name));
    const { code, out } = await world.kefu(['simulate', ...paths]);
    expect([code, out]).toEqual([0, expect.stringContaining('3 passed, 0 failed')]);
  });

  it('shows line and difference of a conversation that went another way', async () => {
    const path = world.file(
      'wrong.yaml',
      'name: 错\nsteps:\n  - user: li\n    says: 流量\n    expect:\n      reply: 没有活动\n',
    );
    const { code, out } = await world.kefu(['simulate', path]);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ 错[\s\S]*wrong.yaml:3:5\n\s+- expected {2}reply: 没有活动\n\s+\+ got {7}亲，送流量活动/);
  });

  it('names what cannot happen', async () => {
    const path = world.file('cannot.yaml', 'name: x\nsteps:\n  - agent: wang\n    accepts: li\n');
    const { code, out } = await world.kefu(['simulate', path]);
    expect([code, out]).toEqual([1, expect.stringContaining('That cannot happen: agent: ')]);
  });

  it.each([
    ['an unknown field', 'name: x\nsteps:\n  - user: li\n    say: hi\n', /bad.yaml:4:10 steps\[0\]\.say: is unknown/],
    ['a step without kind', 'name: x\nsteps:\n  - says: hi\n', /bad.yaml:3:5 steps\[0\]: is no step/],
    ['two acts', 'name: x\nsteps:\n  - user: li\n    says: a\n    scans: b\n', /steps\[0\]: has says and scans/],
    ['a wrong time', 'name: x\nsteps:\n  - wait: soon\n', /bad.yaml:3:11 steps\[0\]\.wait: is no time; write 90s/],
    ['no steps', 'name: x\n', /bad.yaml:1:1 steps: /],
  ])('names line and field of %s', async (_what, text, words) => {
    const ran = await world.kefu(['simulate', world.file('bad.yaml', text)]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(words)]);
  });

  it('waits for what earlier steps send before it expects nothing', async () => {
    const handOff = join(EXAMPLES, 'hand-off.yaml');
    const { code, out } = await world.kefu(['rules', 'test', 'demo', handOff]);
    expect([code, out]).toEqual([0, expect.stringContaining('1 passed, 0 failed')]);
  });

  it('tests a draft before it goes live, and leaves what is live alone', async () => {
    const draft = world.file('draft.yaml', '- id: new\n  match: contains\n  keywords: [流量]\n  reply: 新活动\n');
    const golden = world.file('golden.yaml', 'name: 新\nsteps:\n  - {user: li, says: 流量, expect: {reply: 新活动}}\n');
    const drafted = await world.kefu(['rules', 'test', 'demo', golden, '--rules', draft]);
    expect([drafted.code, drafted.out]).toEqual([0, expect.stringContaining('1 passed, 0 failed')]);
    const live = await world.json<{ ok: boolean }>('rules', 'test', 'demo', golden);
    expect(live.ok).toBe(false);
    expect((await world.kefu(['push', 'demo', '流量'])).out).toContain('亲，送流量活动');
  });
});
