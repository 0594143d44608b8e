import { ProtocolError } from '../../errors.ts';
import { number, optionalText, text, type WireFields } from '../body.ts';

/** What every push carries. */
export interface Received {
  /** The account's name in our deployment, from the callback's path. */
  account: string;
  /** The user within this account. Personal data: never logged as it is. */
  openId: string;
  /** `gh_...`, the push's ToUserName; a passive reply comes from it. */
  originalId: string;
  /** CreateTime, epoch seconds. Whatever depends on time uses this, so that a repeat decides alike. */
  createdAt: number;
  /** What makes a repeat: MsgId, or OpenID, CreateTime, Event and EventKey. */
  messageKey: string;
}

/** What everything a user sends carries besides. */
export interface UserMessage extends Received {
  /** MsgId as text: it exceeds 2^53, and a mini program's may be no number. */
  messageId: string;
  /** Official accounts only: the article the message was sent from, and its 1-based index. */
  article?: { messageDataId: string; index: number };
}

/** What every event carries besides. */
export interface EventMessage extends Received {
  /** The event's wire name, in its exact case: what operators type as a keyword of an `event` rule. */
  event: string;
  /** EventKey as received, without `qrscene_`; empty when the event has none. */
  eventKey: string;
}

/** OpenIDs have 28 characters; a store's key takes 2 KB. */
const MAX_OPEN_ID_LENGTH = 128;

/**
 * The fields common to every push, without its key.
 *
 * @throws {ProtocolError} if sender or time are missing: such a push can neither be recorded nor answered
 */
function received(account: string, wire: WireFields): Omit<Received, 'messageKey'> {
  const openId = required(wire, 'FromUserName');
  if (openId.length > MAX_OPEN_ID_LENGTH) throw new ProtocolError('FromUserName is too long');
  const createdAt = Number(required(wire, 'CreateTime'));
  if (!Number.isSafeInteger(createdAt) || createdAt <= 0) throw new ProtocolError('CreateTime is not in seconds');
  return { account, openId, originalId: text(wire, 'ToUserName'), createdAt };
}

/** @throws {ProtocolError} if the field is missing or empty */
export function required(wire: WireFields, name: string): string {
  const value = optionalText(wire, name);
  if (!value) throw new ProtocolError(`${name} is missing`);
  return value;
}

/** The common fields of what a user sent. Some of WeChat's tables spell the id MsgID. */
export function userMessage(account: string, wire: WireFields): UserMessage {
  const { openId, originalId, createdAt } = received(account, wire);
  const messageId = text(wire, 'MsgId') || text(wire, 'MsgID');
  const messageKey = messageId || `${openId}:${createdAt}:${text(wire, 'MsgType')}`;
  const message: UserMessage = { account, openId, originalId, createdAt, messageKey, messageId };
  const messageDataId = text(wire, 'MsgDataId');
  if (messageDataId !== '') message.article = { messageDataId, index: number(wire, 'Idx') };
  return message;
}

const SCENE_PREFIX = 'qrscene_';

/** The common fields of an event. Events of a finished job carry its MsgID, and only that tells two of them apart. */
export function eventMessage(account: string, wire: WireFields): EventMessage {
  const { openId, originalId, createdAt } = received(account, wire);
  const event = required(wire, 'Event');
  const key = text(wire, 'EventKey');
  const eventKey = key.startsWith(SCENE_PREFIX) ? key.slice(SCENE_PREFIX.length) : key;
  const job = optionalText(wire, 'MsgID');
  const messageKey = `${openId}:${createdAt}:${event}:${eventKey}${job === undefined ? '' : `:${job}`}`;
  return { account, openId, originalId, createdAt, messageKey, event, eventKey };
}
