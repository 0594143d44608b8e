import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** A card of a mini program's page: custom send only. `appId` is for official accounts. */
export interface MiniProgramPageReply {
  kind: 'mini-program-page';
  title: string;
  appId?: string | undefined;
  pagePath: string;
  /** Cover of 520 x 416. */
  thumbMediaId: string;
}

/** msgtype `miniprogrampage`. */
export const miniProgramPage = defineReply<MiniProgramPageReply>({
  schema: () =>
    z.object({
      kind: z.literal('mini-program-page'),
      title: z.string().check(z.minLength(1)),
      appId: z.optional(z.string()),
      pagePath: z.string().check(z.minLength(1)),
      thumbMediaId: z.string().check(z.minLength(1)),
    }),
  custom: ({ title, appId, pagePath, thumbMediaId }, accountKind) => ({
    msgtype: 'miniprogrampage',
    miniprogrampage: {
      title,
      // A mini program sends its own pages only.
      ...(accountKind !== 'mini-program' && { appid: appId ?? '' }),
      pagepath: pagePath,
      thumb_media_id: thumbMediaId,
    },
  }),
  customFor: 'all',
});
