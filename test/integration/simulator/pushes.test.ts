import { describe, expect, it } from 'vitest';
import { decrypt, sign } from '../../../tools/simulator/seal.ts';
import { aFollowedShop, aScene, MINI, PLAIN, passiveText, STARTED_AT, sidesOf } from './support.ts';

const li = { account: 'shop', user: 'li' };

describe('pushes (接收普通消息)', () => {
  it('carry ToUserName, FromUserName, CreateTime in seconds, MsgType, Content and a MsgId beyond 2^53', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.users.type({ ...li, text: '流量' });
    expect(requests[0]?.body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[gh_shop\]\]><\/ToUserName>\n<FromUserName><!\[CDATA\[o.{27}\]\]><\/FromUserName>\n<CreateTime>1800000000<\/CreateTime>\n<MsgType><!\[CDATA\[text\]\]><\/MsgType>\n<Content><!\[CDATA\[流量\]\]><\/Content>\n<MsgId>\d{17}<\/MsgId>\n<\/xml>$/,
    );
  });

  it('are signed over token, timestamp and nonce and name the OpenID in the query', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.users.type({ ...li, text: 'hi' });
    const { signature, timestamp = '', nonce = '', openid } = requests[0]?.query ?? {};
    expect(signature).toBe(sign('tokenshop', timestamp, nonce));
    expect(openid).toBe(sidesOf(requests[0]).user);
  });

  it('show the passive reply on the phone', async () => {
    const { simulator, answer, phone } = await aFollowedShop();
    answer((request) => passiveText(sidesOf(request).user, sidesOf(request).account, '你好'));
    await simulator.users.type({ ...li, text: 'hello' });
    expect(phone()).toEqual(['user: hello', 'account: 你好']);
  });

  it('come again after five seconds without an answer, three times, with the same MsgId and another nonce', async () => {
    const { simulator, requests, answer, phone } = await aFollowedShop();
    answer(() => ({ body: 'success', seconds: 5 }));
    await simulator.users.type({ ...li, text: 'hello' });
    await simulator.advance(60);
    expect(requests).toHaveLength(4);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(new Set(requests.map(({ query }) => query.nonce)).size).toBe(4);
    expect(requests.map(({ query }) => Number(query.timestamp) - STARTED_AT)).toEqual([0, 5, 10, 15]);
    expect(phone()).toEqual(['user: hello', 'system: 该公众号暂时无法提供服务，请稍后再试']);
  });

  it('take an answer that comes within five seconds', async () => {
    const { simulator, requests, answer, phone } = await aFollowedShop();
    answer((request) => ({ body: passiveText(sidesOf(request).user, 'gh_shop', 'late'), seconds: 4.9 }));
    await simulator.users.type({ ...li, text: 'hello' });
    await simulator.advance(60);
    expect(requests).toHaveLength(1);
    expect(phone()).toEqual(['user: hello', 'account: late']);
  });

  it.each(['success', ''])('answered %j show nothing and are not repeated', async (body) => {
    const { simulator, requests, answer, phone } = await aFollowedShop();
    answer(() => body);
    await simulator.users.type({ ...li, text: 'hello' });
    await simulator.advance(60);
    expect(requests).toHaveLength(1);
    expect(phone()).toEqual(['user: hello']);
  });

  it('come again after an HTTP status other than 200, and the second answer counts', async () => {
    const { simulator, requests, answer, phone } = await aFollowedShop();
    answer((request) =>
      requests.length === 1 ? { status: 500, body: '' } : passiveText(sidesOf(request).user, 'gh_shop', 'again'),
    );
    await simulator.users.type({ ...li, text: 'hello' });
    await simulator.advance(5);
    expect(requests).toHaveLength(2);
    expect(phone()).toEqual(['user: hello', 'account: again']);
  });

  it('tell the user of a silent mini program in its own words', async () => {
    const { simulator, answer, phone } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    answer(() => ({ status: 502 }));
    await simulator.users.type({ account: 'app', user: 'li', text: 'hello' });
    await simulator.advance(60);
    expect(phone()).toEqual(['user: hello', 'system: 该小程序客服暂时无法提供服务，请稍后再试']);
  });

  it('tell the user nothing when an event nobody waits for fails', async () => {
    const { simulator, answer, phone } = await aFollowedShop();
    answer(() => ({ status: 502 }));
    await simulator.events.reportLocation({ ...li, latitude: 1, longitude: 2 });
    await simulator.advance(60);
    expect(phone()).toEqual([]);
  });
});

describe('pushes by mode (消息加解密说明)', () => {
  it('hide everything but ToUserName in safe mode', async () => {
    const { simulator, requests } = await aFollowedShop({ ...PLAIN, encryption: 'safe' });
    await simulator.users.type({ ...li, text: 'secret' });
    const [request] = requests;
    const encrypted = /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(request?.body ?? '')?.[1] ?? '';
    const { settings } = simulator.state.accounts.shop ?? { settings: PLAIN };
    expect(request?.body).toMatch(/^<xml><ToUserName>.*<\/ToUserName>\n<Encrypt>.*<\/Encrypt>\n<\/xml>$/);
    expect(request?.query.encrypt_type).toBe('aes');
    expect(request?.query.msg_signature).toBe(
      sign('tokenshop', request?.query.timestamp ?? '', request?.query.nonce ?? '', encrypted),
    );
    expect(decrypt(encrypted, settings.encodingAesKey ?? '')).toMatchObject({
      appId: settings.appId,
      message: expect.stringContaining('<![CDATA[secret]]>'),
    });
  });

  it('send the plain fields and Encrypt in compat mode', async () => {
    const { simulator, requests } = await aFollowedShop({ ...PLAIN, encryption: 'compat' });
    await simulator.users.type({ ...li, text: 'both' });
    expect(requests[0]?.body).toMatch(
      /<Content><!\[CDATA\[both\]\]><\/Content>[\s\S]*<Encrypt>.*<\/Encrypt>\n<\/xml>$/,
    );
  });

  it('are JSON with a bare 64-bit MsgId where the account is set so', async () => {
    const { simulator, requests } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    await simulator.users.type({ account: 'app', user: 'li', text: '"quoted"' });
    expect(requests[0]?.body).toMatch(
      /^\{"ToUserName":"gh_app","FromUserName":"o.{27}","CreateTime":1800000000,"MsgType":"text","Content":"\\"quoted\\"","MsgId":\d{17}\}$/,
    );
    expect(requests[0]?.headers['content-type']).toBe('application/json');
  });

  it('decrypt what Tencent published as its worked example', () => {
    const encrypted =
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=';
    expect(decrypt(encrypted, 'A'.repeat(43))).toEqual({
      appId: 'wxba5fad812f8e6fb9',
      message:
        '{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
    });
    expect(sign('AAAAA', '1714112445', '415670741', encrypted)).toBe('046e02f8204d34f8ba5fa3b1db94908f3df2e9b3');
  });
});

describe('URL verification (消息推送 > 填写服务器配置)', () => {
  it('sends four parameters and wants exactly echostr back', async () => {
    const { simulator, requests, answer } = aScene();
    answer(({ query }) => query.echostr ?? '');
    expect(await simulator.accounts.verifyUrl({ account: 'shop' })).toMatchObject({ ok: true });
    expect(Object.keys(requests[0]?.query ?? {}).sort()).toEqual(['echostr', 'nonce', 'signature', 'timestamp']);
  });

  it('refuses echostr in quotes', async () => {
    const { simulator, answer } = aScene();
    answer(({ query }) => JSON.stringify(query.echostr));
    expect(await simulator.accounts.verifyUrl({ account: 'shop' })).toMatchObject({ ok: false });
  });
});

describe('message kinds (接收普通消息)', () => {
  const fieldsOf = (body = '') =>
    [...body.matchAll(/<(\w+)>(?:<!\[CDATA\[|[\d.-]+<)/g)].map(([, name]) => name).slice(3);

  it.each([
    ['sendImage', {}, ['MsgType', 'PicUrl', 'MediaId', 'MsgId']],
    ['sendVoice', { recognition: '你好' }, ['MsgType', 'MediaId', 'Format', 'MediaId16K', 'Recognition', 'MsgId']],
    ['sendVideo', {}, ['MsgType', 'MediaId', 'ThumbMediaId', 'MsgId']],
    ['sendLocation', {}, ['MsgType', 'Location_X', 'Location_Y', 'Scale', 'Label', 'MsgId']],
    ['sendLink', { title: 'a', url: 'https://e.com' }, ['MsgType', 'Title', 'Description', 'Url', 'MsgId']],
    [
      'sendFile',
      { title: 'a.pdf' },
      ['MsgType', 'Title', 'Description', 'FileKey', 'FileMd5', 'FileTotalLen', 'MsgId'],
    ],
  ] as const)('%s', async (control, input, fields) => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.users[control]({ ...li, ...input } as never);
    expect(fieldsOf(requests[0]?.body)).toEqual(fields);
  });

  it('has no Recognition when speech recognition is off', async () => {
    const { simulator, requests } = await aFollowedShop({ ...PLAIN, speechRecognition: false });
    await simulator.users.sendVoice({ ...li, recognition: 'x' });
    expect(requests[0]?.body).not.toContain('Recognition');
  });

  it('names the article under which a text was written', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.users.type({ ...li, text: 'price?', article: { messageDataId: '2247', index: 1 } });
    expect(requests[0]?.body).toContain('<MsgDataId><![CDATA[2247]]></MsgDataId>\n<Idx>1</Idx>');
  });

  it('may be of any MsgType and have an id that is no number', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.events.pushMessage({ ...li, type: 'hologram', fields: { MsgId: 'fab-01' } });
    expect(requests[0]?.body).toMatch(/\[hologram\].*\n<MsgId><!\[CDATA\[fab-01\]\]><\/MsgId>\n<\/xml>/);
  });

  it('turns a sticker into a text', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.users.sendSticker(li);
    expect(requests[0]?.body).toContain('【收到不支持的消息类型，暂无法显示】');
  });

  it('sends a card as miniprogrampage from a mini program only', async () => {
    const { simulator, requests } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    await simulator.users.sendMiniProgramPage({ account: 'app', user: 'li', title: 'Shoes', pagePath: 'p/1' });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ MsgType: 'miniprogrampage', PagePath: 'p/1' });
    await expect(simulator.users.sendVoice({ account: 'app', user: 'li' })).rejects.toThrow('kind');
  });
});

describe('events (接收事件推送)', () => {
  it('tell a follow through a parametric code by qrscene_ and a ticket', async () => {
    const { simulator, requests } = aScene();
    await simulator.users.create({ account: 'shop', name: 'li', following: false });
    await simulator.users.scan({ ...li, scene: 'door' });
    expect(requests[0]?.body).toMatch(/\[subscribe\].*\n.*qrscene_door.*\n<Ticket>/);
  });

  it('tell a scan by a follower by the bare scene', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.users.scan({ ...li, scene: 'door' });
    expect(requests[0]?.body).toMatch(/\[SCAN\].*\n<EventKey><!\[CDATA\[door\]\]>/);
    expect(requests[0]?.body).not.toContain('MsgId');
  });

  it('tell a leave, and let nothing reach the user any more', async () => {
    const { simulator, requests, answer, phone } = await aFollowedShop();
    answer((request) => passiveText(sidesOf(request).user, 'gh_shop', 'bye'));
    await simulator.users.unfollow(li);
    expect(requests[0]?.body).toContain('[unsubscribe]');
    expect(phone()).toEqual([]);
    await expect(simulator.users.type({ ...li, text: 'hi' })).rejects.toThrow('follow first');
  });

  it('cut session-from at 1,024 bytes between characters', async () => {
    const { simulator, requests } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    await simulator.users.enter({ account: 'app', user: 'li', sessionFrom: `a${'中'.repeat(400)}` });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      Event: 'user_enter_tempsession',
      SessionFrom: `a${'中'.repeat(341)}`,
    });
  });

  it('may be any that WeChat might send', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.events.push({ ...li, event: 'annual_renew', fields: { ExpiredTime: 1_800_000_000 } });
    expect(requests[0]?.body).toContain('<ExpiredTime>1800000000</ExpiredTime>');
  });

  it('list a single subscribe notice of a mini program as an object, several as a list', async () => {
    const { simulator, requests } = aScene(MINI);
    await simulator.users.create({ account: 'app', name: 'li' });
    const popup = { account: 'app', user: 'li', accept: true };
    await simulator.events.answerPopup({ ...popup, templates: ['a'] });
    await simulator.events.answerPopup({ ...popup, templates: ['a', 'b'] });
    const lists = requests.map(({ body }) => (JSON.parse(body) as { List: unknown }).List);
    expect(lists).toEqual([expect.objectContaining({ TemplateId: 'a' }), [expect.anything(), expect.anything()]]);
  });
});

describe('menu taps (自定义菜单事件推送)', () => {
  const button = [
    { name: 'Ask', type: 'click', key: 'menu_kf' },
    { name: 'Site', type: 'view', url: 'https://example.com' },
    {
      name: 'More',
      sub_button: [
        { name: 'Scan', type: 'scancode_waitmsg', key: 'scan' },
        { name: 'Photo', type: 'pic_weixin', key: 'photo' },
        { name: 'Place', type: 'location_select', key: 'place' },
        { name: 'App', type: 'miniprogram', appid: 'wx1', pagepath: 'p/1', url: 'https://example.com' },
      ],
    },
  ];

  it.each([
    ['Ask', ['CLICK'], /menu_kf/],
    ['Site', ['VIEW'], /<EventKey><!\[CDATA\[https:\/\/example.com\]\]><\/EventKey>\n<MenuId>\d+/],
    ['Scan', ['scancode_waitmsg'], /<ScanCodeInfo><ScanType>/],
    ['Photo', ['pic_weixin', 'image', 'image'], /<SendPicsInfo><Count>2<\/Count>\n<PicList><item><PicMd5Sum>/],
    ['Place', ['location_select', 'location'], /<SendLocationInfo><Location_X>/],
    ['App', ['view_miniprogram'], /p\/1/],
  ])('%s pushes %j', async (name, pushed, body) => {
    const { simulator, requests, call } = await aFollowedShop();
    expect(await call('/cgi-bin/menu/create', { button })).toEqual({ errcode: 0, errmsg: 'ok' });
    await simulator.users.tapMenu({ ...li, button: name, pictures: 2 });
    expect(simulator.state.pushes.map(({ what }) => what)).toEqual(pushed);
    expect(requests[0]?.body).toMatch(body);
  });

  it('says which buttons there are when the name is wrong', async () => {
    const { simulator } = await aFollowedShop();
    await expect(simulator.users.tapMenu({ ...li, button: 'x' })).rejects.toThrow('has no "x"; it has none');
  });
});
