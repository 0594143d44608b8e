import type { Message } from '../wechat/messages/index.ts';
import type { Conversation, OutboxEntry } from './conversation.ts';
import { keyMark, nameMark } from './mark.ts';
import type { ConversationChange } from './statistics/conversation-changes.ts';

/** A user who was asked how an agent served them. */
export interface Survey {
  kfAccount: string;
  /** When they were asked, epoch seconds. */
  at: number;
}

/** What they answered. */
export interface Rating {
  kfAccount: string;
  /** 3 is the best. */
  stars: number;
  /** CreateTime of the message that said so. */
  at: number;
  /** {@link keyMark} of it. */
  key: string;
}

/** A service that has just ended, which the user may be asked about. */
export interface EndedService {
  account: string;
  openId: string;
  kfAccount: string;
  from: number;
  to: number;
}

const GOOD_FOR_SECONDS = 600;
const SEND_WITHIN_SECONDS = 120;
/** An agent who wrote less has hardly served anybody. */
export const LEAST_MESSAGES = 2;
/** Begins the ids of the lines of the question. */
const TAPPED = 'rate-';
const ANSWERS: readonly { stars: number; content: string }[] = [
  { stars: 3, content: '1. 满意' },
  { stars: 2, content: '2. 一般' },
  { stars: 1, content: '3. 不满意' },
];
const NUMBER = /^([123])\s*[.。、]?$/;

/** The service that a change ended by the agent's closing it. */
export function serviceEnded({ account, openId, before, after }: ConversationChange): EndedService | undefined {
  const [from, to] = [before.state, after.state];
  if (from?.mode !== 'human' || to?.mode !== 'bot' || to.cause !== 'close') return undefined;
  return { account, openId, kfAccount: from.kfAccount ?? '', from: from.at, to: to.at };
}

/** The question, as it is sent: any open window will do. */
export function surveyEntry({ openId, to }: EndedService, head: string, now: number): OutboxEntry {
  return {
    id: `${nameMark(`survey ${openId} ${to}`)}.0`,
    createdAt: now,
    kind: 'send',
    reply: { kind: 'menu', head, items: ANSWERS.map(({ stars, content }) => ({ id: `${TAPPED}${stars}`, content })) },
    expiresAt: now + SEND_WITHIN_SECONDS,
  };
}

/** The rating that a message gives, if the user was asked, not long ago, and has not answered before. */
export function ratingBy(message: Message, { survey, rating, choice }: Conversation): Rating | undefined {
  if (survey === undefined || message.kind !== 'text') return undefined;
  const { createdAt, messageKey, content, menuItemId } = message;
  const key = keyMark(messageKey);
  const isOpen = createdAt >= survey.at && createdAt < survey.at + GOOD_FOR_SECONDS;
  const isRated = rating !== undefined && rating.at >= survey.at && rating.key !== key;
  const isOtherChoice = menuItemId === undefined && choice !== undefined && choice.at > survey.at;
  if (!isOpen || isRated || isOtherChoice) return undefined;
  const stars = menuItemId === undefined ? starsOf(content) : tappedStars(menuItemId);
  return stars === undefined ? undefined : { kfAccount: survey.kfAccount, stars, at: createdAt, key };
}

function starsOf(content: string): number | undefined {
  const [, number] = NUMBER.exec(content.normalize('NFKC').trim()) ?? [];
  return number === undefined ? undefined : ANSWERS[Number(number) - 1]?.stars;
}

const tappedStars = (id: string): number | undefined => ANSWERS.find(({ stars }) => id === `${TAPPED}${stars}`)?.stars;
