import type { WireFields } from '../body.ts';
import { type ConsoleReply, consoleReply, fieldsOf, listOf } from './replies.ts';

/** A keyword rule of the console. */
export interface ConsoleKeywordRule {
  name: string;
  /** Half match: the keyword is somewhere in the text. */
  contains: string[];
  /** Full match. */
  exact: string[];
  replies: ConsoleReply[];
  pick: 'all' | 'random';
}

/** 自动回复 of the console. */
export interface AutoReplies {
  /** To a new follower. */
  follow?: { on: boolean; reply: ConsoleReply };
  /** To any message that no keyword fits, once an hour. */
  anything?: { on: boolean; reply: ConsoleReply };
  keywords: { on: boolean; rules: ConsoleKeywordRule[] };
}

/** Read what WeChat answers. @see 获取公众号的自动回复规则 */
export function autoRepliesFrom(fields: WireFields): AutoReplies {
  const on = Number(fields.is_autoreply_open) === 1;
  const follow = fieldsOf(fields.add_friend_autoreply_info);
  const anything = fieldsOf(fields.message_default_autoreply_info);
  return {
    ...(follow.type !== undefined && {
      follow: { on: Number(fields.is_add_friend_reply_open) === 1, reply: consoleReply(follow) },
    }),
    ...(anything.type !== undefined && { anything: { on, reply: consoleReply(anything) } }),
    keywords: { on, rules: listOf(fieldsOf(fields.keyword_autoreply_info).list).map(keywordRule) },
  };
}

function keywordRule(fields: WireFields, index: number): ConsoleKeywordRule {
  const keywords = listOf(fields.keyword_list_info).filter(({ content }) => content !== undefined && content !== '');
  const matching = (exact: boolean) =>
    keywords.filter(({ match_mode: mode }) => (mode === 'equal') === exact).map(({ content }) => String(content));
  return {
    name: String(fields.rule_name ?? '') || String(index + 1),
    contains: matching(false),
    exact: matching(true),
    replies: listOf(fields.reply_list_info).map(consoleReply),
    pick: fields.reply_mode === 'random_one' ? 'random' : 'all',
  };
}
