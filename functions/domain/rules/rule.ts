import type { MessageKind } from '../../wechat/messages/index.ts';
import type {
  LinkReply,
  MenuReply,
  MiniProgramPageReply,
  MusicReply,
  NewsReply,
  TextReply,
} from '../../wechat/replies/index.ts';
import type { Mode } from '../mode.ts';

export type MatchKind = 'exact' | 'prefix' | 'contains' | 'regex' | 'faq' | 'event' | 'any';

/** Where a rule's picture, voice or video comes from: an id at WeChat, a name the operator chose, or an address to fetch. */
export type MediaSource = { mediaId: string } | { media: string } | { url: string };

export type RuleReply =
  | TextReply
  | ({ kind: 'image' } & MediaSource)
  | ({ kind: 'voice' } & MediaSource)
  | ({ kind: 'video'; thumbMediaId?: string; title?: string; description?: string } & MediaSource)
  | MusicReply
  | NewsReply
  | MenuReply
  | MiniProgramPageReply
  | LinkReply
  /** To anybody, to one kf account, or to those of a group of `@settings.groups` or with a skill of `@settings.agents`. */
  | { kind: 'hand-off'; kfAccount?: string; group?: string; skill?: string }
  /** Back to the rules; `content` is said, when given. */
  | { kind: 'resume-bot'; content?: string }
  /** Keep the question as a ticket; `content` is said, when given. */
  | { kind: 'ticket'; content?: string; category?: string }
  /** The user's tickets and how they stand; `content` is said when there are none. */
  | { kind: 'ticket-status'; content?: string }
  /** Answer nothing. */
  | { kind: 'silence' };

/** Weekly opening hours, parsed: minutes of the day by weekday (0 = Sunday). `18:00-02:00` is split at midnight. */
export type WeeklyHours = { weekday: number; fromMinute: number; untilMinute: number }[];

/** One item of `kefu-rules`, checked and normal: what the callback has in memory. */
export interface Rule {
  id: string;
  /** Short hash of the item's meaning: tells a repeat which form of the rule answered. */
  version: string;
  match: MatchKind;
  /** As typed; folded by the index. For `event` the event's wire name, with its key after a colon. */
  keywords: string[];
  /**
   * For `regex`, one list per keyword: every text the pattern fits contains one of these (folded). An absent or empty list
   * = nothing is known, so the pattern is tried on every text. Worked out when the item is checked.
   */
  literals?: string[][];
  /** For `regex`, per keyword: more such lists. A text that has nothing of one of them need not be compared. */
  furtherLiterals?: string[][][];
  kinds: MessageKind[];
  replies: RuleReply[];
  /** `random`: one of the replies, by a hash of the message key. `all`: first passive, rest custom sends. */
  pick: 'all' | 'random';
  priority: number;
  enabled: boolean;
  /** Epoch seconds: from (inclusive) and until (exclusive). */
  from?: number;
  until?: number;
  hours?: WeeklyHours;
  /** Outside `bot`, a message rule applies only if it names the mode. Events rules apply in all modes. */
  modes?: Mode[];
  /** Sources of session-from, channels or QR scenes. */
  sources?: string[];
  /** Whom it is for: values by what is known of a user (`product`, `page`, `vip` ...), in lower case; all names must fit. */
  when?: Record<string, string[]>;
  cooldownMinutes?: number;
  audience?: 'testers';
}

/** What is rejected about an item, by field, with the mend. */
export interface Fault {
  /** Path in the item: `reply.content`, `keywords[2]`. */
  field: string;
  /** What is wrong and how to mend it, for a person: `is 2,110 bytes; WeChat allows 2,048`. */
  message: string;
}
