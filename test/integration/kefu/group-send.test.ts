import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Counted, Reported } from '../../../tools/kefu/group-send/show.ts';
import { simulatedWorld } from '../../../tools/kefu/simulate/simulated-world.ts';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('kefu contacts and kefu group-send', { timeout: 120_000 }, () => {
  let world: KefuWorld;
  const control = (path: string, input: object) =>
    simulatedWorld(world.local.places.wechat).control(path, { account: 'demo', ...input });
  const send = (...args: string[]) =>
    world.json<{ groupSend: Reported; plan: Counted }>('group-send', 'send', 'demo', '周末活动', ...args);
  const status = async (id: string) =>
    (await world.json<{ groupSend: Reported }>('group-send', 'status', 'demo', id)).groupSend;
  const minutes = async (count: number) => {
    await control('clock/advance', { seconds: count * 60 });
    await world.local.settled();
  };
  beforeAll(async () => {
    world = await kefuWorld();
    for (const [name, openId] of [
      ['li', 'oLiMing0001'],
      ['wang', 'oWangFang01'],
    ]) {
      await control('users/create', { name, openId });
      await control('users/follow', { user: name, scene: 'store-7' });
    }
    await world.local.settled();
  }, 120_000);
  afterAll(() => world.close());

  it('finds people by where they came from, and tags them at WeChat too', async () => {
    const { contacts } = await world.json<{ contacts: { openId: string }[] }>(
      ...['contacts', 'list', 'demo', '--scene', 'store-7'],
    );
    expect(contacts.map(({ openId }) => openId).sort()).toEqual(['oLiMing0001', 'oWangFang01']);
    const { out } = await world.kefu(['contacts', 'tag', 'demo', 'VIP', 'oLiMing0001', 'oWangFang01']);
    expect(out).toContain('2 changed, and at WeChat too.');
  });

  it('counts people and quota in a dry run, and sends nothing', async () => {
    const { code, out } = await world.kefu(['group-send', 'dry-run', 'demo', '周末活动', '--tag', 'VIP']);
    expect([code, out]).toEqual([0, expect.stringMatching(/2 meet the filter: 2 get it.*\n.*1 calls.*; 100 are left/)]);
    expect(await send('--tag', 'VIP', '--dry-run')).toEqual({
      dryRun: true,
      plan: { recipients: 2, found: 2, unreachable: 0, exhausted: 0, calls: 1, callsLeftToday: 100 },
    });
    expect(await world.json('group-send', 'list', 'demo')).toEqual({ groupSends: [] });
  });

  it('shows a preview to one person', async () => {
    const { out } = await world.kefu(['group-send', 'preview', 'demo', 'oLiMing0001', '周末活动', '--lang', 'zh']);
    expect(out).toContain('已发送预览');
  });

  it.each([
    ['asks before it sends', ['--tag', 'VIP'], /add --yes/],
    ['wants to be told to whom', ['--yes'], /--everybody/],
    ['does not take everybody and a condition', ['--tag', 'VIP', '--everybody'], /exclude each other/],
    ['names a time that is none', ['--tag', 'VIP', '--at', 'morgen'], /--at: morgen is no time/],
  ])('%s', async (_name, args, said) => {
    const { code, err } = await world.kefu(['group-send', 'send', 'demo', '周末活动', ...args]);
    expect([code, err]).toEqual([2, expect.stringMatching(said)]);
  });

  it('tells what is wrong with a message, as the function said it', async () => {
    const ran = await world.kefu(['group-send', 'dry-run', 'mini', 'hello', '--everybody']);
    expect([ran.code, ran.err]).toEqual([4, expect.stringContaining('message.kind is for official accounts')]);
  });

  it('sends, and reports what WeChat made of it', async () => {
    const { groupSend } = await send('--tag', 'VIP', '--yes');
    await minutes(2);
    expect(await status(groupSend.id)).toMatchObject({ status: 'done', accepted: 2, left: 0, delivered: 2 });
    const { out } = await world.kefu(['group-send', 'report', 'demo', groupSend.id]);
    expect(out).toMatch(/██████████ 2\/2[\s\S]*Delivered +│ 2[\s\S]*send success/);
  });

  it('waits for its time, stops where it is, and goes on', async () => {
    const { groupSend } = await send('--everybody', '--at', '2099-01-01 09:00', '--yes');
    expect(groupSend.startAt).toBe(Date.parse('2099-01-01T01:00:00Z') / 1000);
    const paused = await world.kefu(['group-send', 'pause', 'demo', groupSend.id]);
    expect(paused.out).toMatch(/paused[\s\S]*░░░░░░░░░░ 0\/2/);
    await world.kefu(['group-send', 'resume', 'demo', groupSend.id]);
    expect(await status(groupSend.id)).toMatchObject({ status: 'running', left: 2 });
    expect((await world.kefu(['group-send', 'list', 'demo', '--lang', 'zh'])).out).toMatch(/编号[\s\S]*周末活动/);
  });
});
