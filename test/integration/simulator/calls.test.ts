import { describe, expect, it } from 'vitest';
import { ADD, HOST, INVITE, OK, raw, upload } from './api-calls.ts';
import { aFollowedShop, aScene, MINI, PLAIN, tokenOf } from './support.ts';

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
