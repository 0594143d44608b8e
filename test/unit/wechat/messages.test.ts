import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../functions/errors.ts';
import { parseBody } from '../../../functions/wechat/body.ts';
import { isTransferable, parseMessage } from '../../../functions/wechat/messages/index.ts';
import { anyMessage } from '../../support/any-message.ts';
import { writeBody } from '../../support/push.ts';

const BASE = { ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: 5, MsgType: 'text', Content: 'x' };
const keyOf = (wire: Record<string, unknown>) => parseMessage('main', { ...BASE, ...wire }).messageKey;

describe('parseMessage', () => {
  it.each(['xml', 'json'] as const)('reads any message out of %s as it was', (format) => {
    fc.assert(
      fc.property(anyMessage, ({ message, wire }) => {
        expect(parseMessage('main', parseBody(writeBody(wire, format), format))).toEqual(message);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['FromUserName', 'CreateTime', 'MsgType'])('refuses a push without %s', (name) => {
    expect(() => parseMessage('main', { ...BASE, [name]: undefined })).toThrow(ProtocolError);
    expect(() => parseMessage('main', { ...BASE, [name]: '' })).toThrow(ProtocolError);
  });

  it.each(['yesterday', '-1', '0', '1.5', 'Infinity', {}])('refuses the CreateTime %j', (CreateTime) => {
    expect(() => parseMessage('main', { ...BASE, CreateTime })).toThrow(ProtocolError);
  });

  it('refuses an OpenID that no store takes, and an event without name', () => {
    expect(() => parseMessage('main', { ...BASE, FromUserName: 'o'.repeat(129) })).toThrow(ProtocolError);
    expect(() => parseMessage('main', { ...BASE, MsgType: 'event' })).toThrow(ProtocolError);
  });

  it.each(['constructor', '__proto__', 'toString', 'Text', 'TEXT'])('takes the MsgType %s for unknown', (MsgType) => {
    expect(parseMessage('main', { ...BASE, MsgType })).toMatchObject({ kind: 'unknown', type: MsgType });
    expect(parseMessage('main', { ...BASE, MsgType: 'event', Event: MsgType })).toMatchObject({ kind: 'unknown' });
  });

  it.each(['image', 'voice', 'video', 'location', 'link', 'file', 'miniprogrampage'])(
    'reads a %s that lacks every field of its own',
    (MsgType) => {
      expect(() => parseMessage('main', { ...BASE, MsgType })).not.toThrow();
    },
  );

  it.each([{ a: 1 }, [1], null, [], [{}]])('reads text and numbers where WeChat would send %j', (odd) => {
    const message = parseMessage('main', { ...BASE, MsgType: 'location', Location_X: odd, Label: odd });
    expect(message).toMatchObject({ kind: 'location', latitude: expect.any(Number), label: expect.any(String) });
  });

  it('reads events whose inner fields are missing or of another shape', () => {
    for (const Event of [
      'pic_weixin',
      'scancode_push',
      'location_select',
      'subscribe_msg_popup_event',
      'PUBLISHJOBFINISH',
    ]) {
      for (const odd of ['', 5, [], undefined]) {
        const inner = { SendPicsInfo: odd, ScanCodeInfo: odd, SendLocationInfo: odd, List: odd, PublishEventInfo: odd };
        expect(parseMessage('main', { ...BASE, MsgType: 'event', Event, ...inner }).kind).not.toBe('unknown');
      }
    }
  });

  it('takes an EventKey without qrscene_ for no scene', () => {
    const event = parseMessage('main', { ...BASE, MsgType: 'event', Event: 'subscribe', EventKey: 'last_trade_no_1' });
    expect(event).not.toHaveProperty('scene');
  });
});

describe('the message key', () => {
  it.each([
    ['MsgId', { MsgId: '24512345678901234' }, '24512345678901234'],
    ['MsgID, as of a voice', { MsgType: 'voice', MsgID: '7' }, '7'],
    ['an id that is no number', { MsgId: 'b8f1-33' }, 'b8f1-33'],
    ['sender, time and type, where there is no id', {}, 'o1:5:text'],
    ['sender, time, event and its key', { MsgType: 'event', Event: 'CLICK', EventKey: 'a' }, 'o1:5:CLICK:a'],
  ])('is %s', (_what, wire, key) => {
    expect(keyOf(wire)).toBe(key);
  });

  it('tells two events of one second apart', () => {
    const events = [
      { Event: 'CLICK', EventKey: 'a' },
      { Event: 'CLICK', EventKey: 'b' },
      { Event: 'SCAN', EventKey: 'a' },
    ];
    expect(new Set(events.map((event) => keyOf({ MsgType: 'event', ...event }))).size).toBe(3);
  });

  it('keeps every digit of an id that JSON sends as a number', () => {
    for (const id of ['22876340532172985', '7250021412600020992', '18446744073709551615', '123']) {
      const body = `{"ToUserName":"gh","FromUserName":"o","CreateTime":1,"MsgType":"text","Content":"\\"MsgId\\":${id}","MsgId" : ${id} }`;
      expect(parseMessage('main', parseBody(body, 'json'))).toMatchObject({ messageId: id, content: `"MsgId":${id}` });
    }
  });
});

describe('isTransferable', () => {
  it('is what a user sent, not events nor what is unknown', () => {
    expect(isTransferable(parseMessage('main', BASE))).toBe(true);
    expect(isTransferable(parseMessage('main', { ...BASE, MsgType: 'event', Event: 'CLICK' }))).toBe(false);
    expect(isTransferable(parseMessage('main', { ...BASE, MsgType: 'event', Event: 'new' }))).toBe(false);
    expect(isTransferable(parseMessage('main', { ...BASE, MsgType: 'new' }))).toBe(false);
  });
});
