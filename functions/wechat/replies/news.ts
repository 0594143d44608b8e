import * as z from 'zod/mini';
import { defineReply } from './define-reply.ts';

/** One article of a news reply. */
export interface NewsArticle {
  title: string;
  description?: string | undefined;
  pictureUrl?: string | undefined;
  url: string;
}
/** Articles with pictures. A message is answered with one, an event with up to eight, a custom send holds one. */
export interface NewsReply {
  kind: 'news';
  articles: NewsArticle[];
}

/** MsgType `news`. */
export const news = defineReply<NewsReply>({
  schema: () =>
    z.object({
      kind: z.literal('news'),
      articles: z
        .array(
          z.object({
            title: z.string().check(z.minLength(1)),
            description: z.optional(z.string()),
            pictureUrl: z.optional(z.string()),
            url: z.string().check(z.minLength(1)),
          }),
        )
        .check(z.minLength(1), z.maxLength(8)),
    }),
  passive: ({ articles }, { maxArticles }) => {
    const items = articles.slice(0, maxArticles);
    return { MsgType: 'news', ArticleCount: items.length, Articles: items.map(passiveArticle) };
  },
  custom: ({ articles }) => ({ msgtype: 'news', news: { articles: articles.slice(0, 1).map(customArticle) } }),
  customFor: 'official',
});

function passiveArticle({ title, description = '', pictureUrl = '', url }: NewsArticle) {
  return { Title: title, Description: description, PicUrl: pictureUrl, Url: url };
}

function customArticle({ title, description = '', pictureUrl = '', url }: NewsArticle) {
  return { title, description, url, picurl: pictureUrl };
}
