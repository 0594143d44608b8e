import { describe, expect, it } from 'vitest';
import { kfDesk } from '../../support/kf-desk.ts';

const jpg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
const mini = { name: 'app', kind: 'mini-program', wechatId: 'app' } as const;

describe('kefu-admin-kf', () => {
  it('leads a kf account through its life', async () => {
    const desk = kfDesk();
    const { simulator, invoke } = desk;
    await expect(invoke('add', { kfAccount: 'li', nickname: '小李😀' })).resolves.toMatchObject({
      ok: true,
      kfAccount: 'li@shop',
    });
    await invoke('invite', { kfAccount: 'li@shop', wechatId: 'wx_li_2024' });
    await simulator.agents.answerInvitation({ account: 'shop', agent: 'li@shop' });
    await invoke('update', { kfAccount: 'li', nickname: '李工' });
    await invoke('avatar', { kfAccount: 'li', image: jpg });
    await expect(invoke('list')).resolves.toMatchObject({
      accounts: [{ kfAccount: 'li@shop', nickname: '李工', wechatId: 'wx_li_2024' }],
    });
    await simulator.agents.online({ account: 'shop', agent: 'li@shop' });
    await expect(invoke('online')).resolves.toMatchObject({
      agents: [{ kfAccount: 'li@shop', status: 1, sessions: 0 }],
    });
    await expect(invoke('remove', { kfAccount: 'li' })).resolves.toMatchObject({ ok: true });
    await expect(invoke('list')).resolves.toEqual({ ok: true, accounts: [] });
  });

  it('opens, shows and closes a session, and closes none twice', async () => {
    const desk = kfDesk();
    const { simulator, invoke } = desk;
    await simulator.agents.hire({ account: 'shop', kfAccount: 'li', nickname: '小李', online: true });
    const user = await simulator.users.create({ account: 'shop', name: 'wang' });
    const { openId } = user as { openId: string };
    await simulator.users.follow({ account: 'shop', user: 'wang' });
    await simulator.users.type({ account: 'shop', user: 'wang', text: '你好' });
    await expect(invoke('session', { openId })).resolves.toMatchObject({ ok: true, session: null });
    await expect(invoke('create-session', { kfAccount: 'li', openId })).resolves.toMatchObject({ ok: true });
    await expect(invoke('session', { openId })).resolves.toMatchObject({ session: { kfAccount: 'li@shop' } });
    await expect(invoke('sessions', { kfAccount: 'li' })).resolves.toMatchObject({ sessions: [{ openId }] });
    await expect(invoke('close-session', { kfAccount: 'li', openId })).resolves.toMatchObject({ closed: true });
    await expect(invoke('close-session', { kfAccount: 'li', openId })).resolves.toMatchObject({
      ok: true,
      closed: false,
    });
  });

  it.each([
    ['a prefix of 11', { kfAccount: 'abcdefghijk', nickname: '客服' }, 'kfAccount', /11 characters; WeChat allows 10/],
    ['other characters', { kfAccount: '小李', nickname: '客服' }, 'kfAccount', /letters, digits and _/],
    ['a nickname of 17', { kfAccount: 'li', nickname: '一'.repeat(17) }, 'nickname', /17 characters; WeChat allows 16/],
    ['no nickname', { kfAccount: 'li' }, 'nickname', /missing/],
    ['an unknown field', { kfAccount: 'li', nickname: '客服', nick: 'x' }, 'nick', /not a field/],
  ])('refuses %s before WeChat is called', async (_name, fields, field, message) => {
    const desk = kfDesk();
    const answer = await desk.invoke('add', fields);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(answer.ok ? [] : answer.error.fields).toContainEqual({ field, message: expect.stringMatching(message) });
    expect(desk.writes()).toBe(0);
  });

  it('names all faults at once', async () => {
    const answer = await kfDesk().invoke('add', { kfAccount: 'abcdefghijk', nickname: '' });
    expect(answer.ok ? [] : answer.error.fields?.map(({ field }) => field)).toEqual(['kfAccount', 'nickname']);
  });

  it('asks for the 微信号 when a bare prefix cannot be completed', async () => {
    const desk = kfDesk({ name: 'shop', kind: 'service', wechatId: '' });
    await expect(desk.invoke('add', { kfAccount: 'li', nickname: '客服' })).resolves.toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('wechatId') },
    });
  });

  it.each([
    [{ kfEnabled: false }, 65400],
    [{ verified: false }, 48001],
  ])('passes a refusal on with its errcode and what mends it: %j', async (settings, errcode) => {
    const desk = kfDesk();
    await desk.simulator.accounts.change({ account: 'shop', settings });
    const answer = await desk.invoke('list');
    expect(answer).toMatchObject({ ok: false, error: { errcode, message: expect.stringContaining(String(errcode)) } });
    expect(answer.ok ? '' : answer.error.hint).not.toBe('');
  });

  it('adds and removes an agent of a mini program by their WeChat', async () => {
    const desk = kfDesk(mini);
    await expect(desk.invoke('add', { wechatId: 'wx_li_2024' })).resolves.toMatchObject({ ok: true });
    await expect(desk.invoke('list')).resolves.toMatchObject({ accounts: [{ wechatId: 'wx_li_2024' }] });
    await expect(desk.invoke('remove', { wechatId: 'wx_li_2024' })).resolves.toMatchObject({ ok: true });
    await expect(desk.invoke('list')).resolves.toEqual({ ok: true, accounts: [] });
  });

  it.each([
    ['waiting', {}],
    ['session', { openId: 'oABCDEF' }],
    ['sessions', { kfAccount: 'li@app' }],
    ['create-session', { kfAccount: 'li@app', openId: 'oABCDEF' }],
    ['close-session', { kfAccount: 'li@app', openId: 'oABCDEF' }],
    ['update', { kfAccount: 'li@app', nickname: 'x' }],
    ['records', { from: 1, to: 2 }],
  ])('says that a mini program has no %s', async (action, fields) => {
    await expect(kfDesk(mini).invoke(action, fields)).resolves.toMatchObject({
      ok: false,
      error: { code: 'not-for-mini-programs' },
    });
  });

  it('lists what was written over several days, each record once', async () => {
    const desk = kfDesk();
    const { simulator, invoke } = desk;
    await simulator.agents.hire({ account: 'shop', kfAccount: 'li', nickname: '小李', online: true });
    const { openId } = (await simulator.users.create({ account: 'shop', name: 'wang' })) as { openId: string };
    await simulator.users.follow({ account: 'shop', user: 'wang' });
    await simulator.users.type({ account: 'shop', user: 'wang', text: '你好' });
    const from = simulator.clock.now();
    for (const text of ['第一天', '第二天', '第三天']) {
      await invoke('create-session', { kfAccount: 'li', openId });
      await simulator.users.type({ account: 'shop', user: 'wang', text });
      await simulator.advance(86_400);
    }
    const answer = await invoke('records', { from, to: simulator.clock.now() });
    expect(answer).toMatchObject({
      ok: true,
      records: [{ text: '第一天', direction: 'from-user' }, { text: '第二天' }, { text: '第三天' }],
    });
  });

  it('names an account that does not exist', async () => {
    await expect(kfDesk().invoke('list', { account: 'nobody' })).resolves.toMatchObject({
      ok: false,
      error: { code: 'unknown-account' },
    });
  });
});
