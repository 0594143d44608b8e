import { optionalText, text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';
import { isSticker, type StickerMessage } from './sticker.ts';

/** What a user typed, or the item of a menu message the user tapped. */
export interface TextMessage extends UserMessage {
  kind: 'text';
  content: string;
  /** `bizmsgmenuid`: set when the user tapped an item of a menu message. Such a tap opens no 48-hour window. */
  menuItemId?: string;
}

/** MsgType `text`; a sticker comes as one too. */
export function parseText(wire: WireFields, base: UserMessage): TextMessage | StickerMessage {
  const content = text(wire, 'Content');
  if (isSticker(content)) return { ...base, kind: 'sticker' };
  const menuItemId = optionalText(wire, 'bizmsgmenuid');
  return { ...base, kind: 'text', content, ...(menuItemId !== undefined && { menuItemId }) };
}
