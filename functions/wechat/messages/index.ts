/**
 * Everything WeChat pushes to the callback, as types of our own. Wire spellings (`FromUserName`, `MsgType`) stop here.
 *
 * @see 接收普通消息 and 接收事件推送 in the documentation of official accounts; 接收消息和事件 of mini programs
 */

/** What every push carries. */
export interface Received {
  /** The account's name in our deployment, from the callback's path. */
  account: string;
  /** The user within this account. Personal data: never logged as it is. */
  openId: string;
  /** `gh_...`, the push's ToUserName; a passive reply comes from it. */
  originalId: string;
  /** CreateTime, epoch seconds. Whatever depends on time uses this, so that a repeat decides alike. */
  createdAt: number;
  /** What makes a repeat: MsgId, or OpenID, CreateTime, Event and EventKey. */
  messageKey: string;
}

interface UserMessage extends Received {
  /** MsgId as text: it exceeds 2^53. */
  messageId: string;
  /** Official accounts only: the article the message was sent from, and its 1-based index. */
  article?: { messageDataId: string; index: number };
}

export interface TextMessage extends UserMessage {
  kind: 'text';
  content: string;
  /** `bizmsgmenuid`: set when the user tapped an item of a menu message. Such a tap opens no 48-hour window. */
  menuItemId?: string;
}
export interface ImageMessage extends UserMessage {
  kind: 'image';
  pictureUrl: string;
  mediaId: string;
}
export interface VoiceMessage extends UserMessage {
  kind: 'voice';
  mediaId: string;
  format: string;
  mediaId16k?: string;
  /** Recognized text; absent or empty when recognition is off. */
  recognition?: string;
}
export interface VideoMessage extends UserMessage {
  kind: 'video' | 'short-video';
  mediaId: string;
  thumbMediaId: string;
}
export interface LocationMessage extends UserMessage {
  kind: 'location';
  latitude: number;
  longitude: number;
  scale: number;
  label: string;
}
export interface LinkMessage extends UserMessage {
  kind: 'link';
  title: string;
  description: string;
  url: string;
}
export interface FileMessage extends UserMessage {
  kind: 'file';
  title: string;
  description: string;
  fileKey: string;
  fileMd5: string;
  sizeBytes: number;
}
export interface MiniProgramPageMessage extends UserMessage {
  kind: 'mini-program-page';
  title: string;
  appId: string;
  pagePath: string;
  thumbUrl: string;
  thumbMediaId: string;
}
/** A sticker arrives as the text 【收到不支持的消息类型，暂无法显示】; no keyword matches it. */
export interface StickerMessage extends UserMessage {
  kind: 'sticker';
}

interface EventMessage extends Received {
  /** The event's wire name, in its exact case: what operators type as a keyword of an `event` rule. */
  event: string;
  /** EventKey as received, without `qrscene_`; empty when the event has none. */
  eventKey: string;
}

export interface SubscribeEvent extends EventMessage {
  kind: 'subscribe';
  /** Scene of the parametric QR code the user came by; absent for a plain follow. */
  scene?: string;
  ticket?: string;
}
export interface UnsubscribeEvent extends EventMessage {
  kind: 'unsubscribe';
}
export interface ScanEvent extends EventMessage {
  kind: 'scan';
  scene: string;
  ticket: string;
}
export interface ReportLocationEvent extends EventMessage {
  kind: 'report-location';
  latitude: number;
  longitude: number;
  precision: number;
}
export interface ClickEvent extends EventMessage {
  kind: 'click';
}
export interface ViewEvent extends EventMessage {
  kind: 'view' | 'view-mini-program';
  menuId?: string;
}
export interface ScanCodeEvent extends EventMessage {
  kind: 'scan-code-push' | 'scan-code-wait';
  scanType: string;
  scanResult: string;
}
export interface PicturesEvent extends EventMessage {
  kind: 'pictures-sent';
  count: number;
  md5s: string[];
}
export interface LocationSelectEvent extends EventMessage {
  kind: 'location-selected';
  latitude: number;
  longitude: number;
  scale: number;
  label: string;
  pointOfInterest: string;
}
export interface TemplateJobFinishedEvent extends EventMessage {
  kind: 'template-job-finished';
  jobId: string;
  status: string;
}
export interface MassJobFinishedEvent extends EventMessage {
  kind: 'mass-job-finished';
  jobId: string;
  status: string;
  total: number;
  filtered: number;
  sent: number;
  failed: number;
}
export interface PublishJobFinishedEvent extends EventMessage {
  kind: 'publish-job-finished';
  publishId: string;
  status: string;
  articleId?: string;
}
export interface SubscribeMessageEvent extends EventMessage {
  kind: 'subscribe-message-popup' | 'subscribe-message-change' | 'subscribe-message-sent';
  templates: { templateId: string; accepted?: boolean; errorCode?: string; errorStatus?: string }[];
}
export interface KfCreateSessionEvent extends EventMessage {
  kind: 'kf-create-session';
  kfAccount: string;
}
export interface KfCloseSessionEvent extends EventMessage {
  kind: 'kf-close-session';
  kfAccount: string;
}
export interface KfSwitchSessionEvent extends EventMessage {
  kind: 'kf-switch-session';
  fromKfAccount: string;
  toKfAccount: string;
}
export interface EnterMiniProgramEvent extends EventMessage {
  kind: 'enter-mini-program';
  /** Client-supplied text: claims, not identity. */
  sessionFrom: string;
}
export interface UserDataEvent extends EventMessage {
  kind: 'user-info-modified' | 'user-authorization-revoked' | 'user-authorization-cancelled';
  appId?: string;
  revokeInfo?: string;
}
/** WeChat tells the account that its verification, naming or annual review changed; some take rights away. */
export interface AccountNoticeEvent extends EventMessage {
  kind: 'account-notice';
  expiresAt?: number;
  failReason?: string;
}
/** A MsgType or Event this release does not know: kept, answered `success`. */
export interface UnknownMessage extends Received {
  kind: 'unknown';
  type: string;
  event?: string;
  eventKey?: string;
}

/** What a user sent; these, and only these, may be transferred to customer service. */
export type TransferableMessage =
  | TextMessage
  | ImageMessage
  | VoiceMessage
  | VideoMessage
  | LocationMessage
  | LinkMessage
  | FileMessage
  | MiniProgramPageMessage
  | StickerMessage;

/** What happened; never transferred. */
export type Event =
  | SubscribeEvent
  | UnsubscribeEvent
  | ScanEvent
  | ReportLocationEvent
  | ClickEvent
  | ViewEvent
  | ScanCodeEvent
  | PicturesEvent
  | LocationSelectEvent
  | TemplateJobFinishedEvent
  | MassJobFinishedEvent
  | PublishJobFinishedEvent
  | SubscribeMessageEvent
  | KfCreateSessionEvent
  | KfCloseSessionEvent
  | KfSwitchSessionEvent
  | EnterMiniProgramEvent
  | UserDataEvent
  | AccountNoticeEvent;

export type Message = TransferableMessage | Event | UnknownMessage;
export type MessageKind = Message['kind'];
