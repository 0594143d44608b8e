import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Conversation, Question } from '../../domain/conversation.ts';
import type { Answered } from '../../domain/decision.ts';
import { nameMark } from '../../domain/mark.ts';
import { CAUSES, FRESH, type Mode, type ModeState } from '../../domain/mode.ts';
import type { Rest } from '../../domain/rest.ts';
import type { Trigger } from '../../domain/window.ts';

/*
 * An item of `kefu-conversations`, small enough that a message costs one write unit (1 KB):
 *
 *   account, openId       its key
 *   k0..k15, b0..b15      the last message keys (8 bytes) and the state that each found, newest first
 *   a0..a7                the last messages whose effects are stored, with what was answered
 *   state                 mode and since when, in a text whose order is the order of changes
 *   mode, kfAccount       the same for people
 *   waitingAt, question   while the user waits; `waitingAt` is in the index `waiting`
 *   window...             the trigger windows, each a map that is set whole
 *   source                where the user came from
 *   lastAt                the newest message's CreateTime
 *   r_...                 what rests: cooldowns and notices, at most eight
 *   outbox, outboxDueAt   what is still to be sent; `outboxDueAt` is in the index `outbox-due`
 */
export type Item = Record<string, AttributeValue>;

export const KEYS = 16;
export const APPLIED = 8;
export const RESTS = 8;
export const REST_PREFIX = 'r_';

/** Attribute of each trigger's window. */
export const WINDOW_ATTRIBUTES: Record<Trigger, string> = {
  message: 'windowMessage',
  'menu-click': 'windowMenuClick',
  follow: 'windowFollow',
  scan: 'windowScan',
  'enter-mini-program': 'windowEnter',
};

const LETTERS: Record<Mode, string> = { bot: 'b', waiting: 'w', human: 'h' };
const MODES: Record<string, Mode> = { b: 'bot', w: 'waiting', h: 'human' };

/** Ten digits: as text, times compare like numbers. */
const time = (at: number): string => String(Math.min(at, 9_999_999_999)).padStart(10, '0');

/** A state as text: later changes compare as greater, whatever order they are written in. */
export function encodeState({ mode, at, cause, kfAccount }: ModeState): string {
  const seat = kfAccount === undefined ? '' : nameMark(kfAccount).slice(0, 3);
  return `${time(at)}${CAUSES.indexOf(cause)}${LETTERS[mode]}${seat}`;
}

/** The state of a text; without its kf account, which stands in an attribute of its own. */
export function decodeState(text: string | undefined): ModeState {
  if (text === undefined) return FRESH;
  return {
    mode: MODES[text.charAt(11)] ?? 'bot',
    at: Number(text.slice(0, 10)),
    cause: CAUSES[Number(text.charAt(10))] ?? 'message',
  };
}

/** Below this a stored state is overruled: of a user's own messages within one second the last to arrive holds. */
export const stateBound = (state: ModeState): string =>
  state.cause === 'message' ? `${time(state.at)}1` : encodeState(state);

const ANSWERED = /^([0-9a-z]+)\.([\w-]*)\.(.*)$/s;

/** What was answered as text, behind the mark of the message key. */
export const encodeAnswered = (key: string, { number, ruleMark = '', kfAccount = '' }: Answered): string =>
  `${key}${number.toString(36)}.${ruleMark}.${kfAccount}`;

/** What an applied message was answered, by the mark of its key. */
export function answeredIn(item: Item, key: string): Answered | undefined {
  for (let index = 0; index < APPLIED; index++) {
    const text = item[`a${index}`]?.S;
    if (text?.startsWith(key)) return decodeAnswered(text.slice(key.length));
  }
  return undefined;
}

function decodeAnswered(text: string): Answered {
  const [, number = '0', ruleMark = '', kfAccount = ''] = ANSWERED.exec(text) ?? [];
  return {
    number: Number.parseInt(number, 36),
    ...(ruleMark === '' ? {} : { ruleMark }),
    ...(kfAccount === '' ? {} : { kfAccount }),
  };
}

/** The state that a recorded message found; undefined when it is not in the register. */
export function stateBefore(item: Item, key: Uint8Array): ModeState | undefined {
  for (let index = 0; index < KEYS; index++) {
    const stored = item[`k${index}`]?.B;
    if (stored !== undefined && Buffer.compare(stored, key) === 0) return decodeState(item[`b${index}`]?.S);
  }
  return undefined;
}

/** A rest as text: base 36 of its time, the start of the message's key, and the time before. */
export const encodeRest = ({ at, key, earlierAt }: Rest): string =>
  `${at.toString(36).padStart(7, '0')}${key}${earlierAt === undefined ? '' : earlierAt.toString(36)}`;

function decodeRest(mark: string, text: string): Rest {
  const earlier = text.slice(18);
  return {
    mark,
    at: Number.parseInt(text.slice(0, 7), 36),
    key: text.slice(7, 18),
    ...(earlier === '' ? {} : { earlierAt: Number.parseInt(earlier, 36) }),
  };
}

/** What an item says of a user, with the state that a message found. */
export function conversationOf(item: Item, state: ModeState): Conversation {
  const question = questionOf(item);
  const source = item.source?.S;
  return { state, rests: restsOf(item), ...(question && { question }), ...(source !== undefined && { source }) };
}

function restsOf(item: Item): Rest[] {
  const rests: Rest[] = [];
  for (const name in item) {
    if (name.startsWith(REST_PREFIX)) rests.push(decodeRest(name.slice(REST_PREFIX.length), item[name]?.S ?? ''));
  }
  return rests;
}

function questionOf(item: Item): Question | undefined {
  const fields = item.question?.M;
  if (fields === undefined) return undefined;
  return {
    text: fields.text?.S ?? '',
    messageKey: fields.messageKey?.S ?? '',
    askedAt: Number(fields.askedAt?.N ?? 0),
    ...(fields.isOpening?.BOOL && { isOpening: true }),
  };
}
