/**
 * Everything WeChat pushes to the callback, as types of our own. Wire spellings (`FromUserName`, `MsgType`) stop here.
 *
 * @see 接收普通消息 and 接收事件推送 in the documentation of official accounts; 接收消息和事件 of mini programs
 */
import type { WireFields } from '../body.ts';
import { type AccountNoticeEvent, parseAccountNotice } from './account-notice.ts';
import { type ClickEvent, parseClick } from './click.ts';
import { type EnterMiniProgramEvent, parseEnterMiniProgram } from './enter-mini-program.ts';
import { type FileMessage, parseFile } from './file.ts';
import { type ImageMessage, parseImage } from './image.ts';
import { type KfCloseSessionEvent, parseKfCloseSession } from './kf-close-session.ts';
import { type KfCreateSessionEvent, parseKfCreateSession } from './kf-create-session.ts';
import { type KfSwitchSessionEvent, parseKfSwitchSession } from './kf-switch-session.ts';
import { type LinkMessage, parseLink } from './link.ts';
import { type LocationMessage, parseLocation } from './location.ts';
import { type LocationSelectEvent, parseLocationSelect } from './location-select.ts';
import { type MassJobFinishedEvent, parseMassJobFinished } from './mass-job-finished.ts';
import { type MiniProgramPageMessage, parseMiniProgramPage } from './mini-program-page.ts';
import { type PicturesEvent, parsePictures } from './pictures.ts';
import { type PublishJobFinishedEvent, parsePublishJobFinished } from './publish-job-finished.ts';
import { type EventMessage, eventMessage, required, type UserMessage, userMessage } from './received.ts';
import { parseReportLocation, type ReportLocationEvent } from './report-location.ts';
import { parseScan, type ScanEvent } from './scan.ts';
import { parseScanCode, type ScanCodeEvent } from './scan-code.ts';
import type { StickerMessage } from './sticker.ts';
import { parseSubscribe, type SubscribeEvent } from './subscribe.ts';
import { parseSubscribeMessage, type SubscribeMessageEvent } from './subscribe-message.ts';
import { parseTemplateJobFinished, type TemplateJobFinishedEvent } from './template-job-finished.ts';
import { parseText, type TextMessage } from './text.ts';
import { parseUnknown, type UnknownMessage } from './unknown.ts';
import { parseUnsubscribe, type UnsubscribeEvent } from './unsubscribe.ts';
import { parseUserData, type UserDataEvent } from './user-data.ts';
import { parseVideo, type VideoMessage } from './video.ts';
import { parseView, type ViewEvent } from './view.ts';
import { parseVoice, type VoiceMessage } from './voice.ts';

export type { AccountNoticeEvent } from './account-notice.ts';
export type { ClickEvent } from './click.ts';
export type { EnterMiniProgramEvent } from './enter-mini-program.ts';
export type { FileMessage } from './file.ts';
export type { ImageMessage } from './image.ts';
export type { KfCloseSessionEvent } from './kf-close-session.ts';
export type { KfCreateSessionEvent } from './kf-create-session.ts';
export type { KfSwitchSessionEvent } from './kf-switch-session.ts';
export type { LinkMessage } from './link.ts';
export type { LocationMessage } from './location.ts';
export type { LocationSelectEvent } from './location-select.ts';
export type { MassJobFinishedEvent } from './mass-job-finished.ts';
export type { MiniProgramPageMessage } from './mini-program-page.ts';
export type { PicturesEvent } from './pictures.ts';
export type { PublishJobFinishedEvent } from './publish-job-finished.ts';
export type { ReportLocationEvent } from './report-location.ts';
export type { ScanEvent } from './scan.ts';
export type { ScanCodeEvent } from './scan-code.ts';
export type { StickerMessage } from './sticker.ts';
export type { SubscribeEvent } from './subscribe.ts';
export type { SubscribeMessageEvent } from './subscribe-message.ts';
export type { TemplateJobFinishedEvent } from './template-job-finished.ts';
export type { TextMessage } from './text.ts';
export type { UnknownMessage } from './unknown.ts';
export type { UnsubscribeEvent } from './unsubscribe.ts';
export type { UserDataEvent } from './user-data.ts';
export type { VideoMessage } from './video.ts';
export type { ViewEvent } from './view.ts';
export type { VoiceMessage } from './voice.ts';

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

/** By MsgType. A Map, since `constructor` must not be found in it. */
const MESSAGES = new Map<string, (wire: WireFields, base: UserMessage) => TransferableMessage>([
  ['text', parseText],
  ['image', parseImage],
  ['voice', parseVoice],
  ['video', parseVideo],
  ['shortvideo', parseVideo],
  ['location', parseLocation],
  ['link', parseLink],
  ['file', parseFile],
  ['miniprogrampage', parseMiniProgramPage],
]);

/** By Event, in WeChat's exact case. */
const EVENTS = new Map<string, (wire: WireFields, base: EventMessage) => Event>([
  ['subscribe', parseSubscribe],
  ['unsubscribe', parseUnsubscribe],
  ['SCAN', parseScan],
  ['LOCATION', parseReportLocation],
  ['CLICK', parseClick],
  ['VIEW', parseView],
  ['view_miniprogram', parseView],
  ['scancode_push', parseScanCode],
  ['scancode_waitmsg', parseScanCode],
  ['pic_sysphoto', parsePictures],
  ['pic_photo_or_album', parsePictures],
  ['pic_weixin', parsePictures],
  ['location_select', parseLocationSelect],
  ['TEMPLATESENDJOBFINISH', parseTemplateJobFinished],
  ['MASSSENDJOBFINISH', parseMassJobFinished],
  ['PUBLISHJOBFINISH', parsePublishJobFinished],
  ['subscribe_msg_popup_event', parseSubscribeMessage],
  ['subscribe_msg_change_event', parseSubscribeMessage],
  ['subscribe_msg_sent_event', parseSubscribeMessage],
  ['kf_create_session', parseKfCreateSession],
  ['kf_close_session', parseKfCloseSession],
  ['kf_switch_session', parseKfSwitchSession],
  ['user_enter_tempsession', parseEnterMiniProgram],
  ['user_info_modified', parseUserData],
  ['user_authorization_revoke', parseUserData],
  ['user_authorization_cancellation', parseUserData],
  ['annual_renew', parseAccountNotice],
  ['verify_expired', parseAccountNotice],
  ['qualification_verify_success', parseAccountNotice],
  ['qualification_verify_fail', parseAccountNotice],
  ['naming_verify_success', parseAccountNotice],
  ['naming_verify_fail', parseAccountNotice],
]);

/**
 * A push's wire fields as a message. A field that a known kind lacks is empty or 0.
 *
 * @param account the account's name in our deployment
 * @throws {ProtocolError} if FromUserName, CreateTime, MsgType or an event's Event is missing
 */
export function parseMessage(account: string, wire: WireFields): Message {
  const type = required(wire, 'MsgType');
  if (type === 'event') {
    const base = eventMessage(account, wire);
    return (EVENTS.get(base.event) ?? parseUnknown)(wire, base);
  }
  const base = userMessage(account, wire);
  return (MESSAGES.get(type) ?? parseUnknown)(wire, base);
}

/** Whether a user sent it: then it may be transferred to customer service. Events never are, nor what we do not know. */
export function isTransferable(message: Message): message is TransferableMessage {
  return !('event' in message) && message.kind !== 'unknown';
}
