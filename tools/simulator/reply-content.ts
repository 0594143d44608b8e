/**
 * The content of a passive reply, by kind.
 *
 * @see 被动回复用户消息 in the documentation of official accounts
 */
import type { AnswerFields } from './answer-check.ts';
import type { AccountState, Article, ChatContent, Push } from './types.ts';
import { UnreadableAnswer } from './xml-reader.ts';

/** Longest text, UTF-8. */
const TEXT_BYTES = 2048;
const ARTICLES_FOR_EVENT = 8;

/** What the user will see, and what was cut off. */
interface Content {
  content: ChatContent;
  trimmed?: string;
}

type Reader = (fields: AnswerFields, push: Push) => Content;

const READERS: Record<string, Reader> = {
  text: (fields) => ({ content: { kind: 'text', text: textOf(fields) } }),
  image: (fields) => ({ content: { kind: 'image', mediaId: need(group(fields, 'Image'), 'MediaId') } }),
  voice: (fields) => ({ content: { kind: 'voice', mediaId: need(group(fields, 'Voice'), 'MediaId') } }),
  video: (fields) => ({ content: videoOf(group(fields, 'Video')) }),
  music: (fields) => ({ content: musicOf(group(fields, 'Music')) }),
  news: newsOf,
};

/** @throws UnreadableAnswer */
export function contentOf(account: AccountState, push: Push, fields: AnswerFields): Content {
  const reader = READERS[String(fields.MsgType)];
  if (!reader) throw new UnreadableAnswer('kind-not-allowed', `there is no passive reply ${String(fields.MsgType)}`);
  const read = reader(fields, push);
  checkMedia(account, read.content);
  return read;
}

/** Media must be this account's own. */
function checkMedia({ media }: AccountState, content: ChatContent): void {
  const used =
    'mediaId' in content
      ? content.mediaId
      : 'thumbMediaId' in content && content.kind === 'music'
        ? content.thumbMediaId
        : undefined;
  if (used !== undefined && !media.some(({ mediaId }) => mediaId === used))
    throw new UnreadableAnswer('unknown-media', `the account has no material ${used}`);
}

function textOf(fields: AnswerFields): string {
  const text = need(fields, 'Content');
  const bytes = Buffer.byteLength(text);
  if (bytes > TEXT_BYTES)
    throw new UnreadableAnswer('text-too-long', `Content is ${bytes} bytes; ${TEXT_BYTES} are allowed`);
  return text;
}

const videoOf = (video: AnswerFields): ChatContent => ({
  kind: 'video',
  mediaId: need(video, 'MediaId'),
  ...optional(video, { Title: 'title', Description: 'description' }),
});

const musicOf = (music: AnswerFields): ChatContent => ({
  kind: 'music',
  thumbMediaId: need(music, 'ThumbMediaId'),
  ...optional(music, { Title: 'title', Description: 'description', MusicUrl: 'url', HQMusicUrl: 'hqUrl' }),
});

function newsOf(fields: AnswerFields, push: Push): Content {
  const items = group(fields, 'Articles').item;
  if (!Array.isArray(items) || items.length === 0)
    throw new UnreadableAnswer('wrong-element', 'Articles holds no item');
  if (need(fields, 'ArticleCount') !== String(items.length))
    throw new UnreadableAnswer(
      'article-count',
      `ArticleCount is ${String(fields.ArticleCount)}, there are ${items.length} items`,
    );
  const allowed = push.isEvent ? ARTICLES_FOR_EVENT : 1;
  const content: ChatContent = { kind: 'news', articles: items.slice(0, allowed).map(articleOf) };
  return items.length > allowed
    ? { content, trimmed: `${items.length} articles; ${allowed} may answer ${push.isEvent ? 'an event' : 'a message'}` }
    : { content };
}

const articleOf = (item: AnswerFields): Article => ({
  title: need(item, 'Title'),
  description: String(item.Description ?? ''),
  pictureUrl: String(item.PicUrl ?? ''),
  url: need(item, 'Url'),
});

function group(fields: AnswerFields, name: string): AnswerFields {
  const value = fields[name];
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UnreadableAnswer('wrong-element', `${name} missing (names count case by case)`);
  return value;
}

function need(fields: AnswerFields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '')
    throw new UnreadableAnswer('wrong-element', `${name} missing or empty (names count case by case)`);
  return value;
}

function optional<Own extends string>(fields: AnswerFields, names: Record<string, Own>): { [name in Own]?: string } {
  const found = Object.entries(names).filter(([wire]) => typeof fields[wire] === 'string' && fields[wire] !== '');
  return Object.fromEntries(found.map(([wire, own]) => [own, fields[wire]])) as { [name in Own]?: string };
}
