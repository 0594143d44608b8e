import { text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** A film a user sent, or took in the chat (小视频). */
export interface VideoMessage extends UserMessage {
  kind: 'video' | 'short-video';
  mediaId: string;
  thumbMediaId: string;
}

/** MsgType `video` and `shortvideo`. */
export function parseVideo(wire: WireFields, base: UserMessage): VideoMessage {
  const kind = text(wire, 'MsgType') === 'video' ? 'video' : 'short-video';
  return { ...base, kind, mediaId: text(wire, 'MediaId'), thumbMediaId: text(wire, 'ThumbMediaId') };
}
