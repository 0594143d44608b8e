import { describe, expect, it } from 'vitest';
import { createAccountApi } from '../../../functions/adapters/wechat-api/account.ts';
import { createConsoleApi } from '../../../functions/adapters/wechat-api/console.ts';
import { createFollowerApi } from '../../../functions/adapters/wechat-api/follower.ts';
import { createGroupSendApi } from '../../../functions/adapters/wechat-api/group-send.ts';
import { createMediaApi } from '../../../functions/adapters/wechat-api/media.ts';
import { createNoticeApi } from '../../../functions/adapters/wechat-api/notice.ts';
import { createTagApi } from '../../../functions/adapters/wechat-api/tag.ts';
import { simulatedWeChat } from '../../support/simulated-wechat.ts';

const JPG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const picture = { kind: 'image', name: '图 片.jpg', bytes: JPG, contentType: 'image/jpeg' } as const;

async function shopWith(...names: string[]) {
  const wechat = simulatedWeChat();
  const openIds: string[] = [];
  for (const name of names) {
    const { openId } = (await wechat.simulator.users.create({ account: 'shop', name })) as { openId: string };
    await wechat.simulator.users.follow({ account: 'shop', user: name });
    openIds.push(openId);
  }
  return { ...wechat, api: wechat.client(), openIds };
}

describe('media', () => {
  it('go up as temporary media and come down again', async () => {
    const media = createMediaApi((await shopWith()).api);
    const { mediaId, createdAt } = await media.upload('shop', picture);
    expect(createdAt).toBeGreaterThan(0);
    await expect(media.download('shop', mediaId)).resolves.toMatchObject({ bytes: JPG });
  });

  it('are kept as material, listed, counted and deleted', async () => {
    const media = createMediaApi((await shopWith()).api);
    const before = await media.countMaterial('shop');
    const { mediaId } = await media.addMaterial('shop', picture);
    await expect(media.countMaterial('shop')).resolves.toEqual({ ...before, image: before.image + 1 });
    const { total, materials } = await media.listMaterial('shop', 'image', 0);
    expect(total).toBe(before.image + 1);
    expect(materials).toContainEqual(expect.objectContaining({ mediaId }));
    await media.deleteMaterial('shop', mediaId);
    await expect(media.countMaterial('shop')).resolves.toEqual(before);
  });
});

describe('followers and tags', () => {
  it('are read one by one and many at once', async () => {
    const { api, openIds } = await shopWith('li', 'wang');
    const followers = createFollowerApi(api);
    const [openId = ''] = openIds;
    await followers.remark('shop', openId, '老客户');
    await expect(followers.one('shop', openId)).resolves.toMatchObject({ openId, subscribed: true, remark: '老客户' });
    await expect(followers.many('shop', openIds)).resolves.toHaveLength(2);
    const { total, openIds: listed } = await followers.list('shop');
    expect([total, new Set(listed)]).toEqual([2, new Set(openIds)]);
  });

  it('are tagged and untagged', async () => {
    const { api, openIds } = await shopWith('li');
    const tags = createTagApi(api);
    const [openId = ''] = openIds;
    const { id } = await tags.create('shop', '贵宾');
    await tags.rename('shop', id, '老客户');
    await tags.tag('shop', id, openIds);
    await expect(tags.list('shop')).resolves.toContainEqual({ id, name: '老客户', count: 1 });
    await expect(tags.tagsOf('shop', openId)).resolves.toEqual([id]);
    await expect(tags.members('shop', id)).resolves.toMatchObject({ openIds });
    await tags.untag('shop', id, openIds);
    await expect(tags.tagsOf('shop', openId)).resolves.toEqual([]);
    await tags.remove('shop', id);
    await expect(tags.list('shop')).resolves.not.toContainEqual(expect.objectContaining({ id }));
  });
});

describe('group sends', () => {
  it('go out once however often they are asked for', async () => {
    const { api, openIds } = await shopWith('li', 'wang');
    const groupSend = createGroupSendApi(api);
    const send = () => groupSend.send('shop', { openIds }, { msgtype: 'text', text: { content: '活动' } }, 'job-1');
    const first = await send();
    expect(first).toMatchObject({ outcome: 'sent', messageId: expect.stringMatching(/^\d+$/) });
    await expect(send()).resolves.toMatchObject({ outcome: 'sent' });
  });
});

describe('notices', () => {
  it('end as refused when the user did not opt in', async () => {
    const { api, openIds } = await shopWith('li');
    const notice = { openId: openIds[0] ?? '', templateId: 't1', data: { thing1: '到货' } };
    await expect(createNoticeApi(api).send('shop', 'service', notice)).resolves.toMatchObject({ outcome: 'refused' });
  });
});

describe('menus and replies of the console', () => {
  it('are read, written and deleted', async () => {
    const console = createConsoleApi((await shopWith()).api);
    await expect(console.menu('shop')).resolves.toBeUndefined();
    await console.createMenu('shop', { button: [{ type: 'click', name: '人工', key: 'menu_kf' }] });
    await expect(console.menu('shop')).resolves.toMatchObject({ menu: { button: [{ key: 'menu_kf' }] } });
    await expect(console.currentMenu('shop')).resolves.toMatchObject({ is_menu_open: 1 });
    await console.deleteMenu('shop');
    await expect(console.menu('shop')).resolves.toBeUndefined();
    await expect(console.autoReplies('shop')).resolves.toBeDefined();
  });
});

describe('the account', () => {
  it('knows its quotas and the addresses between us', async () => {
    const account = createAccountApi((await shopWith()).api);
    const quota = await account.quota('shop', '/cgi-bin/message/custom/send');
    expect(quota.dailyLimit).toBeGreaterThan(0);
    expect(quota.remain).toBe(quota.dailyLimit - quota.used);
    expect((await account.callbackAddresses('shop')).length).toBeGreaterThan(0);
    expect((await account.apiAddresses('shop')).length).toBeGreaterThan(0);
    await expect(account.checkCallback('shop', 'UNICOM')).resolves.toHaveProperty('dns');
  });
});
