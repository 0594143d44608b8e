import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatOf, parseBody } from '../../../functions/wechat/body.ts';
import { parseMessage } from '../../../functions/wechat/messages/index.ts';

const FOLDER = new URL('../../fixtures/', import.meta.url);
const common = {
  account: 'main',
  openId: 'oABCD1234567890abcdefghijklm',
  originalId: 'gh_0123456789ab',
  createdAt: 1_700_000_000,
};
const sent = { ...common, messageId: '24512345678901234', messageKey: '24512345678901234' };
const happened = (event: string, eventKey = '', more = '') => ({
  ...common,
  event,
  eventKey,
  messageKey: `oABCD1234567890abcdefghijklm:1700000000:${event}:${eventKey}${more}`,
});
const scanned = { scanType: 'qrcode', scanResult: 'https://example.com/7' };
const renewed = { kind: 'account-notice', expiresAt: 1_731_536_000 };
const failed = { kind: 'account-notice', failReason: '资料不全' };

const EXPECTED: Record<string, object> = {
  'text.xml': { ...sent, kind: 'text', content: '你好，人工客服' },
  'text.json': { ...sent, kind: 'text', content: '你好，人工客服' },
  'text-from-article.xml': {
    ...sent,
    kind: 'text',
    content: '多少钱',
    article: { messageDataId: '2247503051', index: 1 },
  },
  'text-from-menu.xml': { ...sent, kind: 'text', content: '转人工', menuItemId: '101' },
  'sticker.xml': { ...sent, kind: 'sticker' },
  'image.xml': { ...sent, kind: 'image', pictureUrl: 'http://mmbiz.qpic.cn/picture/0', mediaId: 'media-image' },
  'image.json': { ...sent, kind: 'image', pictureUrl: 'http://mmbiz.qpic.cn/picture/0', mediaId: 'media-image' },
  'voice.xml': {
    ...sent,
    kind: 'voice',
    mediaId: 'media-voice',
    format: 'amr',
    mediaId16k: 'media-16k',
    recognition: '我要退货',
  },
  'video.xml': { ...sent, kind: 'video', mediaId: 'media-video', thumbMediaId: 'media-thumb' },
  'short-video.xml': { ...sent, kind: 'short-video', mediaId: 'media-video', thumbMediaId: 'media-thumb' },
  'location.xml': {
    ...sent,
    kind: 'location',
    latitude: 23.134521,
    longitude: 113.358803,
    scale: 20,
    label: '广州市天河区',
  },
  'link.xml': { ...sent, kind: 'link', title: '公开课', description: '第一讲', url: 'https://example.com/a?b=1&c=2' },
  'file.xml': {
    ...sent,
    kind: 'file',
    title: '合同.pdf',
    description: '',
    fileKey: 'file-key',
    fileMd5: 'd41d8cd98f00b204e9800998ecf8427e',
    sizeBytes: 1024,
  },
  'mini-program-page.json': {
    ...sent,
    kind: 'mini-program-page',
    title: '红色帆布鞋',
    appId: 'wx1234567890abcdef',
    pagePath: 'pages/goods?id=7',
    thumbUrl: 'https://example.com/thumb',
    thumbMediaId: 'media-thumb',
  },
  'subscribe.xml': { ...happened('subscribe'), kind: 'subscribe' },
  'subscribe-by-code.xml': {
    ...happened('subscribe', 'shop-7'),
    kind: 'subscribe',
    scene: 'shop-7',
    ticket: 'ticket-of-the-code',
  },
  'unsubscribe.xml': { ...happened('unsubscribe'), kind: 'unsubscribe' },
  'scan.xml': { ...happened('SCAN', 'shop-7'), kind: 'scan', scene: 'shop-7', ticket: 'ticket-of-the-code' },
  'report-location.xml': {
    ...happened('LOCATION'),
    kind: 'report-location',
    latitude: 23.137466,
    longitude: 113.352425,
    precision: 119.38504,
  },
  'click.xml': { ...happened('CLICK', 'menu_kf'), kind: 'click' },
  'view.xml': { ...happened('VIEW', 'https://example.com/shop'), kind: 'view', menuId: '208379533' },
  'view-mini-program.xml': {
    ...happened('view_miniprogram', 'pages/index/index'),
    kind: 'view-mini-program',
    menuId: '208379533',
  },
  'scan-code-push.xml': { ...happened('scancode_push', 'menu_scan'), kind: 'scan-code-push', ...scanned },
  'scan-code-wait.xml': { ...happened('scancode_waitmsg', 'menu_scan'), kind: 'scan-code-wait', ...scanned },
  'pictures-taken.xml': {
    ...happened('pic_sysphoto', 'menu_pictures'),
    kind: 'pictures-sent',
    count: 1,
    md5s: ['1b5f7c23b5bf75682a53e7b6d163e185'],
  },
  'pictures-chosen.xml': {
    ...happened('pic_photo_or_album', 'menu_pictures'),
    kind: 'pictures-sent',
    count: 1,
    md5s: ['1b5f7c23b5bf75682a53e7b6d163e185'],
  },
  'pictures-from-album.xml': {
    ...happened('pic_weixin', 'menu_pictures'),
    kind: 'pictures-sent',
    count: 2,
    md5s: ['1b5f7c23b5bf75682a53e7b6d163e185', '5a75aaca956d97be686719218f275c6b'],
  },
  'location-selected.xml': {
    ...happened('location_select', 'menu_place'),
    kind: 'location-selected',
    latitude: 23,
    longitude: 113,
    scale: 15,
    label: '广州市海珠区客村艺苑路 106号',
    pointOfInterest: '艺苑',
  },
  'template-job-finished.xml': {
    ...happened('TEMPLATESENDJOBFINISH', '', ':200163836'),
    kind: 'template-job-finished',
    jobId: '200163836',
    status: 'failed:user block',
  },
  'mass-job-finished.xml': {
    ...happened('MASSSENDJOBFINISH', '', ':1000001625'),
    kind: 'mass-job-finished',
    jobId: '1000001625',
    status: 'send success',
    total: 100,
    filtered: 80,
    sent: 75,
    failed: 5,
  },
  'publish-job-finished.xml': {
    ...happened('PUBLISHJOBFINISH'),
    kind: 'publish-job-finished',
    publishId: '2247503051',
    status: '0',
    articleId: 'article-1',
  },
  'subscribe-message-popup.xml': {
    ...happened('subscribe_msg_popup_event'),
    kind: 'subscribe-message-popup',
    templates: [
      { templateId: 'template-1', accepted: true },
      { templateId: 'template-2', accepted: false },
    ],
  },
  'subscribe-message-popup.json': {
    ...happened('subscribe_msg_popup_event'),
    kind: 'subscribe-message-popup',
    templates: [{ templateId: 'template-1', accepted: true }],
  },
  'subscribe-message-change.xml': {
    ...happened('subscribe_msg_change_event'),
    kind: 'subscribe-message-change',
    templates: [{ templateId: 'template-1', accepted: false }],
  },
  'subscribe-message-sent.xml': {
    ...happened('subscribe_msg_sent_event'),
    kind: 'subscribe-message-sent',
    templates: [{ templateId: 'template-1', errorCode: '0', errorStatus: 'success' }],
  },
  'subscribe-message-sent.json': {
    ...happened('subscribe_msg_sent_event'),
    kind: 'subscribe-message-sent',
    templates: [
      { templateId: 'template-1', errorCode: '0', errorStatus: 'success' },
      { templateId: 'template-2', errorCode: '43107', errorStatus: 'reject' },
    ],
  },
  'kf-create-session.xml': { ...happened('kf_create_session'), kind: 'kf-create-session', kfAccount: 'test1@test' },
  'kf-close-session.xml': { ...happened('kf_close_session'), kind: 'kf-close-session', kfAccount: 'test1@test' },
  'kf-switch-session.xml': {
    ...happened('kf_switch_session'),
    kind: 'kf-switch-session',
    fromKfAccount: 'test1@test',
    toKfAccount: 'test2@test',
  },
  'enter-mini-program.json': {
    ...happened('user_enter_tempsession'),
    kind: 'enter-mini-program',
    sessionFrom: 'shop|小王||{"ecv":{"vipNo":"1"}}',
  },
  'user-info-modified.xml': {
    ...happened('user_info_modified'),
    kind: 'user-info-modified',
    subjectOpenId: 'oABCD1234567890abcdefghijklm',
    appId: 'wx1234567890abcdef',
    revokeInfo: '1',
  },
  'user-authorization-revoked.xml': {
    ...happened('user_authorization_revoke'),
    kind: 'user-authorization-revoked',
    subjectOpenId: 'oABCD1234567890abcdefghijklm',
    appId: 'wx1234567890abcdef',
    revokeInfo: '301',
  },
  'user-authorization-cancelled.xml': {
    ...happened('user_authorization_cancellation'),
    kind: 'user-authorization-cancelled',
    subjectOpenId: 'oABCD1234567890abcdefghijklm',
    appId: 'wx1234567890abcdef',
  },
  'account-notice-annual-renew.xml': { ...happened('annual_renew'), ...renewed },
  'account-notice-verify-expired.xml': { ...happened('verify_expired'), ...renewed },
  'account-notice-qualification-verify-success.xml': { ...happened('qualification_verify_success'), ...renewed },
  'account-notice-naming-verify-success.xml': { ...happened('naming_verify_success'), ...renewed },
  'account-notice-qualification-verify-fail.xml': { ...happened('qualification_verify_fail'), ...failed },
  'account-notice-naming-verify-fail.xml': { ...happened('naming_verify_fail'), ...failed },
  'unknown-message.xml': { ...common, messageKey: '24512345678901234', kind: 'unknown', type: 'hologram' },
  'unknown-event.xml': {
    ...common,
    messageKey: happened('user_pay_from_pay_cell', 'cell').messageKey,
    kind: 'unknown',
    type: 'event',
    event: 'user_pay_from_pay_cell',
    eventKey: 'cell',
  },
};

function read(file: string) {
  const body = readFileSync(new URL(file, FOLDER), 'utf8');
  return parseMessage('main', parseBody(body, formatOf(body)));
}

describe('parseMessage', () => {
  it.each(Object.keys(EXPECTED))('reads %s', (file) => {
    expect(read(file)).toEqual(EXPECTED[file]);
  });

  it('has an expectation for every fixture', () => {
    expect(
      readdirSync(FOLDER)
        .filter((file) => /\.(xml|json)$/.test(file))
        .sort(),
    ).toEqual(Object.keys(EXPECTED).sort());
  });
});
