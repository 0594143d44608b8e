import type { WireFields } from '../body.ts';
import type { NewsArticle } from '../replies/news.ts';

/** What the WeChat console answers with: of an automatic reply, or behind a menu button. */
export type ConsoleReply =
  | { kind: 'text'; content: string }
  /** The id of a console's media lives three days from when it was asked for. */
  | { kind: 'image' | 'voice'; mediaId: string }
  /** An address that dies soon; there is no id. */
  | { kind: 'video'; url: string }
  | { kind: 'news'; articles: NewsArticle[] }
  | { kind: 'unknown'; type: string };

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** The value as an object; empty when it is none. */
export const fieldsOf = (value: unknown): WireFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireFields) : {};

/** The value as a list of objects. */
export const listOf = (value: unknown): WireFields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

/**
 * One reply. Automatic replies have what they say in `content`, menu buttons in `value`.
 *
 * @see 获取公众号的自动回复规则, 查询自定义菜单的信息
 */
export function consoleReply(fields: WireFields): ConsoleReply {
  const type = text(fields.type);
  const content = text(fields.content ?? fields.value);
  if (type === 'text') return { kind: 'text', content };
  if (type === 'img' || type === 'photo' || type === 'image') return { kind: 'image', mediaId: content };
  if (type === 'voice') return { kind: 'voice', mediaId: content };
  if (type === 'video') return { kind: 'video', url: content };
  if (type === 'news') return { kind: 'news', articles: listOf(fieldsOf(fields.news_info).list).map(article) };
  return { kind: 'unknown', type };
}

function article(fields: WireFields): NewsArticle {
  const { title, digest, cover_url: pictureUrl, content_url: url } = fields;
  return {
    title: text(title),
    url: text(url),
    ...(text(digest) !== '' && { description: text(digest) }),
    ...(text(pictureUrl) !== '' && { pictureUrl: text(pictureUrl) }),
  };
}
