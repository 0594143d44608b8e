import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Choice, Conversation, Question } from '../../domain/conversation.ts';
import type { Told } from '../../domain/customer.ts';
import type { Answered, HandOff } from '../../domain/decision.ts';
import { FRESH, type ModeState } from '../../domain/mode.ts';
import type { Rest } from '../../domain/rest.ts';
import { isLive } from '../../domain/ticket.ts';
import type { Trigger } from '../../domain/window.ts';
import { decodeState, decodeTime, encodeTime, TIME_LENGTH } from './conversation-state.ts';
import { ratingOf, surveyOf } from './conversation-survey.ts';
import { traceAttribute, tracesOf } from './ticket-trace.ts';

/*
 * An item of `kefu-conversations`, small enough that a message costs one write unit (1 KB):
 *
 *   account, openId       its key
 *   k0..k15, b0..b15      the last message keys (8 bytes) and the state that each found, newest first
 *   a_...                 by message key: what was answered to the newest messages whose effects are stored
 *   s0, s1                what the user said last, cut, newest first
 *   state                 mode and since when, in a text whose order is the order of changes
 *   mode, kfAccount       the same for people
 *   waitingAt, question   while the user waits; `waitingAt` is in the index `waiting`
 *   window...             the trigger windows, each a map that is set whole
 *   source                where the user came from
 *   sessionFrom, page, scene, optIn, job, erase, modified
 *                         the newest fact of each kind, with the time and the mark of its message
 *   tags                  what the team calls the user: those of the contact
 *   seat                  prefix of the kf account that served the user last
 *   unansweredAt          since when the user asked for a human and was served by none, when they wait no more
 *   missedAt              when the time for an answer to such a user was over the last time
 *   waits                 what was done about this wait
 *   handOff               whom the user was handed to last, and why
 *   survey, rating        about which service the user was asked last, and what they answered last
 *   choice                FAQ items offered by number, and the message they were offered for
 *   lastAt                the newest message's CreateTime
 *   r_...                 by name: what rests, cooldowns and notices, at most five
 *   t_...                 by number: the user's tickets and how they stand
 *   outbox, outboxDueAt   what is still to be sent; `outboxDueAt` is in the index `outbox-due`
 */
export type Item = Record<string, AttributeValue>;

export const KEYS = 16;
/** What the user said last, for the card of a hand-off: beginnings, so that the item stays small. */
export const SAID = 2;
export const SAID_LENGTH = 12;
export const RESTS = 5;
export const REST_PREFIX = 'r_';
export const ANSWERED_PREFIX = 'a_';
/** Messages whose answers are kept: users send nine photos at once. */
const ANSWERED_KEPT = 10;

/** Attribute of each trigger's window. */
export const WINDOW_ATTRIBUTES: Record<Trigger, string> = {
  message: 'windowMessage',
  'menu-click': 'windowMenuClick',
  follow: 'windowFollow',
  scan: 'windowScan',
  'enter-mini-program': 'windowEnter',
};

/** Attribute of what a message was answered, by the eight bytes of its key. */
export const answeredAttribute = (key: Uint8Array): string =>
  `${ANSWERED_PREFIX}${Buffer.from(key.subarray(0, 6)).toString('base64url')}`;

/** What was answered as text. */
export const encodeAnswered = ({ number, ruleMark = '', kfAccount = '' }: Answered): string =>
  `${number.toString(36)}.${ruleMark}${kfAccount === '' ? '' : `.${kfAccount}`}`;

/** Whom a user was handed to as text, a skill after a tab; to anybody is nothing to keep. */
export function encodeHandOff({ reason, kfAccount = '', group = '', skill }: HandOff): AttributeValue | undefined {
  if (reason === 'anybody' && kfAccount === '' && group === '' && skill === undefined) return undefined;
  return { S: `${reason}|${kfAccount}|${group}${skill === undefined ? '' : `\t${skill}`}` };
}

/** What {@link encodeHandOff} kept. */
export function handOffIn({ handOff }: Item): HandOff {
  const [whom = '', skill] = (handOff?.S ?? 'anybody').split('\t');
  const [reason = '', kfAccount = '', ...group] = whom.split('|');
  return {
    reason: reason as HandOff['reason'],
    ...(kfAccount === '' ? {} : { kfAccount }),
    ...(group.join('|') === '' ? {} : { group: group.join('|') }),
    ...(skill === undefined ? {} : { skill }),
  };
}

const ANSWERED = /^([0-9a-z]+)\.([\w-]*)(?:\.(.*))?$/s;

/** What an applied message was answered. */
export function answeredIn(item: Item, key: Uint8Array): Answered | undefined {
  const text = item[answeredAttribute(key)]?.S;
  if (text === undefined) return undefined;
  const [, number = '0', ruleMark = '', kfAccount = ''] = ANSWERED.exec(text) ?? [];
  return {
    number: Number.parseInt(number, 36),
    ...(ruleMark === '' ? {} : { ruleMark }),
    ...(kfAccount === '' ? {} : { kfAccount }),
  };
}

/** Attributes that nobody needs any more: tickets long over, and answers to messages no longer among the newest. */
export function staleAnswers(item: Item): string[] {
  const kept = new Set<string>();
  // One place is for the message that is being recorded.
  for (let index = 0; index < ANSWERED_KEPT - 1; index++) {
    const key = item[`k${index}`]?.B;
    if (key !== undefined) kept.add(answeredAttribute(key));
  }
  const at = Number(item.lastAt?.N ?? 0);
  const over = tracesOf(item).filter((ticket) => !isLive(ticket, at));
  const answers = Object.keys(item).filter((name) => name.startsWith(ANSWERED_PREFIX) && !kept.has(name));
  return [...answers, ...over.map(({ id }) => traceAttribute(id))];
}

/** The state that a recorded message found; undefined when it is not in the register. */
export function stateBefore(item: Item, key: Uint8Array): ModeState | undefined {
  for (let index = 0; index < KEYS; index++) {
    const stored = item[`k${index}`]?.B;
    if (stored !== undefined && Buffer.compare(stored, key) === 0) return stateOf(item, `b${index}`);
  }
  return undefined;
}

/** The state in an attribute. */
export const stateOf = (item: Item, attribute: string): ModeState => decodeState(item[attribute]?.S) ?? FRESH;

/** A rest as text: its time, its message's key, and the time before. */
export const encodeRest = ({ at, key, earlierAt }: Rest): string =>
  `${encodeTime(at)}${key}${earlierAt === undefined ? '' : encodeTime(earlierAt)}`;

function decodeRest(mark: string, text: string): Rest {
  const earlier = text.slice(2 * TIME_LENGTH);
  return {
    mark,
    at: decodeTime(text.slice(0, TIME_LENGTH)),
    key: text.slice(TIME_LENGTH, 2 * TIME_LENGTH),
    ...(earlier === '' ? {} : { earlierAt: decodeTime(earlier) }),
  };
}

/** What an item says of a user, with the state that a message found. */
export function conversationOf(item: Item, state: ModeState): Conversation {
  const question = questionOf(item);
  const source = item.source?.S;
  const tickets = tracesOf(item);
  const told = toldOf(item);
  const servedBy = item.seat?.S;
  const said = saidIn(item);
  const choice = choiceOf(item);
  const [survey, rating] = [surveyOf(item), ratingOf(item)];
  return {
    state,
    rests: restsOf(item),
    ...(question && { question }),
    ...(source !== undefined && { source }),
    ...(tickets.length > 0 && { tickets }),
    ...(opensTicket(item) && { opensTicket: true }),
    ...(told && { told }),
    ...(said.length > 0 && { said }),
    ...(servedBy !== undefined && { servedBy }),
    ...(choice && { choice }),
    ...(survey && { survey }),
    ...(rating && { rating }),
  };
}

/** Oldest first. */
const saidIn = (item: Item): string[] =>
  Array.from({ length: SAID }, (_, index) => item[`s${index}`]?.S ?? '')
    .filter((text) => text !== '')
    .reverse();

function toldOf({ sessionFrom, page, scene, tags }: Item): Told | undefined {
  if (!sessionFrom && !page && !scene && !tags) return undefined;
  return {
    ...(sessionFrom?.M?.text?.S && { sessionFrom: sessionFrom.M.text.S }),
    ...(page?.M && { page: { path: page.M.path?.S ?? '', title: page.M.title?.S ?? '' } }),
    ...(scene?.M?.scene?.S && { scene: scene.M.scene.S }),
    ...(tags && { tags: tags.SS ?? tags.L?.flatMap(({ S }) => S ?? []) ?? [] }),
  };
}

const opensTicket = ({ outbox }: Item): boolean => outbox?.L?.some(({ M }) => M?.kind?.S === 'ticket') ?? false;

function restsOf(item: Item): Rest[] {
  const rests: Rest[] = [];
  for (const name in item) {
    if (name.startsWith(REST_PREFIX)) rests.push(decodeRest(name.slice(REST_PREFIX.length), item[name]?.S ?? ''));
  }
  return rests;
}

/** An offer as it is stored. */
export const encodeChoice = ({ rules, at, key }: Choice): AttributeValue => ({
  M: { rules: { L: rules.map((id) => ({ S: id })) }, at: { N: `${at}` }, key: { S: key } },
});

function choiceOf(item: Item): Choice | undefined {
  const fields = item.choice?.M;
  if (fields === undefined) return undefined;
  return {
    rules: fields.rules?.L?.map(({ S: id = '' }) => id) ?? [],
    at: Number(fields.at?.N ?? 0),
    key: fields.key?.S ?? '',
  };
}

/** A question as it is stored. */
export const encodeQuestion = ({ text, messageKey, askedAt, isOpening }: Question): AttributeValue => ({
  M: {
    text: { S: text },
    key: { S: messageKey },
    at: { N: `${askedAt}` },
    ...(isOpening && { isOpening: { BOOL: true } }),
  },
});

function questionOf(item: Item): Question | undefined {
  const fields = item.question?.M;
  if (fields === undefined) return undefined;
  return {
    text: fields.text?.S ?? '',
    messageKey: fields.key?.S ?? '',
    askedAt: Number(fields.at?.N ?? 0),
    ...(fields.isOpening?.BOOL && { isOpening: true }),
  };
}
