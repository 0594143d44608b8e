import type { ImageMessage } from '../../functions/wechat/messages/image.ts';
import type {
  ClickEvent,
  EnterMiniProgramEvent,
  KfCloseSessionEvent,
  KfCreateSessionEvent,
  KfSwitchSessionEvent,
  ScanEvent,
  SubscribeEvent,
  TextMessage,
  UnknownMessage,
  UnsubscribeEvent,
  VoiceMessage,
} from '../../functions/wechat/messages/index.ts';
import type { StickerMessage } from '../../functions/wechat/messages/sticker.ts';
import { NOW } from './push.ts';

const received = {
  account: 'main',
  openId: 'oABCD1234567890abcdefghijklm',
  originalId: 'gh_0123456789ab',
  createdAt: NOW,
};

let lastMessageId = 24_512_345_678_901_000n;

/** What every message of a user has; each gets an id of its own. */
function sent() {
  lastMessageId += 1n;
  const messageId = String(lastMessageId);
  return { ...received, messageId, messageKey: messageId };
}

/** What every event has; the key follows from the other fields, unless it is given. */
function happened<E extends { openId?: string; createdAt?: number; event?: string; eventKey?: string }>(
  event: string,
  changes: E,
) {
  const base = { ...received, event, eventKey: '', ...changes };
  return { ...base, messageKey: `${base.openId}:${base.createdAt}:${base.event}:${base.eventKey}` };
}

export const aTextMessage = (changes: Partial<TextMessage> = {}): TextMessage => ({
  ...sent(),
  kind: 'text',
  content: '你好',
  ...changes,
});

export const anImageMessage = (changes: Partial<ImageMessage> = {}): ImageMessage => ({
  ...sent(),
  kind: 'image',
  pictureUrl: 'http://mmbiz.qpic.cn/picture/0',
  mediaId: 'media-image',
  ...changes,
});

export const aVoiceMessage = (changes: Partial<VoiceMessage> = {}): VoiceMessage => ({
  ...sent(),
  kind: 'voice',
  mediaId: 'media-voice',
  format: 'amr',
  ...changes,
});

export const aStickerMessage = (changes: Partial<StickerMessage> = {}): StickerMessage => ({
  ...sent(),
  kind: 'sticker',
  ...changes,
});

export const aSubscribeEvent = (changes: Partial<SubscribeEvent> = {}): SubscribeEvent => ({
  ...happened('subscribe', changes),
  kind: 'subscribe',
  ...changes,
});

export const anUnsubscribeEvent = (changes: Partial<UnsubscribeEvent> = {}): UnsubscribeEvent => ({
  ...happened('unsubscribe', changes),
  kind: 'unsubscribe',
  ...changes,
});

export const aScanEvent = (changes: Partial<ScanEvent> = {}): ScanEvent => ({
  ...happened('SCAN', { ...changes, eventKey: changes.scene ?? 'shop-7' }),
  kind: 'scan',
  scene: 'shop-7',
  ticket: 'ticket-of-the-code',
  ...changes,
});

export const aClickEvent = (changes: Partial<ClickEvent> = {}): ClickEvent => ({
  ...happened('CLICK', { eventKey: 'menu_kf', ...changes }),
  kind: 'click',
  ...changes,
});

export const aKfCreateSessionEvent = (changes: Partial<KfCreateSessionEvent> = {}): KfCreateSessionEvent => ({
  ...happened('kf_create_session', changes),
  kind: 'kf-create-session',
  kfAccount: 'test1@test',
  ...changes,
});

export const aKfCloseSessionEvent = (changes: Partial<KfCloseSessionEvent> = {}): KfCloseSessionEvent => ({
  ...happened('kf_close_session', changes),
  kind: 'kf-close-session',
  kfAccount: 'test1@test',
  ...changes,
});

export const aKfSwitchSessionEvent = (changes: Partial<KfSwitchSessionEvent> = {}): KfSwitchSessionEvent => ({
  ...happened('kf_switch_session', changes),
  kind: 'kf-switch-session',
  fromKfAccount: 'test1@test',
  toKfAccount: 'test2@test',
  ...changes,
});

export const anEnterMiniProgramEvent = (changes: Partial<EnterMiniProgramEvent> = {}): EnterMiniProgramEvent => ({
  ...happened('user_enter_tempsession', changes),
  kind: 'enter-mini-program',
  sessionFrom: 'shop|小王||{"ecv":{"vipNo":"1"}}',
  ...changes,
});

export const anUnknownMessage = (changes: Partial<UnknownMessage> = {}): UnknownMessage => ({
  ...received,
  messageKey: 'unknown-1',
  kind: 'unknown',
  type: 'hologram',
  ...changes,
});
