import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../support/engine.ts';
import { sendingWorld } from '../../support/sending.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const STRANGER = 'oNeverSeen12345678901234567';

describe('send', () => {
  it('reaches a user whose window is open, as a kf account if asked, and counts', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.simulator.agents.hire({ account: world.account, kfAccount: 'li', nickname: '小李', online: true });
    await world.writes('wang');
    await expect(world.invoke('send', { openId, message: '您好' })).resolves.toEqual({
      ok: true,
      openId,
      parts: 1,
      left: 4,
    });
    const menu = { kind: 'menu', head: '满意吗？', items: ['满意', '不满意'] };
    await expect(world.invoke('send', { openId, message: menu, kfAccount: 'li' })).resolves.toMatchObject({ left: 3 });
    expect(world.seenBy('wang')).toEqual(['您好', 'menu']);
  });

  it('is sent once by a key, however often a desk calls', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    const call = () => world.invoke('send', { openId, message: '您好', key: 'order-1' });
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await call()).toMatchObject({ ok: false, error: { code: 'repeated' } });
    expect(world.seenBy('wang')).toEqual(['您好']);
  });

  it('may be tried again by its key when it was refused', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    const call = () => world.invoke('send', { openId, message: '您好', key: 'order-1' });
    expect(await call()).toMatchObject({ ok: false, error: { code: 'never-seen' } });
    await world.writes('wang');
    expect(await call()).toMatchObject({ ok: true });
  });

  it('keeps the last one for a human, unless it may be used', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    for (const message of ['1', '2', '3', '4']) await world.invoke('send', { openId, message });
    await expect(world.invoke('send', { openId, message: '5' })).resolves.toMatchObject({
      ok: false,
      error: { code: 'reserved', hint: expect.stringContaining('"reserve": false') },
    });
    await expect(world.invoke('send', { openId, message: '5', reserve: false })).resolves.toMatchObject({ left: 0 });
    await expect(world.invoke('send', { openId, message: '6', reserve: false })).resolves.toMatchObject({
      error: { code: 'quota-spent' },
    });
    expect(world.calls('/cgi-bin/message/custom/send')).toHaveLength(5);
  });

  it('cuts a long text, and sends none of it unless all parts fit', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    await expect(world.invoke('send', { openId, message: '长'.repeat(4000) })).resolves.toMatchObject({
      error: { code: 'quota-spent', message: expect.stringContaining('takes 6') },
    });
    expect(world.seenBy('wang')).toEqual([]);
    await expect(world.invoke('send', { openId, message: '长'.repeat(1500) })).resolves.toMatchObject({ parts: 3 });
    expect(world.seenBy('wang').join('')).toBe('长'.repeat(1500));
  });

  it('says that the user must write first, without calling WeChat, when the window is closed or was never open', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    await world.simulator.advance(48 * 3600);
    for (const [user, code] of [
      [openId, 'window-closed'],
      [STRANGER, 'never-seen'],
    ]) {
      await expect(world.invoke('send', { openId: user, message: '在吗' })).resolves.toMatchObject({
        ok: false,
        error: { code, hint: expect.stringMatching(/must write first|have to act first/) },
      });
    }
    expect(world.calls('/cgi-bin/message/custom/send')).toHaveLength(0);
  });

  it('says so when nobody knows whether it arrived, and never repeats it', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    await world.simulator.faults.add({ target: '/cgi-bin/message/custom/send', kind: 'drop-after', times: 1 });
    await expect(world.invoke('send', { openId, message: '您好' })).resolves.toMatchObject({
      error: { code: 'unknown-outcome' },
    });
    expect(world.seenBy('wang')).toEqual(['您好']);
    await expect(world.invoke('window', { openId })).resolves.toMatchObject({ left: 4 });
  });

  it('takes nothing from the window for what WeChat refused', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    const message = { kind: 'image', mediaId: 'nobody-knows-it' };
    await expect(world.invoke('send', { openId, message })).resolves.toMatchObject({ error: { errcode: 40007 } });
    await expect(world.invoke('window', { openId })).resolves.toMatchObject({ left: 5 });
  });

  it.each([
    [{ kind: 'hand-off' }, 'message.kind'],
    [{ kind: 'link', title: 'a', description: 'b', url: 'https://a.cn', thumbUrl: 'https://a.cn' }, 'message.kind'],
    [{ kind: 'nws' }, 'message.kind'],
    ['', 'message'],
    [{ kind: 'video', mediaId: 'x' }, 'message.thumbMediaId'],
    [7, 'message'],
  ])('names the field that is wrong with %j', async (message, field) => {
    const world = sendingWorld(engine);
    const answer = await world.invoke('send', { openId: STRANGER, message });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(answer.ok ? [] : answer.error.fields?.map((fault) => fault.field.replace('.content', ''))).toContain(field);
  });

  it('names what is wrong within the message together with the other fields', async () => {
    const world = sendingWorld(engine);
    const message = { kind: 'news', articles: [{ title: '', url: 'a.cn' }] };
    const answer = await world.invoke('send', { message, to: STRANGER });
    const fields = answer.ok ? [] : answer.error.fields?.map((fault) => fault.field);
    expect(fields).toEqual(
      expect.arrayContaining(['openId', 'message.articles[0].title', 'message.articles[0].url', 'to']),
    );
  });

  it('takes an OpenID as short as a test client writes it', async () => {
    const answer = await sendingWorld(engine).invoke('window', { openId: 'u1' });
    expect(answer).toMatchObject({ ok: true, left: 0, windows: [] });
  });
});

describe('window', () => {
  it('shows each open window with what is left and until when', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    const { createdAt } = await world.writes('wang');
    await world.invoke('send', { openId, message: '您好' });
    const closesAt = createdAt + 48 * 3600;
    await expect(world.invoke('window', { openId })).resolves.toEqual({
      ok: true,
      openId,
      left: 4,
      closesAt,
      windows: [{ trigger: 'message', left: 4, closesAt }],
    });
  });

  it('is closed, not refused, for somebody never seen', async () => {
    await expect(sendingWorld(engine).invoke('window', { openId: STRANGER })).resolves.toEqual({
      ok: true,
      openId: STRANGER,
      left: 0,
      closesAt: null,
      windows: [],
    });
  });
});

describe('typing', () => {
  it('shows to a user whose window is open, and to no other', async () => {
    const world = sendingWorld(engine);
    const openId = await world.user('wang');
    await world.writes('wang');
    await expect(world.invoke('typing', { openId, on: true })).resolves.toMatchObject({ ok: true, on: true });
    await expect(world.invoke('typing', { openId: STRANGER, on: true })).resolves.toMatchObject({
      error: { code: 'never-seen' },
    });
    expect(world.calls('/cgi-bin/message/custom/typing')).toHaveLength(1);
  });
});
