import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** A picture by its media id. */
export interface ImageReply {
  kind: 'image';
  mediaId: string;
}

/** MsgType `image`. */
export const image = defineReply<ImageReply>({
  schema: () => z.object({ kind: z.literal('image'), mediaId: z.string().check(z.minLength(1)) }),
  passive: ({ mediaId }) => ({ MsgType: 'image', Image: { MediaId: mediaId } }),
  custom: ({ mediaId }) => ({ msgtype: 'image', image: { media_id: mediaId } }),
  customFor: 'all',
});
