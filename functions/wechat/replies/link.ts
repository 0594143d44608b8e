import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** A picture-and-text link: custom send only, mini programs only. */
export interface LinkReply {
  kind: 'link';
  title: string;
  description: string;
  url: string;
  thumbUrl: string;
}

/** msgtype `link`. */
export const link = defineReply<LinkReply>({
  schema: () =>
    z.object({
      kind: z.literal('link'),
      title: z.string().check(z.minLength(1)),
      description: z.string(),
      url: z.string().check(z.minLength(1)),
      thumbUrl: z.string(),
    }),
  custom: ({ title, description, url, thumbUrl }) => ({
    msgtype: 'link',
    link: { title, description, url, thumb_url: thumbUrl },
  }),
  customFor: 'mini-program',
});
