/** What a group send may carry, by msgtype. @see 根据标签进行群发 */
import { z } from 'zod';
import type { AccountState, ChatContent } from '../types.ts';
import { Refusal } from './refusal.ts';

const filled = z.string().min(1);

const READERS: Record<string, z.ZodType<ChatContent>> = {
  text: z.object({ content: filled }).transform(({ content }) => ({ kind: 'text', text: content })),
  mpnews: z.object({ media_id: filled }).transform(({ media_id }) => ({ kind: 'article', articleId: media_id })),
  voice: z.object({ media_id: filled }).transform(({ media_id }) => ({ kind: 'voice', mediaId: media_id })),
  music: z.object({ media_id: filled }).transform(({ media_id }) => ({ kind: 'music', thumbMediaId: media_id })),
  image: z.object({ media_id: filled }).transform(({ media_id }) => ({ kind: 'image', mediaId: media_id })),
  images: z
    .object({ media_ids: z.array(filled).min(1) })
    .transform(({ media_ids }) => ({ kind: 'image', mediaId: media_ids[0] ?? '' })),
  mpvideo: z.object({ media_id: filled }).transform(({ media_id }) => ({ kind: 'video', mediaId: media_id })),
  wxcard: z.object({ card_id: filled }).transform(({ card_id }) => ({ kind: 'card', cardId: card_id })),
};

/** `image` in the documentation's older form is `images` in its own object. */
const OBJECT_NAMES: Record<string, string[]> = { image: ['images', 'image'] };

/**
 * What followers will see.
 *
 * @throws Refusal 45162 (kind), 40097 (fields), 40007 (media)
 */
export function massContent(account: AccountState, msgtype: string, body: unknown): ChatContent {
  if (!READERS[msgtype]) throw new Refusal(45162);
  const fields = body as Record<string, unknown>;
  const name = (OBJECT_NAMES[msgtype] ?? [msgtype]).find((one) => fields[one] !== undefined) ?? msgtype;
  const parsed = READERS[name]?.safeParse(fields[name]);
  if (!parsed?.success) throw new Refusal(40097, msgtype);
  if (
    'mediaId' in parsed.data &&
    !account.media.some(({ mediaId }) => mediaId === (parsed.data as { mediaId: string }).mediaId)
  )
    throw new Refusal(40007);
  return parsed.data;
}
