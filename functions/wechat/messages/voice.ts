import { optionalText, text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** What a user said. */
export interface VoiceMessage extends UserMessage {
  kind: 'voice';
  mediaId: string;
  /** `amr` or `speex`. */
  format: string;
  /** The copy at 16 kHz. */
  mediaId16k?: string;
  /** Recognized text; absent or empty when recognition is off. */
  recognition?: string;
}

/** MsgType `voice`. */
export function parseVoice(wire: WireFields, base: UserMessage): VoiceMessage {
  const mediaId16k = optionalText(wire, 'MediaId16K');
  const recognition = optionalText(wire, 'Recognition');
  return {
    ...base,
    kind: 'voice',
    mediaId: text(wire, 'MediaId'),
    format: text(wire, 'Format'),
    ...(mediaId16k !== undefined && { mediaId16k }),
    ...(recognition !== undefined && { recognition }),
  };
}
