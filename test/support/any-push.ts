import * as fc from 'fast-check';
import type { Message } from '../../functions/wechat/messages/index.ts';
import type { EventMessage, UserMessage } from '../../functions/wechat/messages/received.ts';
import type { WireBody } from './push.ts';

/** Any text that XML can hold, with what could mislead a parser. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .string({ unit: 'grapheme' })
      .filter((text) => text.isWellFormed() && !/[^\t\n\r -\uffef\ud800-\udfff]/.test(text)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ']]>',
      ' <xml> ',
      '&amp;',
      '"MsgId":24512345678901234,',
      '\\":1234567890123456789}',
      '__proto__',
      '0',
      '1e3',
      '😀👨‍👩‍👧',
    ),
  },
);
/** Any number a place may have. */
export const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
/** Any number of something. */
export const anyCount = fc.nat();
/** Any id of 64 bits. */
export const anyId = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);
/** Any time, epoch seconds. */
export const anyTime = fc.integer({ min: 1, max: 2 ** 32 });

/** A message and the body that WeChat would push for it. */
export interface Pair {
  message: Message;
  wire: WireBody;
}

type Wire = { [name: string]: string | number | WireBody | WireBody[] | undefined };

const common = fc.record({
  account: fc.constant('main'),
  openId: fc.stringMatching(/^[\w-]{28}$/),
  originalId: fc.stringMatching(/^gh_[0-9a-f]{12}$/),
  createdAt: anyTime,
});

/** Without the fields that are undefined: an absent field is not sent. */
export function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function body(base: { openId: string; originalId: string; createdAt: number }, fields: Wire): WireBody {
  const { openId, originalId, createdAt } = base;
  return present({ ToUserName: originalId, FromUserName: openId, CreateTime: createdAt, ...fields }) as WireBody;
}

/** Messages of one kind: their own fields, and how WeChat spells them. */
export function sent<F extends object>(
  type: string,
  fields: fc.Arbitrary<F>,
  spell: (fields: F) => Wire,
): fc.Arbitrary<Pair> {
  const article = fc.option(fc.record({ messageDataId: anyId, index: anyCount }), { nil: undefined });
  return fc.tuple(common, anyId, article, fields).map(([base, messageId, from, own]) => {
    const all: UserMessage = present({ ...base, messageId, messageKey: messageId, article: from }) as UserMessage;
    const origin = { MsgDataId: from?.messageDataId, Idx: from?.index };
    return {
      message: { ...all, ...present(own) } as unknown as Message,
      wire: body(base, { MsgType: type, ...spell(own), MsgId: messageId, ...origin }),
    };
  });
}

/** Events of one kind. */
export function happened<F extends object>(
  event: string,
  fields: fc.Arbitrary<F>,
  spell: (fields: F) => Wire,
): fc.Arbitrary<Pair> {
  return fc.tuple(common, anyText, fields).map(([base, key, own]) => {
    const wire: Wire = { MsgType: 'event', Event: event, EventKey: key, ...spell(own) };
    const eventKey = String(wire.EventKey).replace(/^qrscene_/, '');
    const job = wire.MsgID === undefined ? '' : `:${wire.MsgID}`;
    const messageKey = `${base.openId}:${base.createdAt}:${event}:${eventKey}${job}`;
    const all: EventMessage = { ...base, event, eventKey, messageKey };
    return { message: { ...all, ...present(own) } as unknown as Message, wire: body(base, wire) };
  });
}
