import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock, createSimulator, keepState, loadState, SEEDED_ACCOUNTS } from '../../../tools/simulator/index.ts';
import { aFollowedShop, PLAIN, passiveTransfer, STARTED_AT, sidesOf } from './support.ts';

const li = { account: 'shop', user: 'li' };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The same WeChat after a restart, from what was saved. */
const restarted = (state: ReturnType<typeof createSimulator>['state'], at: number) => {
  const bodies: string[] = [];
  const simulator = createSimulator({
    accounts: [PLAIN],
    state,
    clock: createClock({ startAt: at, frozen: true }),
    callback: async ({ body }) => {
      bodies.push(body);
      return { status: 200, body: 'success' };
    },
  });
  return { simulator, bodies };
};

describe('a saved state', () => {
  it('goes on after a restart: chats, tokens, sessions and their release', async () => {
    const { simulator, answer } = await aFollowedShop();
    answer((request) => passiveTransfer(sidesOf(request).user, 'gh_shop'));
    await simulator.agents.hire({ account: 'shop', kfAccount: 'wang', nickname: 'w', online: true, autoAccept: 1 });
    await simulator.users.type({ ...li, text: 'hi' });
    const again = restarted(JSON.parse(JSON.stringify(simulator.save())), STARTED_AT + 60);
    expect(await again.simulator.users.type({ ...li, text: 'a' })).toMatchObject({ to: 'agent' });
    await again.simulator.advance(1740);
    expect(await again.simulator.users.type({ ...li, text: 'b' })).toMatchObject({ to: 'callback' });
    expect((await again.simulator.users.get(li)).chat).toHaveLength(3);
  });

  it('goes on with the retries that were due', async () => {
    const { simulator, answer } = await aFollowedShop();
    answer(() => ({ status: 500 }));
    await simulator.users.type({ ...li, text: 'hi' });
    const again = restarted(JSON.parse(JSON.stringify(simulator.save())), STARTED_AT);
    await again.simulator.advance(5);
    expect(again.bodies).toEqual([simulator.state.pushes[0]?.body]);
  });

  it('is kept in a file that only its owner reads', async () => {
    const path = join(folder, 'wechat.json');
    const { simulator } = await aFollowedShop();
    const end = keepState(simulator, path);
    await simulator.users.type({ ...li, text: 'hi' });
    end();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(loadState(path)?.pushes).toHaveLength(1);
  });

  it('begins anew without a file, and names a file it cannot read', () => {
    expect(loadState(join(folder, 'none.json'))).toBeUndefined();
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{');
    expect(() => loadState(path)).toThrow(`${path} is no state of the simulator`);
  });

  it('does not grow without bound', async () => {
    const { simulator } = await aFollowedShop();
    for (let sent = 0; sent < 700; sent++) await simulator.users.type({ ...li, text: `message ${sent}` });
    const { pushes, calls } = simulator.save();
    expect(pushes).toHaveLength(300);
    expect(calls.length).toBeLessThanOrEqual(500);
    expect((await simulator.users.get(li)).chat).toHaveLength(300);
  });

  it('keeps how far its clock is from real time', () => {
    const first = createSimulator({ accounts: [], callback: async () => ({ status: 200, body: '' }) });
    const state = { ...first.save(), clockOffsetSeconds: 172_800 };
    const again = createSimulator({ accounts: [], callback: async () => ({ status: 200, body: '' }), state });
    expect(again.clock.now() - first.clock.now()).toBeGreaterThanOrEqual(172_799);
  });
});

describe('the seeded accounts', () => {
  it('are those every guide names', () => {
    expect(
      SEEDED_ACCOUNTS.map(({ name, kind, appId, originalId, encryption }) => [
        name,
        kind,
        appId,
        originalId,
        encryption,
      ]),
    ).toEqual([
      ['demo', 'service', 'wxdemo0000000001', 'gh_demo00000001', 'safe'],
      ['plain', 'service', 'wxdemo0000000002', 'gh_demo00000002', 'plain'],
      ['mini', 'mini-program', 'wxdemo0000000003', 'gh_demo00000003', 'safe'],
    ]);
  });
});

describe('a thousand users at once', () => {
  it('each get their own answer, once', async () => {
    const { simulator, answer } = await aFollowedShop();
    const names = Array.from({ length: 1000 }, (_, index) => `user${index}`);
    await Promise.all(names.map((name) => simulator.users.create({ account: 'shop', name })));
    answer((request) => {
      const { user } = sidesOf(request);
      const text = /<Content><!\[CDATA\[(.*?)\]\]>/.exec(request.body)?.[1];
      return `<xml><ToUserName>${user}</ToUserName><FromUserName>gh_shop</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${text}</Content></xml>`;
    });
    await Promise.all(names.map((name) => simulator.users.type({ account: 'shop', user: name, text: name })));
    for (const name of names) {
      const { chat } = await simulator.users.get({ account: 'shop', user: name });
      expect(chat.map(({ content }) => content)).toEqual([
        { kind: 'text', text: name },
        { kind: 'text', text: name },
      ]);
    }
  });
});
