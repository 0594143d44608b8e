import { describe, expect, it } from 'vitest';
import { aFollowedShop, aScene, MINI, PLAIN, tokenOf } from './support.ts';

const HOST = 'https://api.weixin.qq.com';
const OK = { errcode: 0, errmsg: 'ok' };
const ADD = '/customservice/kfaccount/add';
const INVITE = '/customservice/kfaccount/inviteworker';

/** A call with a body of its own making. */
async function raw(body: string, path = ADD, options = PLAIN) {
  const { simulator } = aScene(options);
  const token = await tokenOf(simulator, options.name);
  return (await simulator.fetch(`${HOST}${path}?access_token=${token}`, { method: 'POST', body })).json();
}

async function upload(
  scene: ReturnType<typeof aScene>,
  path: string,
  query: object,
  bytes: number[],
  type = 'image/jpeg',
) {
  const [name = ''] = Object.keys(scene.simulator.state.accounts);
  const form = new FormData();
  form.append('media', new File([new Uint8Array(bytes)], 'a.jpg', { type }));
  form.append('description', JSON.stringify({ title: 't', introduction: 'i' }));
  const search = new URLSearchParams({ access_token: await tokenOf(scene.simulator, name), ...query });
  const response = await scene.simulator.fetch(`${HOST}${path}?${search}`, { method: 'POST', body: form });
  return (await response.json()) as Record<string, unknown>;
}

describe('every call (全局返回码说明)', () => {
  it('answers an errcode with errmsg and rid', async () => {
    expect(await raw('{"kf_account":"x","nickname":"y"}')).toEqual({
      errcode: 65404,
      errmsg: expect.stringMatching(/^invalid kf account name rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    });
  });

  it.each([
    ['', 44002],
    ['{', 47001],
    ['"text"', 47001],
    ['{"kf_account":"\\u0061","nickname":"x"}', 40033],
    ['{"nickname":"\\\\u0061"}', 40097],
  ])('refuses the body %j with %i', async (body, errcode) => {
    expect(await raw(body)).toMatchObject({ errcode });
  });

  it('refuses an unknown path and the wrong method', async () => {
    const { call } = aScene();
    expect(await call('/customservice/msgrecord/ getmsglist ', {})).toMatchObject({ errcode: 40066 });
    expect(await call(ADD)).toMatchObject({ errcode: 43002 });
    expect(await call('/cgi-bin/customservice/getkflist', {})).toMatchObject({ errcode: 43001 });
  });

  it('is refused beyond the daily quota of the account, until it is cleared', async () => {
    const { call } = aScene({ ...PLAIN, quotas: { '/cgi-bin/getcallbackip': 2 } });
    await call('/cgi-bin/getcallbackip');
    await call('/cgi-bin/getcallbackip');
    expect(await call('/cgi-bin/getcallbackip')).toMatchObject({ errcode: 45009 });
    expect(await call('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/getcallbackip' })).toMatchObject({
      quota: { daily_limit: 2, used: 2, remain: 0 },
    });
    expect(await call('/cgi-bin/clear_quota', { appid: 'wxshop'.padEnd(18, '0') })).toEqual(OK);
    expect(await call('/cgi-bin/getcallbackip')).toHaveProperty('ip_list');
  });

  it('counts anew the next day in China', async () => {
    const { call, simulator } = aScene({ ...PLAIN, quotas: { '/cgi-bin/getcallbackip': 1 } });
    await call('/cgi-bin/getcallbackip');
    await simulator.advance(86_400);
    expect(await call('/cgi-bin/getcallbackip')).toHaveProperty('ip_list');
  });

  it('clears quotas ten times a month, with and without a token', async () => {
    const { call } = aScene();
    const appid = 'wxshop'.padEnd(18, '0');
    for (let done = 0; done < 5; done++) {
      expect(await call('/cgi-bin/clear_quota', { appid })).toEqual(OK);
      expect(await call('/cgi-bin/clear_quota/v2', { appid, appsecret: 'secret-of-shop' })).toEqual(OK);
    }
    expect(await call('/cgi-bin/clear_quota', { appid })).toMatchObject({ errcode: 48006 });
  });

  it.each([
    ['/cgi-bin/openapi/quota/get', { cgi_path: '/none' }, { errcode: 76021 }],
    ['/cgi-bin/callback/check', { action: 'all' }, { dns: [{ ip: '127.0.0.1' }], ping: [{ package_loss: '0%' }] }],
    ['/cgi-bin/get_api_domain_ip', undefined, { ip_list: expect.any(Array) }],
  ])('%s answers', async (path, body, answer) => {
    expect(await aScene().call(path, body)).toMatchObject(answer);
  });
});

describe('faults on demand', () => {
  const path = '/cgi-bin/tags/create';
  const create = (scene: ReturnType<typeof aScene>) => scene.call(path, { tag: { name: 'VIP' } });
  const tagCount = ({ simulator }: ReturnType<typeof aScene>) => simulator.state.accounts.shop?.tags.length;

  it.each([
    ['errcode', {}, -1],
    ['errcode', { errcode: 45011 }, 45011],
    ['expired-token', {}, 42001],
  ] as const)('%s %j answers %i, so many times', async (kind, more, errcode) => {
    const scene = aScene();
    await scene.simulator.faults.add({ target: path, kind, times: 1, ...more });
    expect(await create(scene)).toMatchObject({ errcode });
    expect(await create(scene)).toHaveProperty('tag');
  });

  it.each([
    ['drop-before', 1],
    ['drop-after', 2],
  ] as const)('%s cuts the connection and leaves %i tags', async (kind, tags) => {
    const scene = aScene();
    await scene.simulator.faults.add({ target: path, kind });
    await expect(create(scene)).rejects.toThrow('fetch failed');
    expect(tagCount(scene)).toBe(tags);
  });

  it('delay waits for the clock', async () => {
    const scene = aScene();
    await scene.simulator.faults.add({ target: '/cgi-bin/tags/get', kind: 'delay', seconds: 30 });
    const token = await tokenOf(scene.simulator, 'shop');
    let answered = false;
    const call = scene.simulator.fetch(`${HOST}/cgi-bin/tags/get?access_token=${token}`).then(() => {
      answered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    await scene.simulator.advance(29);
    expect(answered).toBe(false);
    await scene.simulator.advance(1);
    await call;
    expect(answered).toBe(true);
  });

  it('a slow callback acts but is not heard, and the push comes again', async () => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.faults.add({ target: 'callback', kind: 'slow-callback', seconds: 6, times: 1 });
    await simulator.users.type({ account: 'shop', user: 'li', text: 'x' });
    await simulator.advance(30);
    expect(requests).toHaveLength(2);
    expect(simulator.state.pushes[0]?.deliveries.map(({ failure }) => failure)).toEqual([
      'no answer in 5 seconds',
      undefined,
    ]);
  });

  it.each([
    ['drop-before', 1],
    ['drop-after', 2],
    ['http-error', 2],
    ['duplicate', 2],
  ] as const)('%s of the callback: it hears %i requests', async (kind, heard) => {
    const { simulator, requests } = await aFollowedShop();
    await simulator.faults.add({ target: 'callback', kind, times: 1 });
    await simulator.users.type({ account: 'shop', user: 'li', text: 'x' });
    await simulator.advance(30);
    expect(requests).toHaveLength(heard);
  });
});

describe('kf accounts (客服管理)', () => {
  const add = { kf_account: 'wang@shop', nickname: '小王' };
  const invite = { kf_account: 'wang@shop', invite_wx: 'wx_wang' };
  const list = async ({ call }: ReturnType<typeof aScene>) =>
    (await call('/cgi-bin/customservice/getkflist')).kf_list as Record<string, unknown>[];

  it('live from add over the invitation to the online list', async () => {
    const scene = aScene();
    const { call, simulator } = scene;
    expect(await call(ADD, add)).toEqual(OK);
    expect(await call(INVITE, invite)).toEqual(OK);
    expect(await list(scene)).toMatchObject([
      { kf_account: 'wang@shop', kf_nick: '小王', kf_id: '1001', invite_wx: 'wx_wang', invite_status: 'waiting' },
    ]);
    await simulator.agents.answerInvitation({ account: 'shop', agent: 'wang' });
    expect((await list(scene))[0]).toMatchObject({ kf_wx: 'wx_wang' });
    expect((await list(scene))[0]).not.toHaveProperty('invite_status');
    expect(await call('/cgi-bin/customservice/getonlinekflist')).toEqual({ kf_online_list: [] });
    await simulator.agents.online({ account: 'shop', agent: 'wang' });
    expect(await call('/cgi-bin/customservice/getonlinekflist')).toEqual({
      kf_online_list: [{ kf_account: 'wang@shop', status: 1, kf_id: 1001, accepted_case: 0 }],
    });
    expect(await call('/customservice/kfaccount/update', { ...add, nickname: '王' })).toEqual(OK);
    expect(await call('/customservice/kfaccount/del', { kf_account: 'wang@shop' })).toEqual(OK);
    expect(await list(scene)).toEqual([]);
  });

  it('show an invitation that was rejected or ran out, and may be invited again', async () => {
    const scene = aScene();
    await scene.call(ADD, add);
    await scene.call(INVITE, invite);
    await scene.simulator.agents.answerInvitation({ account: 'shop', agent: 'wang', accept: false });
    expect((await list(scene))[0]).toMatchObject({ invite_status: 'rejected' });
    expect(await scene.call(INVITE, invite)).toEqual(OK);
    await scene.simulator.advance(86_400);
    expect((await list(scene))[0]).toMatchObject({ invite_status: 'expired' });
    expect(await scene.call(INVITE, invite)).toEqual(OK);
  });

  it('are deleted by GET as well', async () => {
    const scene = aScene();
    await scene.call(ADD, add);
    expect(await scene.call('/customservice/kfaccount/del', undefined, { kf_account: 'wang@shop' })).toEqual(OK);
  });

  it.each([
    [65404, { kf_account: 'elevenchars@shop' }],
    [65404, { kf_account: 'wang@other' }],
    [65404, { kf_account: '王@shop' }],
    [65403, { nickname: '一二三四五六七八九十一二三四五六七' }],
    [65403, { nickname: '' }],
    [65406, {}],
    [40097, { nickname: undefined }],
  ])('cannot be added: %i for %j', async (errcode, wrong) => {
    const { call } = aScene();
    await call(ADD, add);
    expect(await call(ADD, { ...add, ...wrong })).toMatchObject({ errcode });
  });

  it('are at most 100', async () => {
    const { call } = aScene();
    for (let index = 0; index < 100; index++) await call(ADD, { kf_account: `kf${index}@shop`, nickname: 'x' });
    expect(await call(ADD, { kf_account: 'kf100@shop', nickname: 'x' })).toMatchObject({ errcode: 65405 });
  });

  it.each([
    [65401, 'none@shop', 'wx_new1'],
    [65407, 'b@shop', 'wx_bound'],
    [65408, 'b@shop', 'wx_asked'],
    [65409, 'b@shop', '王'],
    [65410, 'b@shop', 'wx_busy'],
    [65411, 'asked@shop', 'wx_new1'],
    [65412, 'bound@shop', 'wx_new1'],
  ])('refuse an invitation with %i: %s, %s', async (errcode, kf_account, invite_wx) => {
    const { call, simulator } = aScene({ ...PLAIN, overboundWechatIds: ['wx_busy'] });
    await simulator.agents.hire({ account: 'shop', kfAccount: 'bound', nickname: 'x', wechatId: 'wx_bound' });
    for (const name of ['asked', 'b']) await call(ADD, { kf_account: `${name}@shop`, nickname: name });
    await call(INVITE, { kf_account: 'asked@shop', invite_wx: 'wx_asked' });
    expect(await call(INVITE, { kf_account, invite_wx })).toMatchObject({ errcode });
  });

  it.each([
    [0, [0xff, 0xd8, 1]],
    [40005, [1, 2, 3]],
  ])('answer an avatar with %i', async (errcode, bytes) => {
    const scene = aScene();
    await scene.call(ADD, add);
    const query = { kf_account: 'wang@shop' };
    expect(await upload(scene, '/customservice/kfaccount/uploadheadimg', query, bytes)).toMatchObject({ errcode });
  });

  it('are not there before the plug-in is enabled, nor for an account without verification', async () => {
    expect(await aScene({ ...PLAIN, kfEnabled: false }).call(ADD, add)).toMatchObject({ errcode: 65400 });
    expect(await aScene({ ...PLAIN, verified: false }).call(ADD, add)).toMatchObject({ errcode: 48001 });
  });

  it('of a mini program are added by kf_wx and named by kf_openid', async () => {
    const scene = aScene(MINI);
    expect(await scene.call(ADD, add)).toMatchObject({ errcode: 40097 });
    expect(await scene.call(ADD, { kf_wx: 'wx_wang' })).toEqual(OK);
    const [{ kf_openid = '', kf_account } = {}] = await list(scene);
    expect(kf_account).toBe('');
    const query = { kf_openid: String(kf_openid) };
    expect(await scene.call('/customservice/kfaccount/setadmin', undefined, query)).toEqual(OK);
    expect(await scene.call('/customservice/kfaccount/canceladmin', undefined, query)).toEqual(OK);
    expect(await scene.call('/customservice/kfaccount/del', undefined, query)).toEqual(OK);
    expect(await list(scene)).toEqual([]);
  });
});

describe('followers (用户管理)', () => {
  const li = { account: 'shop', user: 'li' };

  it('have no nickname, and the scene by which they came', async () => {
    const { call, simulator } = aScene();
    const { openId: openid } = await simulator.users.create({ account: 'shop', name: 'li', following: false });
    expect(await call('/cgi-bin/user/info', undefined, { openid })).toEqual({ subscribe: 0, openid });
    await simulator.users.scan({ ...li, scene: '42' });
    const info = await call('/cgi-bin/user/info', undefined, { openid });
    expect(info).toMatchObject({ subscribe: 1, subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene: 42, remark: '' });
    expect(info).not.toHaveProperty('nickname');
    expect(await call('/cgi-bin/user/info', undefined, { openid: 'oX' })).toMatchObject({ errcode: 40003 });
  });

  it('are listed, fetched together and remarked', async () => {
    const { call, simulator } = await aFollowedShop();
    const { openId: openid } = await simulator.users.get(li);
    expect(await call('/cgi-bin/user/get')).toEqual({
      total: 1,
      count: 1,
      data: { openid: [openid] },
      next_openid: openid,
    });
    await call('/cgi-bin/user/info/updateremark', { openid, remark: 'VIP' });
    expect(await call('/cgi-bin/user/info/batchget', { user_list: [{ openid }] })).toMatchObject({
      user_info_list: [{ remark: 'VIP' }],
    });
  });

  it('carry tags', async () => {
    const { call, simulator } = await aFollowedShop();
    const { openId } = await simulator.users.get(li);
    const { tag } = (await call('/cgi-bin/tags/create', { tag: { name: 'VIP' } })) as { tag: { id: number } };
    const members = { openid_list: [openId], tagid: tag.id };
    expect(await call('/cgi-bin/tags/members/batchtagging', members)).toEqual(OK);
    expect(await call('/cgi-bin/tags/get')).toMatchObject({ tags: [{ id: 2 }, { id: tag.id, name: 'VIP', count: 1 }] });
    expect(await call('/cgi-bin/tags/getidlist', { openid: openId })).toEqual({ tagid_list: [tag.id] });
    expect(await call('/cgi-bin/user/tag/get', { tagid: tag.id })).toMatchObject({
      count: 1,
      data: { openid: [openId] },
    });
    expect(await call('/cgi-bin/tags/update', { tag: { id: tag.id, name: 'Gold' } })).toEqual(OK);
    expect(await call('/cgi-bin/tags/members/batchuntagging', members)).toEqual(OK);
    expect(await call('/cgi-bin/tags/delete', { tag: { id: tag.id } })).toEqual(OK);
  });

  it.each([
    [45157, '/cgi-bin/tags/create', { tag: { name: '星标组' } }],
    [45158, '/cgi-bin/tags/create', { tag: { name: '一二三四五六七八九十一' } }],
    [45058, '/cgi-bin/tags/delete', { tag: { id: 2 } }],
    [45159, '/cgi-bin/tags/update', { tag: { id: 999, name: 'x' } }],
    [40032, '/cgi-bin/tags/members/batchtagging', { openid_list: Array<string>(51).fill('o'), tagid: 2 }],
    [40003, '/cgi-bin/tags/members/batchtagging', { openid_list: ['o'], tagid: 2 }],
  ])('answer %i at %s', async (errcode, path, body) => {
    expect(await aScene().call(path, body)).toMatchObject({ errcode });
  });

  it('do not exist for a mini program', async () => {
    expect(await aScene(MINI).call('/cgi-bin/tags/get')).toMatchObject({ errcode: 48001 });
  });
});

describe('material (新增临时素材, 永久素材)', () => {
  it('is temporary for three days', async () => {
    const scene = await aFollowedShop();
    const { media_id } = await upload(scene, '/cgi-bin/media/upload', { type: 'image' }, [1, 2, 3]);
    const token = await tokenOf(scene.simulator, 'shop');
    const fetched = await scene.simulator.fetch(`${HOST}/cgi-bin/media/get?access_token=${token}&media_id=${media_id}`);
    expect(fetched.headers.get('content-type')).toBe('image/jpeg');
    expect([...new Uint8Array(await fetched.arrayBuffer())]).toEqual([1, 2, 3]);
    await scene.simulator.advance(3 * 86_400);
    expect(await scene.call('/cgi-bin/media/get', undefined, { media_id: String(media_id) })).toMatchObject({
      errcode: 40007,
    });
  });

  it('is permanent until deleted', async () => {
    const scene = aScene();
    const { media_id } = await upload(scene, '/cgi-bin/material/add_material', { type: 'video' }, [1], 'video/mp4');
    expect(await scene.call('/cgi-bin/material/get_materialcount')).toMatchObject({ video_count: 2 });
    expect(
      await scene.call('/cgi-bin/material/batchget_material', { type: 'video', offset: 1, count: 20 }),
    ).toMatchObject({ total_count: 2, item_count: 1, item: [{ media_id }] });
    expect(await scene.call('/cgi-bin/material/get_material', { media_id })).toMatchObject({
      title: 't',
      description: 'i',
    });
    expect(await scene.call('/cgi-bin/material/del_material', { media_id })).toEqual(OK);
    expect(await scene.call('/cgi-bin/material/get_material', { media_id })).toMatchObject({ errcode: 40007 });
  });

  it('may be a temporary image only in a mini program', async () => {
    const scene = aScene(MINI);
    expect(await upload(scene, '/cgi-bin/media/upload', { type: 'image' }, [1])).toHaveProperty('media_id');
    expect(await upload(scene, '/cgi-bin/media/upload', { type: 'voice' }, [1])).toMatchObject({ errcode: 40004 });
    expect(await scene.call('/cgi-bin/material/get_materialcount')).toMatchObject({ errcode: 48001 });
  });

  it('must be there', async () => {
    const scene = aScene();
    const token = await tokenOf(scene.simulator, 'shop');
    const url = `${HOST}/cgi-bin/media/upload?access_token=${token}&type=image`;
    expect(await (await scene.simulator.fetch(url, { method: 'POST', body: 'x' })).json()).toMatchObject({
      errcode: 41005,
    });
    expect(await upload(scene, '/cgi-bin/media/upload', { type: 'gif' }, [1])).toMatchObject({ errcode: 40004 });
  });
});

describe('group sends (群发接口)', () => {
  const text = { msgtype: 'text', text: { content: 'news' } };

  async function shopOfThree(options = PLAIN) {
    const scene = aScene(options);
    const users = await Promise.all(
      ['a', 'b', 'c'].map((name) => scene.simulator.users.create({ account: 'shop', name })),
    );
    return { ...scene, openIds: users.map(({ openId }) => openId) };
  }

  it('reach followers, and tell the result by MASSSENDJOBFINISH', async () => {
    const { call, simulator, openIds, phone, requests } = await shopOfThree();
    await simulator.users.unfollow({ account: 'shop', user: 'c' });
    const { msg_id } = await call('/cgi-bin/message/mass/send', { touser: openIds, ...text });
    expect(await call('/cgi-bin/message/mass/get', { msg_id })).toEqual({ msg_id, msg_status: 'SENDING' });
    await simulator.advance(10);
    expect(phone('a')).toEqual(['account: news']);
    expect(requests.at(-1)?.body).toMatch(
      new RegExp(
        `MASSSENDJOBFINISH.*\n<MsgID>${msg_id}</MsgID>\n<Status><!\\[CDATA\\[send success\\]\\]></Status>\n<TotalCount>3</TotalCount>\n<FilterCount>3</FilterCount>\n<SentCount>2</SentCount>\n<ErrorCount>1</ErrorCount>`,
      ),
    );
    expect(await call('/cgi-bin/message/mass/get', { msg_id })).toEqual({ msg_id, msg_status: 'SEND_SUCCESS' });
  });

  it('reach a tag', async () => {
    const { call, simulator, openIds, phone } = await shopOfThree();
    await call('/cgi-bin/tags/members/batchtagging', { openid_list: openIds.slice(0, 1), tagid: 2 });
    await call('/cgi-bin/message/mass/sendall', { filter: { is_to_all: false, tag_id: 2 }, ...text });
    await simulator.advance(10);
    expect([phone('a'), phone('b')]).toEqual([['account: news'], []]);
  });

  it('answer a clientmsgid used before with the first msg_id', async () => {
    const { call, openIds } = await shopOfThree();
    const body = { touser: openIds, clientmsgid: 'c1', ...text };
    const { msg_id } = await call('/cgi-bin/message/mass/send', body);
    expect(await call('/cgi-bin/message/mass/send', body)).toMatchObject({ errcode: 45065, msg_id });
  });

  it('reach each user of a service account four times a month', async () => {
    const { call, simulator, openIds, phone } = await shopOfThree();
    for (let sent = 0; sent < 5; sent++) await call('/cgi-bin/message/mass/send', { touser: openIds, ...text });
    await simulator.advance(10);
    expect(phone('a')).toHaveLength(4);
    await simulator.advance(31 * 86_400);
    await call('/cgi-bin/message/mass/send', { touser: openIds, ...text });
    await simulator.advance(10);
    expect(phone('a')).toHaveLength(5);
  });

  it('are one a day for a subscription account', async () => {
    const { call, openIds } = await shopOfThree({ ...PLAIN, kind: 'subscription' });
    await call('/cgi-bin/message/mass/send', { touser: openIds, ...text });
    expect(await call('/cgi-bin/message/mass/send', { touser: openIds, ...text })).toMatchObject({ errcode: 45028 });
  });

  it.each([
    [40130, { touser: ['a'] }],
    [45067, { touser: ['a', 'b'], clientmsgid: 'x'.repeat(65) }],
    [45162, { touser: ['a', 'b'], msgtype: 'link' }],
    [40003, { touser: ['a', 'b'] }],
  ])('are refused with %i for %j', async (errcode, wrong) => {
    const { call, openIds } = await shopOfThree();
    const touser = errcode === 40003 || errcode === 40130 ? wrong.touser : openIds;
    expect(await call('/cgi-bin/message/mass/send', { ...text, ...wrong, touser })).toMatchObject({ errcode });
  });

  it('are shown to one user first by preview', async () => {
    const { call, openIds, phone } = await shopOfThree();
    expect(await call('/cgi-bin/message/mass/preview', { touser: openIds[0], ...text })).toMatchObject({ errcode: 0 });
    expect(phone('a')).toEqual(['account: news']);
  });
});

describe('notices (模板消息, 订阅消息)', () => {
  const data = { thing1: { value: 'Order' } };

  it('by template reach a follower of a service account and report TEMPLATESENDJOBFINISH', async () => {
    const { call, simulator, phone, requests } = await aFollowedShop();
    const { openId: touser } = await simulator.users.get({ account: 'shop', user: 'li' });
    const body = { touser, template_id: 'demo-template', data };
    const { msgid } = await call('/cgi-bin/message/template/send', body);
    await simulator.advance(1);
    expect(phone()).toEqual(['account: template']);
    expect(requests.at(-1)?.body).toMatch(
      new RegExp(`TEMPLATESENDJOBFINISH.*\n<MsgID>${msgid}</MsgID>\n<Status><!\\[CDATA\\[success\\]\\]>`),
    );
    expect(await call('/cgi-bin/message/template/send', { ...body, template_id: 'x' })).toMatchObject({
      errcode: 40037,
    });
    await simulator.users.unfollow({ account: 'shop', user: 'li' });
    expect(await call('/cgi-bin/message/template/send', body)).toMatchObject({ errcode: 43004 });
  });

  it('of a mini program need a consent each', async () => {
    const { call, simulator } = aScene(MINI);
    const { openId: touser } = await simulator.users.create({ account: 'app', name: 'li' });
    const send = () => call('/cgi-bin/message/subscribe/send', { touser, template_id: 'demo-template', data });
    expect(await send()).toMatchObject({ errcode: 43101 });
    await simulator.events.answerPopup({ account: 'app', user: 'li', templates: ['demo-template'], accept: true });
    expect(await send()).toMatchObject({ errcode: 0 });
    expect(await send()).toMatchObject({ errcode: 43101 });
  });
});

describe('menus and automatic replies (自定义菜单, 获取公众号的自动回复规则)', () => {
  const button = [{ name: 'Ask', type: 'click', key: 'k' }];

  it('are created, read in two forms and deleted', async () => {
    const { call } = aScene();
    expect(await call('/cgi-bin/menu/get')).toMatchObject({ errcode: 46003 });
    const sub_button = [{ name: 'Site', type: 'view', url: 'https://e.com' }];
    await call('/cgi-bin/menu/create', { button: [...button, { name: 'More', sub_button }] });
    expect(await call('/cgi-bin/menu/get')).toMatchObject({
      menu: { button: [{ key: 'k', sub_button: [] }, { sub_button }] },
    });
    expect(await call('/cgi-bin/get_current_selfmenu_info')).toMatchObject({
      is_menu_open: 1,
      selfmenu_info: { button: [{ key: 'k' }, { name: 'More', sub_button: { list: sub_button } }] },
    });
    expect(await call('/cgi-bin/menu/delete')).toEqual(OK);
  });

  it.each([
    [40016, Array(4).fill(button[0])],
    [40018, [{ ...button[0], name: '一二三四五六' }]],
    [40015, [{ name: 'x', type: 'shout' }]],
    [40097, [{ name: 'x', type: 'view' }]],
  ])('are refused with %i', async (errcode, wrong) => {
    expect(await aScene().call('/cgi-bin/menu/create', { button: wrong })).toMatchObject({ errcode });
  });

  it('give the automatic replies set in the console', async () => {
    const { call, simulator } = aScene();
    const autoReplies = { is_add_friend_reply_open: 1, add_friend_autoreply_info: { type: 'text', content: 'hi' } };
    await simulator.accounts.setAutoReplies({ account: 'shop', autoReplies });
    expect(await call('/cgi-bin/get_current_autoreply_info')).toEqual(autoReplies);
  });
});
