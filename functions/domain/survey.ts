import type { Message } from '../wechat/messages/index.ts';
import type { Conversation, OutboxEntry, SendableReply } from './conversation.ts';
import { keyMark, nameMark } from './mark.ts';
import type { ConversationChange } from './statistics/conversation-changes.ts';
import type { Ticket } from './ticket.ts';

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
export function surveyEntry(service: EndedService, head: string, now: number): OutboxEntry {
  const items = ANSWERS.map(({ stars, content }) => ({ id: `${TAPPED}${stars}`, content }));
  return entryOf(service, { kind: 'menu', head, items }, now);
}

/** The question in numbers: mini programs have no menu messages. */
export const numberedSurvey = (service: EndedService, head: string, now: number): OutboxEntry =>
  entryOf(service, { kind: 'text', content: [head, ...ANSWERS.map(({ content }) => content)].join('\n') }, now);

function entryOf({ openId, to }: EndedService, reply: SendableReply, now: number): OutboxEntry {
  return {
    id: `${nameMark(`survey ${openId} ${to}`)}.0`,
    createdAt: now,
    kind: 'send',
    reply,
    expiresAt: now + SEND_WITHIN_SECONDS,
  };
}

/** The service of a ticket that is solved now, if the agent answered in it often enough. */
export function ticketServed(ticket: Ticket, now: number): EndedService | undefined {
  const { account, openId, assignee, openedAt, history } = ticket;
  const replies = history.filter(({ what }) => what === 'reply');
  if (openId === undefined || replies.length < LEAST_MESSAGES) return undefined;
  return { account, openId, kfAccount: assignee ?? replies.at(-1)?.by ?? '', from: openedAt, to: now };
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
