import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** Words; in a custom send they may hold `<a href>` links. */
export interface TextReply {
  kind: 'text';
  content: string;
}

/** MsgType `text`. */
export const text = defineReply<TextReply>({
  schema: () => z.object({ kind: z.literal('text'), content: z.string().check(z.minLength(1)) }),
  passive: ({ content }) => ({ MsgType: 'text', Content: content }),
  custom: ({ content }) => ({ msgtype: 'text', text: { content } }),
  customFor: 'all',
});
