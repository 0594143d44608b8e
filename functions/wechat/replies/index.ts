/**
 * Answers as data. A reply is *passive* in the callback's response, or a *custom send* by API; some kinds have only one
 * of the two forms.
 *
 * @see 被动回复用户消息 and 发送客服消息 in the documentation of official accounts
 */
import type { AccountKind } from '../account.ts';
import type { ReplyDefinition } from './define-reply.ts';
import { type ImageReply, image } from './image.ts';
import { type LinkReply, link } from './link.ts';
import { type MenuReply, menu } from './menu.ts';
import { type MiniProgramPageReply, miniProgramPage } from './mini-program-page.ts';
import { type MusicReply, music } from './music.ts';
import { type NewsReply, news } from './news.ts';
import { type TextReply, text } from './text.ts';
import { type TransferReply, transfer } from './transfer.ts';
import { type VideoReply, video } from './video.ts';
import { type VoiceReply, voice } from './voice.ts';

export type { ImageReply } from './image.ts';
export type { LinkReply } from './link.ts';
export type { MenuReply } from './menu.ts';
export type { MiniProgramPageReply } from './mini-program-page.ts';
export type { MusicReply } from './music.ts';
export type { NewsArticle, NewsReply } from './news.ts';
export type { TextReply } from './text.ts';
export type { TransferReply } from './transfer.ts';
export type { VideoReply } from './video.ts';
export type { VoiceReply } from './voice.ts';

/** What can be sent to a user. */
export type Reply =
  | TextReply
  | ImageReply
  | VoiceReply
  | VideoReply
  | MusicReply
  | NewsReply
  | MenuReply
  | MiniProgramPageReply
  | LinkReply
  | TransferReply;
export type ReplyKind = Reply['kind'];

/** Every reply kind by its name. */
export const REPLIES: { readonly [K in ReplyKind]: ReplyDefinition<Extract<Reply, { kind: K }>> } = {
  text,
  image,
  voice,
  video,
  music,
  news,
  menu,
  'mini-program-page': miniProgramPage,
  link,
  transfer,
};

/** The definition of a reply's kind, seen as one that takes any reply: the table pairs them rightly. */
export function definitionOf(kind: ReplyKind): ReplyDefinition<Reply> {
  return REPLIES[kind] as unknown as ReplyDefinition<Reply>;
}

/** Whether the callback's response can hold it. To a mini program's user only a transfer shows. */
export function canBePassive(kind: ReplyKind, accountKind: AccountKind): boolean {
  return accountKind === 'mini-program' ? kind === 'transfer' : REPLIES[kind].passive !== undefined;
}

/** Whether `custom/send` takes it from such an account. */
export function canBeCustomSent(kind: ReplyKind, accountKind: AccountKind): boolean {
  const { customFor } = REPLIES[kind];
  return customFor === 'all' || customFor === (accountKind === 'mini-program' ? 'mini-program' : 'official');
}
