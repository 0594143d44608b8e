import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ControlError } from '../../../tools/simulator/index.ts';
import { aScene, PLAIN, passiveText, passiveTransfer, type Scene, sidesOf } from './support.ts';

const USERS = ['a', 'b', 'c'];
const AGENTS = ['x', 'y'];
const user = fc.constantFrom(...USERS);
const agent = fc.constantFrom(...AGENTS);

/** One act of anybody; those that are impossible just then are refused. */
type Act = (scene: Scene) => Promise<unknown>;
const of = <T>(one: T) => ({ account: 'shop', ...one });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(user, fc.constantFrom('bot', '0', 'x@shop', 'gone')).map(
    ([who, text]): Act =>
      ({ simulator }) =>
        simulator.users.type(of({ user: who, text })),
  ),
  user.map(
    (who): Act =>
      ({ simulator }) =>
        simulator.users.scan(of({ user: who, scene: 's' })),
  ),
  user.map(
    (who): Act =>
      ({ simulator }) =>
        simulator.users.unfollow(of({ user: who })),
  ),
  fc.tuple(agent, fc.constantFrom('online', 'away', 'offline')).map(
    ([name, to]): Act =>
      ({ simulator }) =>
        simulator.agents[to as 'online'](of({ agent: name })),
  ),
  fc.tuple(agent, fc.nat(2)).map(
    ([name, upTo]): Act =>
      ({ simulator }) =>
        simulator.agents.autoAccept(of({ agent: name, upTo })),
  ),
  agent.map(
    (name): Act =>
      ({ simulator }) =>
        simulator.agents.accept(of({ agent: name })),
  ),
  fc.tuple(agent, user).map(
    ([name, who]): Act =>
      ({ simulator }) =>
        simulator.agents.close(of({ agent: name, user: who })),
  ),
  fc.tuple(agent, user, agent).map(
    ([name, who, to]): Act =>
      ({ simulator }) =>
        simulator.agents.switch(of({ agent: name, user: who, to })),
  ),
  fc.nat(2000).map(
    (seconds): Act =>
      ({ simulator }) =>
        simulator.advance(seconds),
  ),
);

async function play(acts: Act[]): Promise<Scene> {
  const scene = aScene(PLAIN);
  scene.answer((request) => {
    const { user: to, account } = sidesOf(request);
    const text = /<Content><!\[CDATA\[(.*?)\]\]>/.exec(request.body)?.[1];
    if (text === 'gone') return { status: 500 };
    if (text === '0') return passiveTransfer(to, account);
    if (text === 'x@shop') return passiveTransfer(to, account, text);
    return text ? passiveText(to, account, text) : 'success';
  });
  for (const name of USERS) await scene.simulator.users.create(of({ name }));
  for (const name of AGENTS) await scene.simulator.agents.hire(of({ kfAccount: name, nickname: name }));
  for (const one of acts) {
    await one(scene).catch((error: unknown) => {
      if (!(error instanceof ControlError)) throw error;
    });
    expectSound(scene);
  }
  return scene;
}

function expectSound({ simulator }: Scene): void {
  const { sessions = [], waiting = [], users = {}, kfAccounts = [] } = simulator.state.accounts.shop ?? {};
  const served = sessions.map(({ openId }) => openId);
  const queued = waiting.map(({ openId }) => openId);
  expect(new Set([...served, ...queued]).size).toBe(served.length + queued.length);
  for (const { kfAccountId, releasesAt } of sessions) {
    expect(kfAccounts.some(({ id }) => id === kfAccountId)).toBe(true);
    expect(releasesAt).toBeGreaterThan(simulator.clock.now());
  }
  for (const { openId, chat, following } of Object.values(users)) {
    expect(chat.map(({ id }) => id)).toEqual(chat.map(({ id }) => id).sort((a, b) => a - b));
    if (!following) expect([...served, ...queued]).not.toContain(openId);
  }
}

describe('any history of users and agents', () => {
  it('leaves each user with one agent, in the queue, or with neither', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        await play(acts);
      }),
      { numRuns: 100 },
    );
  });

  it('pushes every session event in pairs: what was created is closed, switched or released', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { simulator } = await play(acts);
        const created = simulator.state.pushes.filter(({ what }) => what === 'kf_create_session').length;
        const closed = simulator.state.pushes.filter(({ what }) => what === 'kf_close_session').length;
        expect(created - closed).toBeGreaterThanOrEqual(simulator.state.accounts.shop?.sessions.length ?? 0);
      }),
      { numRuns: 50 },
    );
  });
});
