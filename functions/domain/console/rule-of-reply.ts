import type { ConsoleReply } from '../../wechat/console/replies.ts';

/** A rule as an operator types it, made from what the console has. */
export interface ConsoleRule {
  id: string;
  [attribute: string]: unknown;
}

/** Something of the console that cannot be taken over, and what to do about it. */
export interface CannotMove {
  what: string;
  why: string;
}

/** What the console has, as rules. */
export interface Moved {
  rules: ConsoleRule[];
  cannotMove: CannotMove[];
}

const VIDEO =
  'WeChat gives only an address of the video that dies soon; upload it (kefu media upload) and add the rule by hand';

/** A reply as a rule says it; undefined, with the reason noted, when it cannot move. */
export function movedReply(reply: ConsoleReply, what: string, cannotMove: CannotMove[]): unknown {
  const refuse = (why: string) => void cannotMove.push({ what, why });
  if (reply.kind === 'text') return reply.content === '' ? refuse('it says nothing') : reply.content;
  if (reply.kind === 'video') return refuse(VIDEO);
  if (reply.kind === 'unknown')
    return refuse(`replies of type "${reply.type}" have no counterpart; add the rule by hand`);
  if (reply.kind === 'news') {
    const articles = reply.articles.filter(({ title, url }) => title !== '' && url !== '');
    if (articles.length === 0) return refuse('its articles have no title or no address');
    return { kind: 'news', articles };
  }
  return reply.mediaId === '' ? refuse('it has no media id') : reply;
}

/** A name for a rule, from the name it has in the console. */
export const consoleId = (name: string): string => `console-${name.trim()}`.slice(0, 200);
