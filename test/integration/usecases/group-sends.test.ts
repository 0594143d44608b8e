import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupSend } from '../../../functions/domain/group-send.ts';
import { advanceGroupSends } from '../../../functions/usecases/advance-group-sends.ts';
import { enrichFollowers } from '../../../functions/usecases/enrich-followers.ts';
import { followPerson } from '../../../functions/usecases/follow-person.ts';
import { contactDesk } from '../../support/contact-desk.ts';
import { aChange } from '../../support/contacts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

type Desk = ReturnType<typeof contactDesk>;
const MASS = '/cgi-bin/message/mass/send';
const message = { kind: 'text', content: '周末活动' };
const vip = { tags: ['VIP'] };

async function shop(people = 3): Promise<Desk> {
  const desk = contactDesk(engine);
  const openIds: string[] = [];
  for (let n = 0; n < people; n++) openIds.push(await desk.follower(`user${n}`));
  await desk.invoke('tag', { openIds, tag: 'VIP' });
  return desk;
}

async function started(desk: Desk, fields: object): Promise<string> {
  const answer = await desk.invoke('group-send', fields);
  expect(answer).toMatchObject({ ok: true });
  return (answer as unknown as { groupSend: GroupSend }).groupSend.id;
}

const status = async (desk: Desk, id: string) =>
  ((await desk.invoke('group-send-status', { id })) as unknown as { groupSend: GroupSend }).groupSend;

describe('a group send of an official account', () => {
  it('counts people and quota first, and sends nothing', async () => {
    const desk = await shop();
    await desk.put({ openId: 'oGoneAway', tags: ['VIP'], follower: { subscribed: false, askedAt: 1 } });
    await expect(desk.invoke('group-send', { filter: vip, message, dryRun: true })).resolves.toMatchObject({
      plan: { recipients: 3, found: 4, unreachable: 1, calls: 1, callsLeftToday: 100 },
    });
    await desk.minute();
    expect(desk.calls(MASS)).toHaveLength(0);
  });

  it('reaches everybody in one call, and reports what WeChat made of it', async () => {
    const desk = await shop();
    const id = await started(desk, { filter: vip, message });
    await desk.minute();
    const sent = await status(desk, id);
    expect(sent).toMatchObject({ status: 'done', accepted: 3, left: 0, jobs: [{ recipients: 3 }] });
    const jobId = sent.jobs[0]?.jobId ?? '';
    const job = { kind: 'job-finished' as const, jobId, status: 'send success', total: 3, sent: 2, failed: 1 };
    const changes = [{ sequence: '1', change: aChange({ channel: 'other', facts: [job] }) }];
    await followPerson(desk.deps, { account: desk.account, openId: 'oAdministrator', removed: false, changes });
    expect(await status(desk, id)).toMatchObject({ delivered: 2, jobs: [{ status: 'send success', failed: 1 }] });
    expect(await desk.contacts.read(desk.account, 'oAdministrator')).toBeUndefined();
  });

  it('sends nothing twice when it dies after the call', async () => {
    const desk = await shop();
    const id = await started(desk, { filter: vip, message });
    const dying = { ...desk.deps.groupSends, replace: () => Promise.reject(new Error('killed')) };
    await advanceGroupSends({ ...desk.deps, groupSends: dying });
    await desk.minute();
    expect(await status(desk, id)).toMatchObject({ status: 'done', accepted: 3 });
    expect(desk.simulator.state.accounts[desk.account]?.massJobs).toHaveLength(1);
  });

  it('waits for its time, and while it is paused', async () => {
    const desk = await shop();
    const id = await started(desk, { filter: vip, message, startAt: desk.simulator.clock.now() + 120 });
    await desk.minute();
    await desk.invoke('group-send-pause', { id });
    for (let minute = 0; minute < 3; minute++) await desk.minute();
    expect(desk.calls(MASS)).toHaveLength(0);
    await desk.invoke('group-send-resume', { id });
    await desk.minute();
    expect(await status(desk, id)).toMatchObject({ status: 'done' });
  });

  it('leaves out who had four this month', async () => {
    const desk = await shop();
    for (let n = 0; n < 4; n++) {
      await started(desk, { filter: vip, message });
      await desk.minute();
    }
    await expect(desk.invoke('group-send', { filter: vip, message })).resolves.toMatchObject({
      error: { code: 'too-few', message: expect.stringContaining("3 have had this month's 4") },
    });
  });

  it('waits for tomorrow when the one call of a subscription account is spent', async () => {
    const desk = contactDesk(engine, { kind: 'subscription' });
    for (const name of ['a', 'b']) await desk.follower(name);
    await started(desk, { message });
    await desk.simulator.advance(1);
    const second = await started(desk, { message });
    await desk.minute();
    expect(await status(desk, second)).toMatchObject({ status: 'running', note: expect.stringContaining('today') });
    await desk.simulator.advance(86_400);
    await desk.minute();
    expect(await status(desk, second)).toMatchObject({ status: 'done' });
    expect(desk.calls(MASS)).toHaveLength(2);
  });
});

describe('a group send of a mini program', () => {
  const notice = { kind: 'subscribe-message', templateId: 'T1', data: { thing1: '到货' } };

  it('goes to those who allowed the template, once for each yes', async () => {
    const desk = contactDesk(engine, { kind: 'mini-program' });
    await desk.put({ openId: 'oYes001', optIns: { T1: 1 } }, { openId: 'oNo0001' });
    const sent: string[] = [];
    const subscribeNotices = {
      send: async (_account: string, _kind: string, { openId }: { openId: string }) => {
        sent.push(openId);
        return { outcome: 'sent' as const };
      },
    };
    const id = await started(desk, { message: notice });
    await advanceGroupSends({ ...desk.deps, subscribeNotices });
    expect(sent).toEqual(['oYes001']);
    expect(await status(desk, id)).toMatchObject({ status: 'done', accepted: 1, recipients: 1 });
    await expect(desk.invoke('group-send', { message: notice })).resolves.toMatchObject({ error: { code: 'too-few' } });
  });

  it('goes on after whoever was being sent to when the process died', async () => {
    const desk = contactDesk(engine, { kind: 'mini-program' });
    await desk.put(...[1, 2, 3].map((n) => ({ openId: `oYes00${n}`, optIns: { T1: 2 } })));
    const id = await started(desk, { message: notice });
    const sent: string[] = [];
    const subscribeNotices = {
      send: async (_account: string, _kind: string, { openId }: { openId: string }) => {
        sent.push(openId);
        if (sent.length === 2) throw new Error('killed');
        return { outcome: 'sent' as const };
      },
    };
    await advanceGroupSends({ ...desk.deps, subscribeNotices });
    await advanceGroupSends({ ...desk.deps, subscribeNotices });
    expect(sent.sort()).toEqual(['oYes001', 'oYes002', 'oYes003']);
    expect(await status(desk, id)).toMatchObject({ status: 'done', accepted: 2, unknown: 1 });
  });

  it('is refused the message of an official account', async () => {
    const desk = contactDesk(engine, { kind: 'mini-program' });
    await expect(desk.invoke('group-send', { message })).resolves.toMatchObject({
      error: { code: 'bad-input', fields: [{ field: 'message.kind' }] },
    });
  });
});

describe('followers', () => {
  it('are asked about in the background, with their tags', async () => {
    const desk = await shop(1);
    const openId = (await desk.contacts.list(desk.account, {}, { limit: 1 })).contacts[0]?.openId ?? '';
    await desk.contacts.edit(desk.account, openId, { tags: [] });
    await desk.contacts.wantFollower(desk.account, openId);
    await desk.contacts.wantFollower(desk.account, 'oNobodyKnows');
    await enrichFollowers(desk.deps);
    expect(await desk.contacts.read(desk.account, openId)).toMatchObject({
      tags: ['VIP'],
      follower: { subscribed: true, subscribedAt: expect.any(Number) },
    });
    expect(await desk.contacts.wantedFollowers(desk.account, 10)).toEqual([]);
  });
});
