import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** A recording by its media id. */
export interface VoiceReply {
  kind: 'voice';
  mediaId: string;
}

/** MsgType `voice`. */
export const voice = defineReply<VoiceReply>({
  schema: () => z.object({ kind: z.literal('voice'), mediaId: z.string().check(z.minLength(1)) }),
  passive: ({ mediaId }) => ({ MsgType: 'voice', Voice: { MediaId: mediaId } }),
  custom: ({ mediaId }) => ({ msgtype: 'voice', voice: { media_id: mediaId } }),
  customFor: 'official',
});
