import { describe, expect, it } from 'vitest';
import { encrypt, sign } from '../../../tools/simulator/seal.ts';
import { aFollowedShop, aScene, MINI, PLAIN, passiveText, passiveTransfer, STARTED_AT, sidesOf } from './support.ts';

const li = { account: 'shop', user: 'li' };
const NOTICE = 'system: 该公众号暂时无法提供服务，请稍后再试';

/** Answer a text with what `write` makes of OpenID and gh_; the reasons of what was rejected, and the phone. */
async function answering(write: (user: string, account: string) => string, options = PLAIN) {
  const { simulator, answer, phone } = await aFollowedShop(options);
  answer((request) => write(sidesOf(request).user || (request.query.openid ?? ''), 'gh_shop'));
  await simulator.users.type({ ...li, text: 'q' });
  return { reasons: simulator.state.rejections.map(({ reason }) => reason), phone: phone(), simulator };
}

const article = (title: string) =>
  `<item><Title><![CDATA[${title}]]></Title><Description><![CDATA[d]]></Description><PicUrl><![CDATA[p]]></PicUrl><Url><![CDATA[u]]></Url></item>`;
const news = (user: string, account: string, items: number, count = items) =>
  passiveText(user, account, '')
    .replace('<![CDATA[text]]>', '<![CDATA[news]]>')
    .replace(
      /<Content>.*<\/Content>/,
      `<ArticleCount>${count}</ArticleCount><Articles>${Array.from({ length: items }, (_, index) => article(`n${index}`)).join('')}</Articles>`,
    );

describe('an answer (被动回复用户消息)', () => {
  it.each<[string, (user: string, account: string) => string]>([
    ['blank-between-elements', (u, a) => passiveText(u, a, 'x').replace('<MsgType>', '\n<MsgType>')],
    ['blank-between-elements', (u, a) => `\n${passiveText(u, a, 'x')}`],
    ['byte-order-mark', (u, a) => `\uFEFF${passiveText(u, a, 'x')}`],
    ['xml-declaration', (u, a) => `<?xml version="1.0"?>${passiveText(u, a, 'x')}`],
    ['markup-declaration', (u, a) => `<!DOCTYPE xml>${passiveText(u, a, 'x')}`],
    ['broken-xml', (u, a) => passiveText(u, a, 'x').slice(0, -4)],
    ['broken-xml', () => '<html><body>Bad gateway</body>'],
    ['wrong-element', (u, a) => passiveText(u, a, 'x').replaceAll('ToUserName', 'tousername')],
    ['wrong-element', (u, a) => passiveText(u, a, 'x').replaceAll('xml>', 'message>')],
    ['wrong-element', (u, a) => passiveText(u, a, '')],
    ['wrong-format', () => JSON.stringify({ MsgType: 'text', Content: 'x' })],
    ['to-user-name', (u, a) => passiveText(a, u, 'x')],
    ['from-user-name', (u) => passiveText(u, 'gh_other', 'x')],
    ['create-time', (u, a) => passiveText(u, a, 'x').replace(String(STARTED_AT), `${STARTED_AT}000`)],
    ['text-too-long', (u, a) => passiveText(u, a, '中'.repeat(683))],
    ['kind-not-allowed', (u, a) => passiveText(u, a, 'x').replace('[text]', '[miniprogrampage]')],
    ['illegal-character', (u, a) => passiveText(u, a, 'x\u0001')],
    ['repeated-element', (u, a) => passiveText(u, a, 'x').replace('<MsgType>', '<Content>y</Content><MsgType>')],
    ['article-count', (u, a) => news(u, a, 1, 2)],
    [
      'unknown-media',
      (u, a) =>
        passiveText(u, a, '')
          .replace('[text]', '[image]')
          .replace(/<Content>.*<\/Content>/, '<Image><MediaId><![CDATA[none]]></MediaId></Image>'),
    ],
  ])('is rejected as %s and the user reads the system notice', async (reason, write) => {
    expect(await answering(write)).toMatchObject({ reasons: [reason], phone: ['user: q', NOTICE] });
  });

  it('may have a text of 2,048 bytes', async () => {
    const text = '中'.repeat(682);
    expect(await answering((u, a) => passiveText(u, a, `${text}ab`))).toMatchObject({
      reasons: [],
      phone: ['user: q', `account: ${text}ab`],
    });
  });

  it('keeps ]]> that was split over two CDATA sections, and entities', async () => {
    const { phone } = await answering((u, a) => passiveText(u, a, 'a]]]]><![CDATA[>b]]>&amp;&#20013;<![CDATA['));
    expect(phone).toEqual(['user: q', 'account: a]]>b&中']);
  });

  it('may have one article for a message: more are dropped silently', async () => {
    const { reasons, simulator } = await answering((u, a) => news(u, a, 3));
    const user = Object.values(simulator.state.accounts.shop?.users ?? {})[0];
    expect(reasons).toEqual(['surplus-articles']);
    expect(user?.chat.at(-1)?.content).toMatchObject({ kind: 'news', articles: [{ title: 'n0' }] });
  });

  it('may have eight articles for an event', async () => {
    const { simulator, answer } = await aFollowedShop();
    answer((request) => news(sidesOf(request).user, 'gh_shop', 8));
    await simulator.users.scan({ ...li, scene: 'x' });
    const user = Object.values(simulator.state.accounts.shop?.users ?? {})[0];
    expect(user?.chat.at(-1)?.content).toMatchObject({ articles: { length: 8 } });
  });

  it('shows every kind of passive reply', async () => {
    const bodies = {
      image: '<Image><MediaId><![CDATA[demo-image]]></MediaId></Image>',
      voice: '<Voice><MediaId><![CDATA[demo-voice]]></MediaId></Voice>',
      video: '<Video><MediaId><![CDATA[demo-video]]></MediaId><Title><![CDATA[t]]></Title></Video>',
      music: '<Music><MusicUrl><![CDATA[m]]></MusicUrl><ThumbMediaId><![CDATA[demo-thumb]]></ThumbMediaId></Music>',
    };
    for (const [kind, body] of Object.entries(bodies)) {
      const { phone } = await answering((u, a) =>
        passiveText(u, a, '')
          .replace('[text]', `[${kind}]`)
          .replace(/<Content>.*<\/Content>/, body),
      );
      expect(phone).toEqual(['user: q', `account: ${kind}`]);
    }
  });

  it('must not transfer an event: agents would see a meaningless item', async () => {
    const { simulator, answer, phone } = await aFollowedShop();
    answer((request) => passiveTransfer(sidesOf(request).user, 'gh_shop'));
    await simulator.users.scan({ ...li, scene: 'x' });
    expect(simulator.state.rejections).toMatchObject([{ reason: 'transfer-of-event', effect: 'ignored' }]);
    expect(simulator.state.accounts.shop?.waiting).toEqual([]);
    expect(phone()).toEqual([]);
  });

  it('does not transfer when there are blanks in it, and says nothing', async () => {
    const { simulator, phone, reasons } = await answering((u, a) =>
      passiveTransfer(u, a).replace('<MsgType>', ' <MsgType>'),
    );
    expect(reasons).toEqual(['blank-between-elements']);
    expect(simulator.state.accounts.shop?.waiting).toEqual([]);
    expect(phone).toEqual(['user: q']);
  });
});

describe('an answer in safe mode (消息加解密说明)', () => {
  const SAFE = { ...PLAIN, encryption: 'safe' as const };
  const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
  const appId = 'wxshop'.padEnd(18, '0');
  const sealed = (plain: string, { token = 'tokenshop', tail = appId } = {}) => {
    const encrypted = encrypt(plain, key, tail);
    const signature = sign(token, '1800000000', 'n1', encrypted);
    return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1800000000</TimeStamp><Nonce><![CDATA[n1]]></Nonce></xml>`;
  };

  it('is encrypted and signed', async () => {
    const { phone } = await answering((u, a) => sealed(passiveText(u, a, 'hidden')), SAFE);
    expect(phone).toEqual(['user: q', 'account: hidden']);
  });

  it.each(['success', ''])('may be %j in the clear', async (body) => {
    expect(await answering(() => body, SAFE)).toMatchObject({ reasons: [], phone: ['user: q'] });
  });

  it.each<[string, (user: string, account: string) => string]>([
    ['not-encrypted', (u, a) => passiveText(u, a, 'x')],
    ['wrong-signature', (u, a) => sealed(passiveText(u, a, 'x'), { token: 'other' })],
    ['wrong-app-id', (u, a) => sealed(passiveText(u, a, 'x'), { tail: 'wxffffffffffffffff' })],
    ['envelope-incomplete', (u, a) => sealed(passiveText(u, a, 'x')).replace(/<Nonce>.*<\/Nonce>/, '')],
    ['wrong-element', () => sealed('<xml><a>success</a></xml>')],
  ])('is rejected as %s', async (reason, write) => {
    expect(await answering(write, SAFE)).toMatchObject({ reasons: [reason], phone: ['user: q', NOTICE] });
  });

  it.each([
    ['plain', (u: string, a: string) => passiveText(u, a, 'x')],
    ['encrypted', (u: string, a: string) => sealed(passiveText(u, a, 'x'))],
  ])('may be %s in compat mode', async (_, write) => {
    const { phone } = await answering(write, { ...PLAIN, encryption: 'compat' });
    expect(phone).toEqual(['user: q', 'account: x']);
  });
});

describe('an answer of a mini program (接收消息和事件)', () => {
  const header = (user: string) => ({ ToUserName: user, FromUserName: 'gh_app', CreateTime: STARTED_AT });
  async function mini(write: (user: string) => string) {
    const { simulator, answer, phone } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    answer((request) => write(String((JSON.parse(request.body) as { FromUserName: string }).FromUserName)));
    await simulator.users.type({ account: 'app', user: 'li', text: 'q' });
    const { rejections, accounts } = simulator.state;
    return { reasons: rejections.map(({ reason }) => reason), phone: phone(), waiting: accounts.app?.waiting.length };
  }

  it('transfers in JSON', async () => {
    const answer = await mini((u) => JSON.stringify({ ...header(u), MsgType: 'transfer_customer_service' }));
    expect(answer).toEqual({ reasons: [], phone: ['user: q'], waiting: 1 });
  });

  it.each<[string, (user: string) => string]>([
    ['kind-not-allowed', (u) => JSON.stringify({ ...header(u), MsgType: 'text', Content: 'x' })],
    ['wrong-format', (u) => passiveTransfer(u, 'gh_app')],
    ['to-user-name', () => JSON.stringify({ ...header('x'), MsgType: 'transfer_customer_service' })],
  ])('has no effect when it is %s', async (reason, write) => {
    expect(await mini(write)).toEqual({ reasons: [reason], phone: ['user: q'], waiting: 0 });
  });
});
