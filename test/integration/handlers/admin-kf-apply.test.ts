import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KfApi } from '../../../functions/ports/kf-api.ts';
import { type KfDesk, kfDesk } from '../../support/kf-desk.ts';

const seat = { kfAccount: 'li', nickname: '小李', wechatId: 'wx_li_2024', groups: ['sales'], capacity: 5 };

/** Any state of six seats at WeChat: absent, or with a name, and free, bound or invited in one of three ways. */
const names = ['s0', 's1', 's2', 's3', 's4', 's5'];
const people = ['wx_person_0', 'wx_person_1', 'wx_person_2', 'wx_person_3'];
const stateOfSeat = fc.record({
  exists: fc.boolean(),
  nickname: fc.constantFrom('甲', '乙'),
  link: fc.constantFrom('free', 'bound', 'waiting', 'rejected', 'expired'),
  person: fc.nat(people.length - 1),
});
const declaredSeat = fc.record({
  nickname: fc.constantFrom('甲', '乙'),
  person: fc.option(fc.nat(people.length - 1), { nil: undefined }),
  remove: fc.boolean(),
  groups: fc.option(fc.subarray(['sales', 'service']), { nil: undefined }),
  capacity: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});
const world = fc.record({
  before: fc.array(stateOfSeat, { minLength: names.length, maxLength: names.length }),
  declared: fc.array(declaredSeat, { minLength: names.length, maxLength: names.length }),
  crashAfter: fc.nat(8),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** Each person at one seat only, as WeChat sees to. */
async function build({ before }: World): Promise<KfDesk> {
  const desk = kfDesk();
  const account = desk.simulator.state.accounts.shop;
  const taken = new Set<string>();
  for (const [index, state] of before.entries()) {
    if (!state.exists) continue;
    await desk.invoke('add', { kfAccount: names[index], nickname: state.nickname });
    const made = account?.kfAccounts.at(-1);
    const wechatId = people[state.person] ?? '';
    if (!made || state.link === 'free' || taken.has(wechatId)) continue;
    taken.add(wechatId);
    const now = desk.simulator.clock.now();
    if (state.link === 'bound') made.wechatId = wechatId;
    else if (state.link === 'expired') made.invitation = { wechatId, expiresAt: now - 1, status: 'waiting' };
    else made.invitation = { wechatId, expiresAt: now + 9999, status: state.link };
  }
  return desk;
}

function listOf({ declared }: World) {
  const taken = new Set<number>();
  return declared.map(({ person, nickname, ...one }, index) => {
    const free = person !== undefined && !one.remove && !taken.has(person) ? person : undefined;
    if (free !== undefined) taken.add(free);
    return { kfAccount: names[index], nickname, ...one, ...(free !== undefined && { wechatId: people[free] }) };
  });
}

/** Dies after so many writes, when WeChat has done them already. */
function mortal(kf: KfApi, lives: number): KfApi {
  let left = lives;
  const dying =
    <Args extends unknown[]>(write: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      await write(...args);
      left -= 1;
      if (left < 0) throw new Error('died');
    };
  return { ...kf, add: dying(kf.add), update: dying(kf.update), remove: dying(kf.remove), invite: dying(kf.invite) };
}

describe('apply', () => {
  it('adds, invites and groups what is declared, and then has nothing to do', async () => {
    const desk = kfDesk();
    await expect(desk.invoke('apply', { accounts: [seat] })).resolves.toMatchObject({
      ok: true,
      steps: [
        { do: 'add', kfAccount: 'li@shop' },
        { do: 'invite', wechatId: 'wx_li_2024' },
      ],
      settings: true,
    });
    expect(desk.seats).toEqual({
      groups: { sales: ['li@shop'] },
      agents: { 'li@shop': { capacity: 5, autoAccept: false } },
    });
    await expect(desk.invoke('apply', { accounts: [seat] })).resolves.toMatchObject({
      ok: true,
      steps: [],
      settings: false,
    });
  });

  it.each(['rejected', 'expired'] as const)('invites again when the invitation was %s', async (how) => {
    const desk = kfDesk();
    await desk.invoke('apply', { accounts: [seat] });
    if (how === 'expired') await desk.simulator.advance(25 * 3600);
    else await desk.simulator.agents.answerInvitation({ account: 'shop', agent: 'li@shop', accept: false });
    await expect(desk.invoke('apply', { accounts: [seat] })).resolves.toMatchObject({
      steps: [{ do: 'invite', because: how }],
    });
  });

  it('removes only what says so', async () => {
    const desk = kfDesk();
    await desk.invoke('apply', { accounts: [seat, { kfAccount: 'zhao', nickname: '小赵' }] });
    await desk.invoke('apply', { accounts: [{ kfAccount: 'zhao', remove: true }] });
    expect((await desk.kf.list('shop')).map(({ kfAccount }) => kfAccount)).toEqual(['li@shop']);
  });

  it('names every fault of the list and does nothing', async () => {
    const desk = kfDesk();
    const accounts = [seat, { ...seat, capacity: 0 }, { kfAccount: 'abcdefghijkl', nickname: '一'.repeat(17) }];
    const answer = await desk.invoke('apply', { accounts });
    expect(answer.ok ? [] : answer.error.fields?.map(({ field }) => field)).toEqual([
      'accounts[1].capacity',
      'accounts[2].kfAccount',
      'accounts[2].nickname',
    ]);
    expect(desk.writes()).toBe(0);
  });

  it('refuses to name a seat or a person twice', async () => {
    const answer = await kfDesk().invoke('apply', { accounts: [seat, seat] });
    expect(answer.ok ? [] : answer.error.fields?.map(({ field }) => field)).toEqual([
      'accounts[1].kfAccount',
      'accounts[1].wechatId',
    ]);
  });

  it('says before the first call that there would be 101', async () => {
    const desk = kfDesk();
    const accounts = Array.from({ length: 101 }, (_, index) => ({ kfAccount: `k${index}`, nickname: '客服' }));
    await expect(desk.invoke('apply', { accounts })).resolves.toMatchObject({ ok: false, error: { code: 'too-many' } });
    expect(desk.writes()).toBe(0);
  });

  it('does the rest when one step is refused, and names it with its mend', async () => {
    const desk = kfDesk();
    await desk.simulator.accounts.change({ account: 'shop', settings: { overboundWechatIds: ['wx_li_2024'] } });
    const answer = await desk.invoke('apply', {
      accounts: [seat, { kfAccount: 'zhao', nickname: '小赵', wechatId: 'wx_zhao_1' }],
    });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'partly', errcode: 65410, message: /3 of 4 .*invite li@shop/ },
    });
    expect(await desk.kf.list('shop')).toHaveLength(2);
  });

  it('stops at a refusal that every step would meet', async () => {
    const desk = kfDesk();
    await desk.simulator.faults.add({ target: '/customservice/kfaccount/add', kind: 'errcode', errcode: 48001 });
    const accounts = [seat, { kfAccount: 'zhao', nickname: '小赵' }];
    await expect(desk.invoke('apply', { accounts })).resolves.toMatchObject({ ok: false, error: { errcode: 48001 } });
    expect(desk.writes()).toBe(1);
  });

  it('keeps a mini program’s agents by their WeChat', async () => {
    const desk = kfDesk({ name: 'app', kind: 'mini-program', wechatId: 'app' });
    const accounts = [{ wechatId: 'wx_li_2024' }, { wechatId: 'wx_zhao_1' }];
    await expect(desk.invoke('apply', { accounts })).resolves.toMatchObject({
      ok: true,
      steps: [{ do: 'add' }, { do: 'add' }],
    });
    await expect(desk.invoke('apply', { accounts })).resolves.toMatchObject({ ok: true, steps: [] });
    await desk.invoke('apply', { accounts: [{ wechatId: 'wx_zhao_1', remove: true }] });
    expect((await desk.kf.list('app')).map(({ wechatId }) => wechatId)).toEqual(['wx_li_2024']);
  });

  it('converges from 200 random states in two runs, the second without a write', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const desk = await build(given);
        const accounts = listOf(given);
        await expect(desk.invoke('apply', { accounts })).resolves.toMatchObject({ ok: true });
        const writes = desk.writes();
        await expect(desk.invoke('apply', { accounts })).resolves.toMatchObject({
          ok: true,
          steps: [],
          settings: false,
        });
        expect(desk.writes()).toBe(writes);
      }),
      { numRuns: 200 },
    );
  });

  it('converges after a death behind any call', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const [desk, undisturbed] = await Promise.all([build(given), build(given)]);
        const accounts = listOf(given);
        await desk.invokeWith(mortal(desk.kf, given.crashAfter), 'apply', { accounts }).catch(() => undefined);
        await desk.invoke('apply', { accounts });
        await undisturbed.invoke('apply', { accounts });
        const shape = async ({ kf }: KfDesk) =>
          (await kf.list('shop'))
            .map(({ kfId: _id, ...one }) => one)
            .sort((a, b) => (a.kfAccount < b.kfAccount ? -1 : 1));
        expect(await shape(desk)).toEqual(await shape(undisturbed));
        expect(desk.seats).toEqual(undisturbed.seats);
      }),
      { numRuns: 100 },
    );
  });
});
