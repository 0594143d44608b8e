import type { AutoReplies, ConsoleKeywordRule } from '../../wechat/console/auto-replies.ts';
import { type CannotMove, type ConsoleRule, consoleId, type Moved, movedReply } from './rule-of-reply.ts';

/** WeChat's console answers "anything" once an hour, whatever the kind of message. */
const ANYTHING_KINDS = ['text', 'image', 'voice', 'video', 'short-video', 'location', 'link'];
const ANYTHING_REST_MINUTES = 60;

/** The automatic replies of the console as rules that do the same. What is switched off there comes switched off. */
export function rulesOfAutoReplies({ follow, anything, keywords }: AutoReplies): Moved {
  const cannotMove: CannotMove[] = [];
  const rules: ConsoleRule[] = [];
  if (follow) {
    const reply = movedReply(follow.reply, '被关注回复 reply to new followers', cannotMove);
    const rule = { id: 'console-subscribe', match: 'event', keywords: ['subscribe'], reply };
    if (reply !== undefined) rules.push({ ...rule, ...switched(follow.on) });
  }
  rules.push(...keywords.rules.flatMap((rule) => keywordRules(rule, keywords.on, cannotMove)));
  if (anything) {
    const reply = movedReply(anything.reply, '收到消息回复 reply to any message', cannotMove);
    const rest = { cooldownMinutes: ANYTHING_REST_MINUTES };
    const rule = { id: 'console-anything', match: 'any', kinds: ANYTHING_KINDS, reply, ...rest };
    if (reply !== undefined) rules.push({ ...rule, ...switched(anything.on) });
  }
  return { rules: withOwnIds(rules), cannotMove };
}

const switched = (on: boolean) => (on ? {} : { enabled: false });

/** One rule for the half matches and one for the full matches. */
function keywordRules(rule: ConsoleKeywordRule, on: boolean, cannotMove: CannotMove[]): ConsoleRule[] {
  const { name, contains, exact, pick } = rule;
  const what = `关键词回复 keyword reply "${name}"`;
  const replies = rule.replies
    .map((reply) => movedReply(reply, what, cannotMove))
    .filter((reply) => reply !== undefined);
  if (contains.length + exact.length === 0) cannotMove.push({ what, why: 'it has no keyword' });
  if (replies.length === 0) return [];
  const said = {
    reply: replies.length === 1 ? replies[0] : replies,
    ...(replies.length > 1 && { pick }),
    ...switched(on),
  };
  const half = { id: consoleId(name), match: 'contains', keywords: contains, ...said };
  const full = {
    id: consoleId(contains.length > 0 ? `${name}-exact` : name),
    match: 'exact',
    keywords: exact,
    ...said,
  };
  return [half, full].filter(({ keywords }) => keywords.length > 0);
}

/** The console lets two rules have one name. */
function withOwnIds(rules: ConsoleRule[]): ConsoleRule[] {
  const seen = new Map<string, number>();
  return rules.map((rule) => {
    const count = (seen.get(rule.id) ?? 0) + 1;
    seen.set(rule.id, count);
    return count === 1 ? rule : { ...rule, id: `${rule.id}-${count}` };
  });
}
