/** What custom/send and its relatives may carry, by msgtype. @see 发送客服消息 */
import { z } from 'zod';
import { isMiniProgram } from '../accounts.ts';
import type { AccountState, ChatContent } from '../types.ts';
import { Refusal } from './refusal.ts';

/** Longest text, UTF-8: no official figure today, 45002 is reported beyond it. */
const TEXT_BYTES = 2048;

const filled = z.string().min(1);
const optional = z.string().optional();
const ARTICLE = z.object({
  title: filled,
  description: z.string().default(''),
  url: z.string(),
  picurl: z.string().default(''),
});
const media = z.object({ media_id: filled });
const PAGE = z.object({ title: filled, pagepath: filled, thumb_media_id: filled, appid: optional });

interface Kind<S extends z.ZodType = z.ZodType> {
  in: 'both' | 'official' | 'mini-program';
  schema: S;
  content: (fields: z.infer<S>, account: AccountState) => ChatContent;
}
/** Ties a reader to its own schema. */
const kind = <S extends z.ZodType>(one: Kind<S>): Kind => one as unknown as Kind;

const KINDS: Record<string, Kind> = {
  text: kind({
    in: 'both',
    schema: z.object({ content: filled }),
    content: ({ content }) => {
      if (Buffer.byteLength(content) > TEXT_BYTES) throw new Refusal(45002);
      return { kind: 'text', text: content };
    },
  }),
  image: kind({ in: 'both', schema: media, content: ({ media_id }, account) => image(account, media_id) }),
  voice: kind({
    in: 'official',
    schema: media,
    content: ({ media_id }, account) => ({ kind: 'voice', mediaId: known(account, media_id) }),
  }),
  video: kind({
    in: 'official',
    schema: z.object({ media_id: filled, thumb_media_id: filled, title: optional, description: optional }),
    content: ({ media_id, thumb_media_id, ...rest }, account) => {
      known(account, thumb_media_id);
      return { kind: 'video', mediaId: known(account, media_id), ...present(rest) };
    },
  }),
  music: kind({
    in: 'official',
    schema: z.object({
      title: optional,
      description: optional,
      musicurl: z.string(),
      hqmusicurl: z.string(),
      thumb_media_id: filled,
    }),
    content: ({ title, description, musicurl, hqmusicurl, thumb_media_id }, account) => ({
      kind: 'music',
      url: musicurl,
      hqUrl: hqmusicurl,
      thumbMediaId: known(account, thumb_media_id),
      ...present({ title, description }),
    }),
  }),
  news: kind({
    in: 'official',
    schema: z.object({ articles: z.array(ARTICLE) }),
    content: ({ articles }) => {
      if (articles.length !== 1) throw new Refusal(45008);
      return { kind: 'news', articles: articles.map(({ picurl, ...rest }) => ({ ...rest, pictureUrl: picurl })) };
    },
  }),
  mpnews: kind({
    in: 'official',
    schema: media,
    content: ({ media_id }, account) => ({ kind: 'article', articleId: known(account, media_id) }),
  }),
  mpnewsarticle: kind({
    in: 'official',
    schema: z.object({ article_id: filled }),
    content: ({ article_id }) => ({ kind: 'article', articleId: article_id }),
  }),
  msgmenu: kind({
    in: 'official',
    schema: z.object({
      head_content: optional,
      list: z.array(z.object({ id: z.union([z.string(), z.number()]), content: filled })).min(1),
      tail_content: optional,
    }),
    content: ({ head_content: head, list, tail_content: tail }) => ({
      kind: 'menu',
      items: list.map(({ id, content }) => ({ id: String(id), content })),
      ...present({ head, tail }),
    }),
  }),
  wxcard: kind({
    in: 'official',
    schema: z.object({ card_id: filled }),
    content: ({ card_id }) => ({ kind: 'card', cardId: card_id }),
  }),
  miniprogrampage: kind({ in: 'both', schema: PAGE, content: page }),
  link: kind({
    in: 'mini-program',
    schema: z.object({ title: filled, description: filled, url: filled, thumb_url: filled }),
    content: ({ thumb_url, ...rest }) => ({ kind: 'link', ...rest, thumbUrl: thumb_url }),
  }),
};

/**
 * What the user will see.
 *
 * @throws Refusal 45162 (kind), 40097 (fields), 40007 (media), 45002, 45008
 */
export function customContent(account: AccountState, msgtype: string, body: unknown): ChatContent {
  const found = KINDS[msgtype];
  const side = isMiniProgram(account.settings.kind) ? 'mini-program' : 'official';
  if (!found || (found.in !== 'both' && found.in !== side)) throw new Refusal(45162);
  const parsed = found.schema.safeParse((body as Record<string, unknown>)[msgtype]);
  if (parsed.success) return found.content(parsed.data, account);
  throw new Refusal(40097, `${msgtype}.${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}

const image = (account: AccountState, mediaId: string): ChatContent => ({
  kind: 'image',
  mediaId: known(account, mediaId),
});

function page({ title, pagepath, thumb_media_id, appid }: z.infer<typeof PAGE>, account: AccountState): ChatContent {
  const { kind: accountKind, appId, linkedMiniPrograms } = account.settings;
  if (!isMiniProgram(accountKind) && (appid === undefined || !linkedMiniPrograms.includes(appid)))
    throw new Refusal(40013, 'the mini program is not linked');
  const thumbMediaId = known(account, thumb_media_id);
  return { kind: 'mini-program-page', title, pagePath: pagepath, appId: appid ?? appId, thumbMediaId };
}

/** @throws Refusal 40007 */
function known({ media: all }: AccountState, mediaId: string): string {
  if (!all.some((one) => one.mediaId === mediaId)) throw new Refusal(40007);
  return mediaId;
}

const present = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined));
