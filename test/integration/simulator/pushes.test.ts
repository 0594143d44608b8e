import { describe, expect, it } from 'vitest';
import { aScene, PLAIN, passiveText, sidesOf } from './support.ts';

const li = { account: 'shop', user: 'li' };
const aFollower = async (account = PLAIN) => {
  const scene = aScene(account);
  await scene.simulator.users.create({ account: account.name, name: 'li' });
  return scene;
};

describe('pushes (接收普通消息)', () => {
  it('carry ToUserName, FromUserName, CreateTime in seconds, MsgType, Content and a MsgId beyond 2^53', async () => {
    const { simulator, requests } = await aFollower();
    await simulator.users.type({ ...li, text: '流量' });
    expect(requests[0]?.body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[gh_shop\]\]><\/ToUserName>\n<FromUserName><!\[CDATA\[o.{27}\]\]><\/FromUserName>\n<CreateTime>1800000000<\/CreateTime>\n<MsgType><!\[CDATA\[text\]\]><\/MsgType>\n<Content><!\[CDATA\[流量\]\]><\/Content>\n<MsgId>\d{17}<\/MsgId>\n<\/xml>$/,
    );
  });

  it('show the passive reply on the phone', async () => {
    const { simulator, answer, phone } = await aFollower();
    answer((request) => passiveText(sidesOf(request).user, sidesOf(request).account, '你好'));
    await simulator.users.type({ ...li, text: 'hello' });
    expect(phone()).toEqual(['user: hello', 'account: 你好']);
  });

  it('come again after five seconds without an answer, three times, with the same MsgId and another nonce', async () => {
    const { simulator, requests, answer, phone } = await aFollower();
    answer(() => ({ body: 'success', seconds: 5 }));
    await simulator.users.type({ ...li, text: 'hello' });
    await simulator.advance(60);
    expect(requests).toHaveLength(4);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(new Set(requests.map(({ query }) => query.nonce)).size).toBe(4);
    expect(requests.map(({ query }) => Number(query.timestamp) - 1_800_000_000)).toEqual([0, 5, 10, 15]);
    expect(phone()).toEqual(['user: hello', 'system: 该公众号暂时无法提供服务，请稍后再试']);
  });

  it('take an answer that comes within five seconds', async () => {
    const { simulator, requests, answer, phone } = await aFollower();
    answer((request) => ({ body: passiveText(sidesOf(request).user, 'gh_shop', 'late'), seconds: 4.9 }));
    await simulator.users.type({ ...li, text: 'hello' });
    await simulator.advance(60);
    expect(requests).toHaveLength(1);
    expect(phone()).toEqual(['user: hello', 'account: late']);
  });
});
