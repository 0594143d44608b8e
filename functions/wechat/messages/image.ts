import { text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** A picture a user sent. */
export interface ImageMessage extends UserMessage {
  kind: 'image';
  pictureUrl: string;
  mediaId: string;
}

/** MsgType `image`. */
export function parseImage(wire: WireFields, base: UserMessage): ImageMessage {
  return { ...base, kind: 'image', pictureUrl: text(wire, 'PicUrl'), mediaId: text(wire, 'MediaId') };
}
