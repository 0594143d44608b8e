import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { wordsOf } from '../../domain/draft.ts';
import { FRESH } from '../../domain/mode.ts';
import { type Trigger, triggerOf } from '../../domain/window.ts';
import { isTransferable, type Message } from '../../wechat/messages/index.ts';
import { type Item, KEYS, SAID, SAID_LENGTH, WINDOW_ATTRIBUTES } from './conversation-item.ts';
import { encodeState } from './conversation-state.ts';

/** The parts of an UpdateItem request. */
export interface Update {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, AttributeValue>;
}

/** What an empty place of a register holds: no message key is as short. */
const NONE: AttributeValue = { B: Uint8Array.of(0) };
const FRESH_STATE: AttributeValue = { S: encodeState(FRESH) };
const NAMES = { '#state': 'state', '#mode': 'mode' };

const places = Array.from({ length: KEYS }, (_, index) => index);
const SHIFT = places
  .slice(1)
  .flatMap((to) => [`k${to}=if_not_exists(k${to - 1},:none)`, `b${to}=if_not_exists(b${to - 1},:fresh)`])
  .concat('k0=:key', 'b0=if_not_exists(#state,:fresh)', '#mode=if_not_exists(#mode,:bot)')
  .join(',');
/** Events say nothing; `s` is shifted by messages only. */
const SHIFT_SAID = Array.from({ length: SAID - 1 }, (_, index) => SAID - 1 - index)
  .map((to) => `s${to}=if_not_exists(s${to - 1},:silent)`)
  .concat('s0=:said')
  .join(',');
const IS_NEW = places.map((index) => `k${index}<>:key`).join(' AND ');
const IS_NEWEST = '(attribute_not_exists(lastAt) OR lastAt<=:at)';
const CLOSE_WINDOWS = ` REMOVE ${Object.values(WINDOW_ATTRIBUTES).join(',')}`;

/** Record a message that is the user's newest: its windows and the last activity with it. */
export function recordNewest(message: Message, key: Uint8Array): Update {
  const trigger = triggerOf(message);
  return {
    UpdateExpression: `SET ${SHIFT}${shiftSaid(message)},lastAt=:at${openWindow(trigger)}${message.kind === 'unsubscribe' ? CLOSE_WINDOWS : ''}`,
    ConditionExpression: `${IS_NEW} AND ${IS_NEWEST}`,
    ExpressionAttributeNames: NAMES,
    ExpressionAttributeValues: {
      ...valuesOf(key, message),
      ...windowOf(trigger, message),
      ':at': { N: `${message.createdAt}` },
    },
  };
}

/** Record a message that a newer one overtook: it opens a window only where none was opened since. */
export function recordOvertaken(message: Message, key: Uint8Array, item: Item): Update {
  const trigger = opensStill(item, message);
  const isStillOpen = trigger === undefined ? '' : ` AND ${windowIsOlder(WINDOW_ATTRIBUTES[trigger])}`;
  return {
    UpdateExpression: `SET ${SHIFT}${shiftSaid(message)}${openWindow(trigger)}`,
    ConditionExpression: `${IS_NEW}${isStillOpen}`,
    ExpressionAttributeNames: trigger === undefined ? NAMES : { ...NAMES, '#at': 'at' },
    ExpressionAttributeValues: {
      ...valuesOf(key, message),
      ...windowOf(trigger, message),
      ...(trigger === undefined ? {} : { ':at': { N: `${message.createdAt}` } }),
    },
  };
}

const windowIsOlder = (attribute: string) => `(attribute_not_exists(${attribute}) OR ${attribute}.#at<=:at)`;

function opensStill(item: Item, message: Message): Trigger | undefined {
  const trigger = triggerOf(message);
  if (trigger === undefined) return undefined;
  const openedAt = item[WINDOW_ATTRIBUTES[trigger]]?.M?.at?.N;
  return openedAt === undefined || Number(openedAt) <= message.createdAt ? trigger : undefined;
}

const openWindow = (trigger: Trigger | undefined) =>
  trigger === undefined ? '' : `,${WINDOW_ATTRIBUTES[trigger]}=:window`;

const shiftSaid = (message: Message): string => (isTransferable(message) ? `,${SHIFT_SAID}` : '');

const valuesOf = (key: Uint8Array, message: Message): Record<string, AttributeValue> => ({
  ...(isTransferable(message) && { ':said': { S: saidBy(message) }, ':silent': { S: '' } }),
  ':key': { B: key },
  ':none': NONE,
  ':fresh': FRESH_STATE,
  ':bot': { S: 'bot' },
});

function windowOf(trigger: Trigger | undefined, { createdAt }: Message): Record<string, AttributeValue> {
  if (trigger === undefined) return {};
  return { ':window': { M: { at: { N: `${createdAt}` }, sent: { N: '0' } } } };
}

function saidBy(message: Message): string {
  const characters = [
    ...wordsOf(message)
      .slice(0, 2 * SAID_LENGTH)
      .replace(/\s+/g, ' '),
  ];
  return characters.length > SAID_LENGTH ? `${characters.slice(0, SAID_LENGTH - 1).join('')}…` : characters.join('');
}
