import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** A film by its media id. */
export interface VideoReply {
  kind: 'video';
  mediaId: string;
  /** Needed by the custom send, unknown to the passive form. */
  thumbMediaId?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
}

/** MsgType `video`. */
export const video = defineReply<VideoReply>({
  schema: () =>
    z.object({
      kind: z.literal('video'),
      mediaId: z.string().check(z.minLength(1)),
      thumbMediaId: z.optional(z.string()),
      title: z.optional(z.string()),
      description: z.optional(z.string()),
    }),
  passive: ({ mediaId, title, description }) => ({
    MsgType: 'video',
    Video: {
      MediaId: mediaId,
      ...(title !== undefined && { Title: title }),
      ...(description !== undefined && { Description: description }),
    },
  }),
  custom: ({ mediaId, thumbMediaId = '', title, description }) => ({
    msgtype: 'video',
    video: { media_id: mediaId, thumb_media_id: thumbMediaId, title, description },
  }),
  customFor: 'official',
});
