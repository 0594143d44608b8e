import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../../functions/domain/contact.ts';
import { enrichFollowers } from '../../../functions/usecases/enrich-followers.ts';
import { contactDesk } from '../../support/contact-desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

describe('kefu-admin-contacts', () => {
  it('tags a follower at WeChat too, finds them by it, and takes it away', async () => {
    const desk = contactDesk(engine);
    const openId = await desk.follower('wang');
    await expect(desk.invoke('tag', { openIds: [openId, 'oStranger'], tag: 'VIP' })).resolves.toMatchObject({
      ok: true,
      changed: 1,
      unknown: ['oStranger'],
      wechat: 'in-step',
    });
    await expect(desk.tags.list(desk.account)).resolves.toContainEqual(
      expect.objectContaining({ name: 'VIP', count: 1 }),
    );
    await expect(desk.invoke('list', { filter: { tags: ['VIP'] } })).resolves.toMatchObject({ contacts: [{ openId }] });
    await desk.invoke('untag', { openIds: [openId], tag: 'VIP' });
    await expect(desk.tags.tagsOf(desk.account, openId)).resolves.toEqual([]);
    await expect(desk.invoke('list', { filter: { tags: ['VIP'] } })).resolves.toMatchObject({ contacts: [] });
  });

  it('finds whom a kf account served by its bare prefix too', async () => {
    const desk = contactDesk(engine, { wechatId: 'shop' });
    await desk.put({ openId: 'oServed0001', kfAccount: 'li@test' });
    await desk.put({ openId: 'oServed0002', kfAccount: 'li@shop' });
    const openIds = async (kfAccount: string) => {
      const { contacts = [] } = (await desk.invoke('list', { filter: { kfAccount } })) as { contacts?: Contact[] };
      return contacts.map(({ openId }) => openId);
    };
    expect(await openIds('li')).toEqual(['oServed0002']);
    expect(await openIds('li@test')).toEqual(['oServed0001']);
  });

  it('keeps tags of a mini program to itself', async () => {
    const desk = contactDesk(engine, { kind: 'mini-program' });
    await desk.put({ openId: 'oMiniUser' });
    const answer = await desk.invoke('tag', { openIds: ['oMiniUser'], tag: 'VIP' });
    expect(answer).toMatchObject({ changed: 1, wechat: 'none' });
    expect(desk.calls('/cgi-bin/tags/get')).toHaveLength(0);
  });

  it('keeps the remark of a follower in step with WeChat', async () => {
    const desk = contactDesk(engine);
    const openId = await desk.follower('wang');
    const atWeChat = async () => (await desk.deps.followers.one(desk.account, openId)).remark;
    expect(await desk.invoke('update', { openId, remark: '老客户' })).toMatchObject({ wechat: 'in-step' });
    expect(await atWeChat()).toBe('老客户');
    const long = '很'.repeat(30);
    expect(await desk.invoke('update', { openId, remark: long })).toMatchObject({
      wechat: 'too-long',
      contact: { remark: long },
    });
    expect(await desk.invoke('update', { openId, remark: null })).toMatchObject({ wechat: 'in-step' });
    expect((await atWeChat()) ?? '').toBe('');
    await desk.put({ openId: 'oStranger1' });
    expect(await desk.invoke('update', { openId: 'oStranger1', remark: '路人' })).toMatchObject({
      wechat: 'not-following',
      contact: { remark: '路人' },
    });
  });

  it('brings tags and remark together when WeChat tells of a follower', async () => {
    const desk = contactDesk(engine);
    const openId = await desk.follower('wang');
    const { id } = await desk.tags.create(desk.account, '门店');
    await desk.tags.tag(desk.account, id, [openId]);
    await desk.deps.followers.remark(desk.account, openId, '微信备注');
    await desk.contacts.edit(desk.account, openId, { tags: ['VIP'] });
    await desk.contacts.wantFollower(desk.account, openId);
    await enrichFollowers(desk.deps);
    expect(await desk.contacts.read(desk.account, openId)).toMatchObject({ tags: ['VIP', '门店'], remark: '微信备注' });
    expect(await desk.tags.tagsOf(desk.account, openId)).toHaveLength(2);
  });

  it('keeps remarks of a mini program to itself', async () => {
    const desk = contactDesk(engine, { kind: 'mini-program' });
    await desk.put({ openId: 'oMiniUser' });
    expect(await desk.invoke('update', { openId: 'oMiniUser', remark: '常客' })).toMatchObject({ wechat: 'none' });
  });

  it('changes remark and fields, one by one', async () => {
    const desk = contactDesk(engine);
    const openId = await desk.follower('wang');
    await desk.invoke('update', { openId, remark: '老客户', fields: { city: '杭州', size: 'M' } });
    await expect(desk.invoke('update', { openId, fields: { size: null } })).resolves.toMatchObject({
      contact: { remark: '老客户', fields: { city: '杭州' } },
    });
    await expect(desk.invoke('list', { filter: { fields: { city: '杭州' } } })).resolves.toMatchObject({
      contacts: [{ openId }],
    });
  });

  it('imports what it exported, and changes nothing by it', async () => {
    const desk = contactDesk(engine);
    const openId = await desk.follower('wang');
    await desk.invoke('update', { openId, remark: '=SUM(1)', tags: ['VIP', '老客户'], fields: { city: '杭,州"\n' } });
    const before = await desk.contacts.read(desk.account, openId);
    const exported = await desk.invoke('export');
    const { csv } = exported as unknown as { csv: string };
    await expect(desk.invoke('import', { csv })).resolves.toMatchObject({ ok: true, added: 0, updated: 1, skipped: 0 });
    const after = await desk.contacts.read(desk.account, openId);
    expect({ ...after, fields: {} }).toEqual({ ...before, fields: {} });
    expect(after?.fields.city).toBe('杭,州"');
  });

  const BAD = 'openId,remark,field:city\noGood001,甲,杭州\n坏,乙,上海\noGood002,丙\noGood001,丁,北京\n';

  it('names line and field of every fault, and imports nothing', async () => {
    const desk = contactDesk(engine);
    const answer = await desk.invoke('import', { csv: BAD });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(answer.ok ? [] : answer.error.fields?.map(({ field }) => field)).toEqual([
      'line 3, openId',
      'line 4, (row)',
      'line 5, openId',
    ]);
    await expect(desk.invoke('list')).resolves.toMatchObject({ contacts: [] });
  });

  it('imports everything else with skipBad', async () => {
    const desk = contactDesk(engine);
    const answer = await desk.invoke('import', { csv: BAD, skipBad: true });
    expect(answer).toMatchObject({ ok: true, added: 1, skipped: 3 });
    await expect(desk.invoke('list')).resolves.toMatchObject({ contacts: [{ openId: 'oGood001', remark: '甲' }] });
  });

  it.each([
    ['no openId column', 'name,remark\n', 'line 1, openId'],
    ['an unknown column', 'openId,phone\n', 'line 1, phone'],
    ['a quote left open', 'openId,remark\noUser001,"甲\n', /line \d, \(row\)/],
  ])('refuses %s', async (_name, csv, field) => {
    const answer = await contactDesk(engine).invoke('import', { csv, skipBad: true });
    const named = answer.ok ? undefined : answer.error.fields?.[0]?.field;
    expect(named).toEqual(typeof field === 'string' ? field : expect.stringMatching(field));
  });

  it.each([
    ['a filter of no such name', 'list', { filter: { tag: 'VIP' } }, 'filter.tag'],
    ['a tag over 30 bytes', 'tag', { openIds: ['oUser001'], tag: '一'.repeat(11) }, 'tag'],
    ['no OpenID', 'forget', { openId: 'a b' }, 'openId'],
  ])('refuses %s', async (_name, action, fields, field) => {
    const answer = await contactDesk(engine).invoke(action, fields);
    expect(answer.ok ? [] : answer.error.fields?.map((one) => one.field)).toEqual([field]);
  });

  it('forgets one person, and shows first what there is', async () => {
    const desk = contactDesk(engine);
    const openId = await desk.follower('wang');
    await expect(desk.invoke('export-person', { openId })).resolves.toMatchObject({
      person: { contacts: [{ claims: { nickName: 'wang' } }] },
    });
    await expect(desk.invoke('forget', { openId })).resolves.toMatchObject({ removed: { contacts: 1 } });
    await expect(desk.invoke('get', { openId })).resolves.toMatchObject({ error: { code: 'unknown-contact' } });
    await expect(desk.invoke('export-person', { openId })).resolves.toMatchObject({ person: {} });
  });
});
