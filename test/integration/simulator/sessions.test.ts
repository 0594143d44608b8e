import { describe, expect, it } from 'vitest';
import { aFollowedShop, aScene, MINI, PLAIN, passiveTransfer, type Scene, STARTED_AT, sidesOf } from './support.ts';

const li = { account: 'shop', user: 'li' };
const wang = { account: 'shop', agent: 'wang' };

/** The shop, a callback that transfers every message, and agents wang and zhao who are online. */
async function aDesk(
  options = PLAIN,
): Promise<Scene & { transferTo: (kfAccount?: string) => void; what: () => string[] }> {
  const scene = await aFollowedShop(options);
  const transferTo = (kfAccount?: string) =>
    scene.answer((request) => {
      const { user, account } = sidesOf(request);
      return request.body.includes('[event]') ? 'success' : passiveTransfer(user, account, kfAccount);
    });
  transferTo();
  for (const name of ['wang', 'zhao'])
    await scene.simulator.agents.hire({ account: 'shop', kfAccount: name, nickname: name, online: true });
  return { ...scene, transferTo, what: () => scene.simulator.state.pushes.map(({ what }) => what) };
}

const sessionOf = async ({ call, simulator }: Scene) => {
  const [openid = ''] = Object.keys(simulator.state.accounts.shop?.users ?? {});
  return (await call('/customservice/kfsession/getsession', undefined, { openid })).kf_account;
};

describe('sessions (消息转发到客服)', () => {
  it('leave a transferred user in the queue, whose further messages still reach the callback', async () => {
    const { simulator, call, what } = await aDesk();
    await simulator.users.type({ ...li, text: '0' });
    await simulator.advance(10);
    await simulator.users.type({ ...li, text: 'hello?' });
    expect(what()).toEqual(['text', 'text']);
    expect(await call('/customservice/kfsession/getwaitcase')).toEqual({
      count: 1,
      waitcaselist: [{ latest_time: STARTED_AT + 10, openid: expect.any(String) }],
    });
  });

  it('forward only the message that was transferred', async () => {
    const { simulator, answer } = await aDesk();
    await simulator.users.type({ ...li, text: 'first' });
    answer(() => 'success');
    await simulator.users.type({ ...li, text: 'second' });
    const { desk } = await simulator.users.get(li);
    expect(desk.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'first' }]);
  });

  it('begin when an agent accepts: the event is pushed, messages go to the agent and no longer to the callback', async () => {
    const scene = await aDesk();
    const { simulator, what, requests } = scene;
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    expect(requests.at(-1)?.body).toMatch(/kf_create_session.*\n<KfAccount><!\[CDATA\[wang@shop\]\]>/);
    expect(await simulator.users.type({ ...li, text: 'I need help' })).toEqual({ to: 'agent', kfAccount: 'wang@shop' });
    expect(what()).toEqual(['text', 'kf_create_session']);
    expect(await sessionOf(scene)).toBe('wang@shop');
  });

  it('still push events while an agent serves', async () => {
    const { simulator, what } = await aDesk();
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    await simulator.users.scan({ ...li, scene: 'door' });
    expect(what()).toEqual(['text', 'kf_create_session', 'SCAN']);
  });

  it('show the agent on the phone and end with kf_close_session', async () => {
    const scene = await aDesk();
    const { simulator, phone, what } = scene;
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    await simulator.agents.say({ ...wang, user: 'li', text: '您好' });
    await simulator.agents.close({ ...wang, user: 'li' });
    expect(phone()).toEqual(['user: 0', 'agent: 您好']);
    await simulator.users.type({ ...li, text: 'bye' });
    expect(what()).toEqual(['text', 'kf_create_session', 'kf_close_session', 'text']);
    expect(await sessionOf(scene)).toBe('');
  });

  it('are handed on with kf_switch_session', async () => {
    const { simulator, requests } = await aDesk();
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    await simulator.agents.switch({ ...wang, user: 'li', to: 'zhao' });
    expect(requests.at(-1)?.body).toMatch(/wang@shop.*FromKfAccount>\n<ToKfAccount>.*zhao@shop/);
    await expect(simulator.agents.say({ ...wang, user: 'li', text: 'x' })).rejects.toThrow('wang does not serve li');
  });

  it.each([
    ['silently', false, []],
    ['with kf_close_session where the account is set so', true, ['kf_close_session']],
  ])('are released after 30 minutes, %s', async (_, pushesClose, events) => {
    const { simulator, what } = await aDesk({ ...PLAIN, release: { minutes: 30, restarts: false, pushesClose } });
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    await simulator.advance(30 * 60 - 1);
    expect(await simulator.users.type({ ...li, text: 'a' })).toMatchObject({ to: 'agent' });
    await simulator.advance(1);
    expect(await simulator.users.type({ ...li, text: 'b' })).toMatchObject({ to: 'callback' });
    expect(what()).toEqual(['text', 'kf_create_session', ...events, 'text']);
  });

  it('begin by themselves with an agent who accepts automatically, up to the number, the least busy first', async () => {
    const { simulator } = await aDesk();
    await simulator.agents.autoAccept({ ...wang, upTo: 1 });
    await simulator.agents.autoAccept({ account: 'shop', agent: 'zhao', upTo: 1 });
    for (const name of ['a', 'b', 'c']) {
      await simulator.users.create({ account: 'shop', name });
      await simulator.users.type({ account: 'shop', user: name, text: '0' });
    }
    const { sessions, waiting } = simulator.state.accounts.shop ?? { sessions: [], waiting: [] };
    expect(sessions.map(({ kfAccountId }) => kfAccountId)).toEqual([1001, 1002]);
    expect(waiting).toHaveLength(1);
  });

  it('take the next from the queue when an agent who accepts automatically closes one', async () => {
    const { simulator } = await aDesk();
    await simulator.agents.autoAccept({ ...wang, upTo: 1 });
    await simulator.users.create({ account: 'shop', name: 'chen' });
    for (const user of ['li', 'chen']) await simulator.users.type({ account: 'shop', user, text: '0' });
    await simulator.agents.close({ ...wang, user: 'li' });
    expect(simulator.state.accounts.shop?.sessions).toHaveLength(1);
    expect(simulator.state.accounts.shop?.waiting).toEqual([]);
  });

  it.each(['away', 'offline'] as const)('do not begin by themselves with an agent who is %s', async (presence) => {
    const { simulator } = await aDesk();
    await simulator.agents.autoAccept({ ...wang, upTo: 5 });
    await simulator.agents[presence](wang);
    await simulator.users.type({ ...li, text: '0' });
    expect(simulator.state.accounts.shop?.waiting).toHaveLength(1);
  });

  it('are kept from everybody else by a named agent without capacity', async () => {
    const { simulator, transferTo } = await aDesk();
    await simulator.agents.autoAccept({ account: 'shop', agent: 'zhao', upTo: 5 });
    await simulator.agents.offline(wang);
    transferTo('wang@shop');
    await simulator.users.type({ ...li, text: '0' });
    await expect(simulator.agents.accept({ account: 'shop', agent: 'zhao' })).rejects.toThrow('nobody waits');
    await simulator.agents.online(wang);
    await simulator.agents.accept(wang);
    expect(simulator.state.accounts.shop?.sessions).toHaveLength(1);
  });

  it('join the common queue when the named agent does not exist, and the answer is noted', async () => {
    const { simulator, transferTo } = await aDesk();
    transferTo('nobody@shop');
    await simulator.users.type({ ...li, text: '0' });
    expect(simulator.state.rejections).toMatchObject([{ reason: 'unknown-kf-account' }]);
    expect(simulator.state.accounts.shop?.waiting).toHaveLength(1);
  });

  it('do not exist while customer service is not enabled', async () => {
    const { simulator } = await aDesk({ ...PLAIN, kfEnabled: false });
    await simulator.users.type({ ...li, text: '0' });
    expect(simulator.state.rejections).toMatchObject([{ reason: 'kf-not-enabled' }]);
    expect(simulator.state.accounts.shop?.waiting).toEqual([]);
  });

  it('push no kf_* events in a mini program', async () => {
    const { simulator, answer } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    await simulator.agents.hire({ account: 'app', nickname: 'wang', online: true, autoAccept: 3 });
    answer((request) => {
      const { FromUserName, ToUserName } = JSON.parse(request.body) as Record<string, string>;
      const header = { ToUserName: FromUserName, FromUserName: ToUserName, CreateTime: STARTED_AT };
      return JSON.stringify({ ...header, MsgType: 'transfer_customer_service' });
    });
    await simulator.users.type({ account: 'app', user: 'li', text: '0' });
    expect(simulator.state.accounts.app?.sessions).toHaveLength(1);
    expect(simulator.state.pushes.map(({ what }) => what)).toEqual(['text']);
  });

  it('begin without the callback when message push is not configured', async () => {
    const { simulator, requests } = await aDesk({ ...PLAIN, push: false });
    await simulator.users.type({ ...li, text: 'hi' });
    expect(requests).toEqual([]);
    expect(simulator.state.accounts.shop?.waiting).toHaveLength(1);
  });
});

describe('session calls (会话控制)', () => {
  const CREATE = '/customservice/kfsession/create';
  const CLOSE = '/customservice/kfsession/close';
  async function withOpenId() {
    const desk = await aDesk();
    const { openId: openid } = await desk.simulator.users.get(li);
    return { ...desk, openid };
  }

  it('create and close a session, and push the events', async () => {
    const { call, openid, simulator, what } = await withOpenId();
    const body = { kf_account: 'wang@shop', openid };
    expect(await call(CREATE, body)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await call(CREATE, body)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await call('/customservice/kfsession/getsessionlist', undefined, { kf_account: 'wang@shop' })).toEqual({
      sessionlist: [{ createtime: STARTED_AT, openid }],
    });
    expect(await call(CLOSE, body)).toEqual({ errcode: 0, errmsg: 'ok' });
    await simulator.settled();
    expect(what()).toEqual(['kf_create_session', 'kf_close_session']);
  });

  it('ignore the auto-accept switch but need the agent online', async () => {
    const { call, openid, simulator } = await withOpenId();
    await simulator.agents.offline(wang);
    expect(await call(CREATE, { kf_account: 'wang@shop', openid })).toMatchObject({ errcode: 65415 });
    expect(await call(CREATE, { kf_account: 'zhao@shop', openid })).toMatchObject({ errcode: 0 });
  });

  it('refuse an agent who is not bound, one who does not exist, another agent, and a session that is not there', async () => {
    const { call, openid } = await withOpenId();
    await call('/customservice/kfaccount/add', { kf_account: 'new@shop', nickname: 'new' });
    expect(await call(CREATE, { kf_account: 'new@shop', openid })).toMatchObject({ errcode: 65402 });
    expect(await call(CREATE, { kf_account: 'none@shop', openid })).toMatchObject({ errcode: 65401 });
    expect(await call(CREATE, { kf_account: 'wang@shop', openid: 'oX' })).toMatchObject({ errcode: 40003 });
    expect(await call(CLOSE, { kf_account: 'wang@shop', openid })).toMatchObject({ errcode: 65413 });
    await call(CREATE, { kf_account: 'wang@shop', openid });
    expect(await call(CREATE, { kf_account: 'zhao@shop', openid })).toMatchObject({ errcode: 65414 });
    expect(await call(CLOSE, { kf_account: 'zhao@shop', openid })).toMatchObject({ errcode: 65414 });
  });

  it('are not there for a mini program', async () => {
    expect(await aScene(MINI).call('/customservice/kfsession/getwaitcase')).toMatchObject({ errcode: 48001 });
  });
});

describe('chat records (获取聊天记录)', () => {
  const LIST = '/customservice/msgrecord/getmsglist';
  const window = { starttime: STARTED_AT - 60, endtime: STARTED_AT + 3600, msgid: 1, number: 10 };

  it('hold what agents sent and received, pictures as literal text', async () => {
    const { simulator, call } = await aDesk();
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    await simulator.users.sendImage(li);
    await simulator.agents.say({ ...wang, user: 'li', text: '收到' });
    const { recordlist, number } = (await call(LIST, window)) as { recordlist: object[]; number: number };
    expect(number).toBe(3);
    expect(recordlist).toMatchObject([
      { opercode: 2003, text: '0', worker: 'wang@shop', time: STARTED_AT },
      { opercode: 2003, text: '[image]' },
      { opercode: 2002, text: '收到' },
    ]);
  });

  it('come in pages that go on from the msgid of the last', async () => {
    const { simulator, call } = await aDesk();
    await simulator.users.type({ ...li, text: '0' });
    await simulator.agents.accept(wang);
    for (const text of ['a', 'b', 'c', 'd']) await simulator.users.type({ ...li, text });
    const pages: string[][] = [];
    for (let msgid = 1, number = 2; number === 2; ) {
      const page = (await call(LIST, { ...window, msgid, number: 2 })) as never as {
        recordlist: { text: string }[];
        msgid: number;
        number: number;
      };
      pages.push(page.recordlist.map(({ text }) => text));
      ({ msgid, number } = page);
    }
    expect(pages).toEqual([['0', 'a'], ['b', 'c'], ['d']]);
  });

  it.each([
    [{ endtime: window.starttime + 86_401 }, 65417],
    [{ starttime: window.starttime * 1000, endtime: window.endtime * 1000 }, 65416],
    [{ starttime: window.endtime + 1 }, 65416],
    [{ number: 10_001 }, 65416],
  ])('are refused for %j with %i', async (wrong, errcode) => {
    expect(await (await aDesk()).call(LIST, { ...window, ...wrong })).toMatchObject({ errcode });
  });
});
