/**
 * Answers as data. A reply is *passive* in the callback's response, or a *custom send* by API; some kinds have only one
 * of the two forms.
 *
 * @see 被动回复用户消息 and 发送客服消息 in the documentation of official accounts
 */

export interface TextReply {
  kind: 'text';
  content: string;
}
export interface ImageReply {
  kind: 'image';
  mediaId: string;
}
export interface VoiceReply {
  kind: 'voice';
  mediaId: string;
}
export interface VideoReply {
  kind: 'video';
  mediaId: string;
  /** Needed by the custom send, unknown to the passive form. */
  thumbMediaId?: string;
  title?: string;
  description?: string;
}
export interface MusicReply {
  kind: 'music';
  title?: string;
  description?: string;
  musicUrl?: string;
  hqMusicUrl?: string;
  thumbMediaId: string;
}
export interface NewsArticle {
  title: string;
  description?: string;
  pictureUrl?: string;
  url: string;
}
export interface NewsReply {
  kind: 'news';
  articles: NewsArticle[];
}
/** 菜单消息 (`msgmenu`): custom send only, official accounts only. */
export interface MenuReply {
  kind: 'menu';
  head?: string;
  items: { id: string; content: string }[];
  tail?: string;
}
/** A card of a mini program's page: custom send only. `appId` is for official accounts. */
export interface MiniProgramPageReply {
  kind: 'mini-program-page';
  title: string;
  appId?: string;
  pagePath: string;
  thumbMediaId: string;
}
/** A picture-and-text link: custom send only, mini programs only. */
export interface LinkReply {
  kind: 'link';
  title: string;
  description: string;
  url: string;
  thumbUrl: string;
}
/** `transfer_customer_service`: passive only. Without `kfAccount` it goes to everybody's queue. */
export interface TransferReply {
  kind: 'transfer';
  kfAccount?: string;
}

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
