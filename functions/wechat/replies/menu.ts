import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** 菜单消息 (`msgmenu`): custom send only, official accounts only. A tap comes back as a text with the item's id. */
export interface MenuReply {
  kind: 'menu';
  head?: string | undefined;
  items: { id: string; content: string }[];
  tail?: string | undefined;
}

/** msgtype `msgmenu`. */
export const menu = defineReply<MenuReply>({
  schema: () =>
    z.object({
      kind: z.literal('menu'),
      head: z.optional(z.string()),
      items: z
        .array(z.object({ id: z.string().check(z.minLength(1)), content: z.string().check(z.minLength(1)) }))
        .check(z.minLength(1)),
      tail: z.optional(z.string()),
    }),
  custom: ({ head, items, tail }) => ({
    msgtype: 'msgmenu',
    msgmenu: { head_content: head, list: items.map(({ id, content }) => ({ id, content })), tail_content: tail },
  }),
  customFor: 'official',
});
