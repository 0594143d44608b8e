import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** A piece of music by its addresses. */
export interface MusicReply {
  kind: 'music';
  title?: string | undefined;
  description?: string | undefined;
  musicUrl?: string | undefined;
  /** Preferred on Wi-Fi. */
  hqMusicUrl?: string | undefined;
  thumbMediaId: string;
}

/** MsgType `music`. */
export const music = defineReply<MusicReply>({
  schema: () =>
    z.object({
      kind: z.literal('music'),
      title: z.optional(z.string()),
      description: z.optional(z.string()),
      musicUrl: z.optional(z.string()),
      hqMusicUrl: z.optional(z.string()),
      thumbMediaId: z.string().check(z.minLength(1)),
    }),
  // WeChat's table spells MusicURL, its example MusicUrl; the example works.
  passive: ({ title, description, musicUrl, hqMusicUrl, thumbMediaId }) => ({
    MsgType: 'music',
    Music: {
      ...(title !== undefined && { Title: title }),
      ...(description !== undefined && { Description: description }),
      ...(musicUrl !== undefined && { MusicUrl: musicUrl }),
      ...(hqMusicUrl !== undefined && { HQMusicUrl: hqMusicUrl }),
      ThumbMediaId: thumbMediaId,
    },
  }),
  custom: ({ title = '', description = '', musicUrl, hqMusicUrl, thumbMediaId }) => ({
    msgtype: 'music',
    music: {
      title,
      description,
      musicurl: musicUrl ?? hqMusicUrl ?? '',
      hqmusicurl: hqMusicUrl ?? musicUrl ?? '',
      thumb_media_id: thumbMediaId,
    },
  }),
  customFor: 'official',
});
