import type { UserMessage } from './received.ts';

/** A sticker, or anything else WeChat does not pass on: no keyword matches it. */
export interface StickerMessage extends UserMessage {
  kind: 'sticker';
}

/** The text WeChat pushes in place of a sticker. */
export const STICKER_TEXT = '【收到不支持的消息类型，暂无法显示】';

/** Whether a text stands for a sticker. */
export function isSticker(content: string): boolean {
  return content === STICKER_TEXT;
}
