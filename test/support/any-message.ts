import * as fc from 'fast-check';
import { STICKER_TEXT } from '../../functions/wechat/messages/sticker.ts';
import { anyCount, anyId, anyNumber, anyText, anyTime, happened, type Pair, present, sent } from './any-push.ts';
import type { WireBody } from './push.ts';

const text = anyText;
const maybe = fc.option(anyText, { nil: undefined });
const kind = <K extends string>(name: K) => fc.constant(name);
const place = { latitude: anyNumber, longitude: anyNumber, scale: anyCount, label: text };
const job = { jobId: anyId, status: text };
const templates = fc.array(
  fc
    .record({
      templateId: text,
      accepted: fc.option(fc.boolean(), { nil: undefined }),
      errorCode: maybe,
      errorStatus: maybe,
    })
    .map(present),
  { minLength: 1, maxLength: 3 },
);

function spellTemplate(it: {
  templateId: string;
  accepted?: boolean | undefined;
  errorCode?: string | undefined;
  errorStatus?: string | undefined;
}): WireBody {
  const status = it.accepted === undefined ? undefined : it.accepted ? 'accept' : 'reject';
  return present({
    TemplateId: it.templateId,
    SubscribeStatusString: status,
    ErrorCode: it.errorCode,
    ErrorStatus: it.errorStatus,
  }) as WireBody;
}

/** A message of any kind that WeChat pushes. */
export const anyMessage: fc.Arbitrary<Pair> = fc.oneof(
  sent('text', fc.record({ kind: kind('text'), content: text, menuItemId: maybe }), (m) => ({
    Content: m.content,
    bizmsgmenuid: m.menuItemId,
  })),
  sent('text', fc.record({ kind: kind('sticker') }), () => ({ Content: STICKER_TEXT })),
  sent('image', fc.record({ kind: kind('image'), pictureUrl: text, mediaId: text }), (m) => ({
    PicUrl: m.pictureUrl,
    MediaId: m.mediaId,
  })),
  sent(
    'voice',
    fc.record({ kind: kind('voice'), mediaId: text, format: text, mediaId16k: maybe, recognition: maybe }),
    (m) => ({
      MediaId: m.mediaId,
      Format: m.format,
      MediaId16K: m.mediaId16k,
      Recognition: m.recognition,
    }),
  ),
  sent('video', fc.record({ kind: kind('video'), mediaId: text, thumbMediaId: text }), (m) => ({
    MediaId: m.mediaId,
    ThumbMediaId: m.thumbMediaId,
  })),
  sent('shortvideo', fc.record({ kind: kind('short-video'), mediaId: text, thumbMediaId: text }), (m) => ({
    MediaId: m.mediaId,
    ThumbMediaId: m.thumbMediaId,
  })),
  sent('location', fc.record({ kind: kind('location'), ...place }), (m) => ({
    Location_X: m.latitude,
    Location_Y: m.longitude,
    Scale: m.scale,
    Label: m.label,
  })),
  sent('link', fc.record({ kind: kind('link'), title: text, description: text, url: text }), (m) => ({
    Title: m.title,
    Description: m.description,
    Url: m.url,
  })),
  sent(
    'file',
    fc.record({
      kind: kind('file'),
      title: text,
      description: text,
      fileKey: text,
      fileMd5: text,
      sizeBytes: anyCount,
    }),
    (m) => ({
      Title: m.title,
      Description: m.description,
      FileKey: m.fileKey,
      FileMd5: m.fileMd5,
      FileTotalLen: m.sizeBytes,
    }),
  ),
  sent(
    'miniprogrampage',
    fc.record({
      kind: kind('mini-program-page'),
      title: text,
      appId: text,
      pagePath: text,
      thumbUrl: text,
      thumbMediaId: text,
    }),
    (m) => ({
      Title: m.title,
      AppId: m.appId,
      PagePath: m.pagePath,
      ThumbUrl: m.thumbUrl,
      ThumbMediaId: m.thumbMediaId,
    }),
  ),
  happened('subscribe', fc.record({ kind: kind('subscribe'), scene: text, ticket: maybe }), (m) => ({
    EventKey: `qrscene_${m.scene}`,
    Ticket: m.ticket,
  })),
  happened('unsubscribe', fc.record({ kind: kind('unsubscribe') }), () => ({})),
  happened('SCAN', fc.record({ kind: kind('scan'), scene: text, ticket: text }), (m) => ({
    EventKey: m.scene,
    Ticket: m.ticket,
  })),
  happened(
    'LOCATION',
    fc.record({ kind: kind('report-location'), latitude: anyNumber, longitude: anyNumber, precision: anyNumber }),
    (m) => ({
      Latitude: m.latitude,
      Longitude: m.longitude,
      Precision: m.precision,
    }),
  ),
  happened('CLICK', fc.record({ kind: kind('click') }), () => ({})),
  happened('VIEW', fc.record({ kind: kind('view'), menuId: maybe }), (m) => ({ MenuId: m.menuId })),
  happened('view_miniprogram', fc.record({ kind: kind('view-mini-program'), menuId: maybe }), (m) => ({
    MenuId: m.menuId,
  })),
  happened('scancode_waitmsg', fc.record({ kind: kind('scan-code-wait'), scanType: text, scanResult: text }), (m) => ({
    ScanCodeInfo: { ScanType: m.scanType, ScanResult: m.scanResult },
  })),
  happened(
    'pic_weixin',
    fc.record({ kind: kind('pictures-sent'), count: anyCount, md5s: fc.array(text, { minLength: 1, maxLength: 9 }) }),
    (m) => ({
      SendPicsInfo: { Count: m.count, PicList: { item: m.md5s.map((md5) => ({ PicMd5Sum: md5 })) } },
    }),
  ),
  happened('location_select', fc.record({ kind: kind('location-selected'), ...place, pointOfInterest: text }), (m) => ({
    SendLocationInfo: {
      Location_X: m.latitude,
      Location_Y: m.longitude,
      Scale: m.scale,
      Label: m.label,
      Poiname: m.pointOfInterest,
    },
  })),
  happened('TEMPLATESENDJOBFINISH', fc.record({ kind: kind('template-job-finished'), ...job }), (m) => ({
    MsgID: m.jobId,
    Status: m.status,
  })),
  happened(
    'MASSSENDJOBFINISH',
    fc.record({
      kind: kind('mass-job-finished'),
      ...job,
      total: anyCount,
      filtered: anyCount,
      sent: anyCount,
      failed: anyCount,
    }),
    (m) => ({
      MsgID: m.jobId,
      Status: m.status,
      TotalCount: m.total,
      FilterCount: m.filtered,
      SentCount: m.sent,
      ErrorCount: m.failed,
    }),
  ),
  happened(
    'PUBLISHJOBFINISH',
    fc.record({ kind: kind('publish-job-finished'), publishId: anyId, status: text, articleId: maybe }),
    (m) => ({
      PublishEventInfo: present({
        publish_id: m.publishId,
        publish_status: m.status,
        article_id: m.articleId,
      }) as WireBody,
    }),
  ),
  happened('subscribe_msg_popup_event', fc.record({ kind: kind('subscribe-message-popup'), templates }), (m) => ({
    SubscribeMsgPopupEvent: { List: m.templates.map(spellTemplate) },
  })),
  happened('subscribe_msg_sent_event', fc.record({ kind: kind('subscribe-message-sent'), templates }), (m) => ({
    List: m.templates.map(spellTemplate),
  })),
  happened('kf_create_session', fc.record({ kind: kind('kf-create-session'), kfAccount: text }), (m) => ({
    KfAccount: m.kfAccount,
  })),
  happened('kf_close_session', fc.record({ kind: kind('kf-close-session'), kfAccount: text }), (m) => ({
    KfAccount: m.kfAccount,
  })),
  happened(
    'kf_switch_session',
    fc.record({ kind: kind('kf-switch-session'), fromKfAccount: text, toKfAccount: text }),
    (m) => ({
      FromKfAccount: m.fromKfAccount,
      ToKfAccount: m.toKfAccount,
    }),
  ),
  happened('user_enter_tempsession', fc.record({ kind: kind('enter-mini-program'), sessionFrom: text }), (m) => ({
    SessionFrom: m.sessionFrom,
  })),
  happened(
    'user_info_modified',
    fc.record({ kind: kind('user-info-modified'), subjectOpenId: maybe, appId: maybe, revokeInfo: maybe }),
    (m) => ({
      OpenID: m.subjectOpenId,
      AppID: m.appId,
      RevokeInfo: m.revokeInfo,
    }),
  ),
  happened('annual_renew', fc.record({ kind: kind('account-notice'), expiresAt: anyTime, failReason: maybe }), (m) => ({
    ExpiredTime: m.expiresAt,
    FailReason: m.failReason,
  })),
);
