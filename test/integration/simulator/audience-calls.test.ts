import { describe, expect, it } from 'vitest';
import { HOST, OK, upload } from './api-calls.ts';
import { aFollowedShop, aScene, MINI, PLAIN, tokenOf } from './support.ts';

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

  it('take 100 tags in all and 20 each', async () => {
    const { call, simulator } = await aFollowedShop();
    const { openId } = await simulator.users.get(li);
    const codes: unknown[] = [];
    for (let index = 0; index < 101; index++)
      codes.push((await call('/cgi-bin/tags/create', { tag: { name: `tag${index}` } })).errcode);
    expect(codes.indexOf(45056)).toBe(100);
    const tag = async (tagid: number) =>
      (await call('/cgi-bin/tags/members/batchtagging', { openid_list: [openId], tagid })).errcode;
    for (let tagid = 100; tagid < 120; tagid++) expect(await tag(tagid)).toBe(0);
    expect(await tag(120)).toBe(45059);
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
