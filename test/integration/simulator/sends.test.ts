import { describe, expect, it } from 'vitest';
import { aFollowedShop, aScene, MINI, PLAIN } from './support.ts';

const SEND = '/cgi-bin/message/custom/send';
const TYPING = '/cgi-bin/message/custom/typing';
const li = { account: 'shop', user: 'li' };

async function shop(options = PLAIN) {
  const scene = await aFollowedShop(options);
  const { openId } = await scene.simulator.users.get(li);
  const send = async (message: object = { msgtype: 'text', text: { content: 'x' } }) =>
    (await scene.call(SEND, { touser: openId, ...message })).errcode;
  return { ...scene, openId, send };
}

async function app() {
  const scene = aScene(MINI);
  const user = { account: 'app', user: 'li' };
  const { openId } = await scene.simulator.users.create({ account: 'app', name: 'li' });
  const send = async (message: object = { msgtype: 'text', text: { content: 'x' } }) =>
    (await scene.call(SEND, { touser: openId, ...message })).errcode;
  return { ...scene, openId, user, send };
}

const times = async (count: number, send: () => Promise<unknown>) => {
  const codes: unknown[] = [];
  for (let done = 0; done < count; done++) codes.push(await send());
  return codes;
};

describe('windows of an official account (客服消息 > 下发条数限制)', () => {
  it('are closed for a user who did nothing', async () => {
    expect(await (await shop()).send()).toBe(45015);
  });

  it('allow 5 messages in 48 hours after a message', async () => {
    const { simulator, send } = await shop();
    await simulator.users.type({ ...li, text: 'hi' });
    expect(await times(6, send)).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  it('end after 48 hours, not before', async () => {
    const { simulator, send } = await shop();
    await simulator.users.type({ ...li, text: 'hi' });
    await simulator.advance(48 * 3600 - 1);
    expect(await send()).toBe(0);
    await simulator.advance(1);
    expect(await send()).toBe(45015);
  });

  it.each([
    ['a scan', 'scan', { scene: 'door' }],
    ['a menu click', 'tapMenu', { button: 'Ask' }],
  ] as const)('allow 3 messages in a minute after %s', async (_, act, input) => {
    const { simulator, send, call } = await shop();
    await call('/cgi-bin/menu/create', { button: [{ name: 'Ask', type: 'click', key: 'k' }] });
    await simulator.users[act]({ ...li, ...input } as never);
    expect(await times(4, send)).toEqual([0, 0, 0, 45047]);
    await simulator.advance(60);
    expect(await send()).toBe(45015);
  });

  it('allow 3 messages in a minute after a follow', async () => {
    const { simulator, send } = await shop();
    await simulator.users.unfollow(li);
    expect(await send()).toBe(45015);
    await simulator.users.follow(li);
    expect(await times(4, send)).toEqual([0, 0, 0, 45047]);
  });

  it('give a tap on a menu message the window of a menu click, not that of a message', async () => {
    const { simulator, send, requests } = await shop();
    await simulator.users.type({ ...li, text: 'hi' });
    await send({ msgtype: 'msgmenu', msgmenu: { head_content: '?', list: [{ id: 7, content: 'yes' }] } });
    await simulator.advance(48 * 3600);
    await simulator.users.tapMenuItem({ ...li, id: '7' });
    expect(requests.at(-1)?.body).toMatch(/\[yes\].*\n<bizmsgmenuid><!\[CDATA\[7\]\]>/);
    expect(await times(4, send)).toEqual([0, 0, 0, 45047]);
    await simulator.advance(60);
    expect(await send()).toBe(45015);
  });

  it('see a tap on a bizmsgmenu link in a text as they see a menu message', async () => {
    const { simulator, send, requests } = await shop();
    await simulator.users.type({ ...li, text: 'hi' });
    const link = '<a href="weixin://bizmsgmenu?msgmenucontent=是的&msgmenuid=9">yes</a>';
    await send({ msgtype: 'text', text: { content: link } });
    await simulator.users.tapMenuItem({ ...li, id: '9' });
    expect(requests.at(-1)?.body).toMatch(/\[是的\].*\n<bizmsgmenuid><!\[CDATA\[9\]\]>/);
  });

  it('are not opened by a view', async () => {
    const { simulator, send, call } = await shop();
    await call('/cgi-bin/menu/create', { button: [{ name: 'Site', type: 'view', url: 'https://e.com' }] });
    await simulator.users.tapMenu({ ...li, button: 'Site' });
    expect(await send()).toBe(45015);
  });

  it('spend the one that closes first', async () => {
    const { simulator, send } = await shop();
    await simulator.users.type({ ...li, text: 'hi' });
    await simulator.users.scan({ ...li, scene: 'x' });
    expect(await times(3, send)).toEqual([0, 0, 0]);
    await simulator.advance(60);
    expect(await times(6, send)).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  it('do not add up: a new message resets the count', async () => {
    const { simulator, send } = await shop();
    await simulator.users.type({ ...li, text: 'a' });
    await simulator.users.type({ ...li, text: 'b' });
    expect(await times(6, send)).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  it('are figures of the account', async () => {
    const { simulator, send } = await shop({ ...PLAIN, windows: { message: { messages: 20, seconds: 10 } } });
    await simulator.users.type({ ...li, text: 'a' });
    expect(await times(21, send)).toEqual([...Array<number>(20).fill(0), 45047]);
  });
});

describe('windows of a mini program (客服消息使用指南 > 下发条数限制)', () => {
  it('allow 2 messages in a minute after the contact button', async () => {
    const { simulator, user, send } = await app();
    await simulator.users.enter({ ...user, sessionFrom: 's' });
    expect(await times(3, send)).toEqual([0, 0, 45047]);
    await simulator.advance(60);
    expect(await send()).toBe(45015);
  });

  it('do not add up over the two triggers', async () => {
    const { simulator, user, send } = await app();
    await simulator.users.type({ ...user, text: 'a' });
    await simulator.users.enter({ ...user, sessionFrom: 's' });
    expect(await times(6, send)).toEqual([0, 0, 0, 0, 0, 45047]);
  });
});

describe('custom/send (发送客服消息)', () => {
  const OFFICIAL: [string, object][] = [
    ['image', { media_id: 'demo-image' }],
    ['voice', { media_id: 'demo-voice' }],
    ['video', { media_id: 'demo-video', thumb_media_id: 'demo-thumb', title: 't' }],
    ['music', { musicurl: 'm', hqmusicurl: 'h', thumb_media_id: 'demo-thumb' }],
    ['news', { articles: [{ title: 't', description: 'd', url: 'u', picurl: 'p' }] }],
    ['msgmenu', { list: [{ id: '1', content: 'a' }] }],
    ['wxcard', { card_id: 'c' }],
    ['mpnewsarticle', { article_id: 'a' }],
    ['miniprogrampage', { title: 't', appid: 'wxdemo0000000003', pagepath: 'p', thumb_media_id: 'demo-thumb' }],
  ];

  it.each(OFFICIAL)('shows %s on the phone', async (msgtype, content) => {
    const { simulator, send, phone } = await shop();
    await simulator.users.type({ ...li, text: 'q' });
    expect(await send({ msgtype, [msgtype]: content })).toBe(0);
    expect(phone()).toHaveLength(2);
  });

  it.each<[number, object]>([
    [45162, { msgtype: 'transfer_customer_service' }],
    [45162, { msgtype: 'link', link: { title: 't', description: 'd', url: 'u', thumb_url: 't' } }],
    [45002, { msgtype: 'text', text: { content: '中'.repeat(683) } }],
    [
      45008,
      {
        msgtype: 'news',
        news: {
          articles: [
            { title: 'a', url: 'u' },
            { title: 'b', url: 'u' },
          ],
        },
      },
    ],
    [40007, { msgtype: 'image', image: { media_id: 'none' } }],
    [40097, { msgtype: 'text', text: {} }],
    [
      40013,
      {
        msgtype: 'miniprogrampage',
        miniprogrampage: { title: 't', appid: 'wx', pagepath: 'p', thumb_media_id: 'demo-thumb' },
      },
    ],
    [65401, { msgtype: 'text', text: { content: 'x' }, customservice: { kf_account: 'none@shop' } }],
  ])('is refused with %i and costs nothing', async (errcode, message) => {
    const { simulator, send } = await shop();
    await simulator.users.type({ ...li, text: 'q' });
    expect(await send(message)).toBe(errcode);
    expect(await times(6, send)).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  it.each([
    ['link', { title: 't', description: 'd', url: 'u', thumb_url: 't' }, 0],
    ['miniprogrampage', { title: 't', pagepath: 'p', thumb_media_id: 'demo-thumb' }, 0],
    ['voice', { media_id: 'demo-voice' }, 45162],
    ['news', { articles: [{ title: 't', url: 'u' }] }, 45162],
    ['msgmenu', { list: [{ id: '1', content: 'a' }] }, 45162],
  ])('of %s by a mini program', async (msgtype, content, errcode) => {
    const { simulator, user, send } = await app();
    await simulator.users.type({ ...user, text: 'q' });
    expect(await send({ msgtype, [msgtype]: content })).toBe(errcode);
  });

  it('shows the named kf account, and is a record of that agent', async () => {
    const { simulator, send } = await shop();
    await simulator.agents.hire({ account: 'shop', kfAccount: 'wang', nickname: '小王' });
    await simulator.users.type({ ...li, text: 'q' });
    await send({ msgtype: 'text', text: { content: 'x' }, customservice: { kf_account: 'wang@shop' } });
    expect((await simulator.users.get(li)).chat.at(-1)).toMatchObject({ from: 'agent', agent: '小王' });
    expect(simulator.state.accounts.shop?.records).toMatchObject([{ operation: 2002, worker: 'wang@shop' }]);
  });

  it('does not reach a user who switched messages off', async () => {
    const { simulator, send } = await shop();
    await simulator.users.type({ ...li, text: 'q' });
    await simulator.events.refuseMessages({ ...li, refuses: true });
    expect(await send()).toBe(48002);
  });

  it('is refused for an OpenID of another account', async () => {
    expect(await (await shop()).send({ touser: 'oOther', msgtype: 'text', text: { content: 'x' } })).toBe(40003);
  });

  it('is refused to an account that is not verified', async () => {
    expect(await (await shop({ ...PLAIN, kind: 'subscription', verified: false })).send()).toBe(48001);
  });

  it('is not for merchants without a businessid on the other path', async () => {
    expect(await (await app()).call('/cgi-bin/message/custom/business/send', {})).toMatchObject({ errcode: 40101 });
  });
});

describe('typing (客服输入状态)', () => {
  async function typing() {
    const scene = await shop();
    const type = async (command = 'Typing') => (await scene.call(TYPING, { touser: scene.openId, command })).errcode;
    return { ...scene, type };
  }

  it('shows for 15 seconds and cannot be repeated meanwhile', async () => {
    const { simulator, type } = await typing();
    await simulator.users.type({ ...li, text: 'q' });
    expect(await type()).toBe(0);
    await simulator.advance(14);
    expect(await type()).toBe(45081);
    await simulator.advance(1);
    expect(await type()).toBe(0);
  });

  it('needs an act of the user in the last 30 seconds', async () => {
    const { simulator, type } = await typing();
    await simulator.users.type({ ...li, text: 'q' });
    await simulator.advance(31);
    expect(await type()).toBe(45080);
  });

  it.each(['CancelTyping', 'a message'])('ends by %s', async (how) => {
    const { simulator, type, send } = await typing();
    await simulator.users.type({ ...li, text: 'q' });
    await type();
    expect(how === 'a message' ? await send() : await type(how)).toBe(0);
    expect(await type()).toBe(0);
  });

  it('refuses another command, and a closed window', async () => {
    const { type } = await typing();
    expect(await type('Shout')).toBe(45072);
    expect(await type()).toBe(45015);
  });

  it('of a mini program has a path of its own', async () => {
    const { simulator, user, call, openId } = await app();
    await simulator.users.type({ ...user, text: 'q' });
    const path = '/cgi-bin/message/custom/business/typing';
    expect(await call(path, { touser: openId, command: 'Typing' })).toMatchObject({ errcode: 0 });
  });
});
