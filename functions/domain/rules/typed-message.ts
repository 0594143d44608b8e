import type { WireFields } from '../../wechat/body.ts';
import { type Message, parseMessage } from '../../wechat/messages/index.ts';

/** A message as a person describes it, to see what the rules make of it. */
export type TypedMessage =
  /** A text of the user. */
  | string
  /** By our name, `{ kind: "voice", recognition: "流量" }`; by event and key as in a rule, `{ event: "CLICK:menu_kf" }`; or as WeChat pushes it. */
  | Readonly<Record<string, unknown>>;

/** MsgType of the kinds whose names differ. A sticker arrives as a text. */
const TYPES = new Map([
  ['short-video', 'shortvideo'],
  ['mini-program-page', 'miniprogrampage'],
  ['sticker', 'text'],
]);
const EVENTS = new Map([
  ['subscribe', 'subscribe'],
  ['unsubscribe', 'unsubscribe'],
  ['scan', 'SCAN'],
  ['click', 'CLICK'],
  ['view', 'VIEW'],
  ['enter-mini-program', 'user_enter_tempsession'],
]);
const STICKER = '【收到不支持的消息类型，暂无法显示】';

/**
 * The message that a description means, sent by nobody in particular.
 *
 * @param at epoch seconds
 * @throws ProtocolError when it describes no message
 */
export function typedMessage(account: string, typed: TypedMessage, at: number): Message {
  const sender = { ToUserName: account, FromUserName: 'explained', CreateTime: String(at), MsgId: '1' };
  return parseMessage(account, { ...sender, ...(typeof typed === 'string' ? textOf(typed) : wireOf(typed)) });
}

const textOf = (content: string): WireFields => ({ MsgType: 'text', Content: content });

function wireOf(typed: Readonly<Record<string, unknown>>): WireFields {
  const { kind, event, ...rest } = typed;
  if (typeof event === 'string') return eventOf(event, rest);
  if (typeof kind !== 'string') return 'MsgType' in typed ? typed : { ...typed, ...fieldsOf(rest), MsgType: 'text' };
  const name = EVENTS.get(kind);
  if (name) return eventOf(name, rest);
  return {
    ...fieldsOf(rest),
    MsgType: TYPES.get(kind) ?? kind,
    ...(kind === 'sticker' && { Content: STICKER }),
  };
}

/** `SCENE:x` is a follow through that code; any other text is the event, with its key after a colon. */
function eventOf(typed: string, rest: WireFields): WireFields {
  const colon = typed.indexOf(':');
  const name = colon === -1 ? typed : typed.slice(0, colon);
  const key = colon === -1 ? String(rest.eventKey ?? '') : typed.slice(colon + 1);
  const scene = name === 'SCENE' ? key : rest.scene;
  const Event = name === 'SCENE' ? 'subscribe' : name;
  const EventKey = scene === undefined ? key : Event === 'subscribe' ? `qrscene_${scene}` : scene;
  return { ...fieldsOf(rest), MsgType: 'event', Event, EventKey };
}

const fieldsOf = ({ content, recognition, menuItemId, sessionFrom }: WireFields): WireFields => ({
  ...(content !== undefined && { Content: content }),
  ...(recognition !== undefined && { Recognition: recognition }),
  ...(menuItemId !== undefined && { bizmsgmenuid: menuItemId }),
  ...(sessionFrom !== undefined && { SessionFrom: sessionFrom }),
});
