import { randomBytes } from 'node:crypto';
import type { WireFields, WireValue } from '../../simulator/types.ts';
import { Failure } from '../shared/failure.ts';

/** What a person asked to push. */
export interface Wanted {
  text?: string;
  kind?: string;
  event?: string;
  key?: string;
  sessionFrom?: string;
  /** `Name=value`, `Group.Name=value` for a field inside another. */
  fields: string[];
}

/** Our names of kinds whose wire name is another. */
const WIRE_KIND: Record<string, string> = { 'short-video': 'shortvideo', 'mini-program-page': 'miniprogrampage' };

/** What a message of a kind carries when nothing else is said. */
const USUAL_FIELDS: Record<string, WireFields> = {
  text: { Content: '你好' },
  image: { PicUrl: 'https://example.com/picture.jpg', MediaId: 'media-image' },
  voice: { MediaId: 'media-voice', Format: 'amr', MediaId16K: 'media-voice-16k', Recognition: '' },
  video: { MediaId: 'media-video', ThumbMediaId: 'media-thumb' },
  shortvideo: { MediaId: 'media-video', ThumbMediaId: 'media-thumb' },
  location: { Location_X: '31.2304', Location_Y: '121.4737', Scale: '15', Label: '上海市' },
  link: { Title: '标题', Description: '描述', Url: 'https://example.com/' },
  file: {
    Title: 'file.pdf',
    Description: '',
    FileKey: 'key',
    FileMd5: 'd41d8cd98f00b204e9800998ecf8427e',
    FileTotalLen: '0',
  },
  miniprogrampage: {
    Title: '商品',
    AppId: 'wxdemo0000000003',
    PagePath: 'pages/index/index',
    ThumbUrl: 'https://example.com/thumb.jpg',
    ThumbMediaId: 'media-thumb',
  },
};

/** Without one of these an event is not complete. */
const USUAL_EVENT_FIELDS: Record<string, WireFields> = {
  SCAN: { Ticket: 'ticket' },
  LOCATION: { Latitude: '31.2304', Longitude: '121.4737', Precision: '50' },
  kf_create_session: { KfAccount: 'kf1@demo' },
  kf_close_session: { KfAccount: 'kf1@demo' },
  kf_switch_session: { FromKfAccount: 'kf1@demo', ToKfAccount: 'kf2@demo' },
};

/** What a push says beside sender, receiver and time. @throws Failure when it is not clear what to push */
export function wireMessage(wanted: Wanted): WireFields {
  const { text, kind, event, sessionFrom } = wanted;
  const isEvent = event !== undefined || sessionFrom !== undefined;
  if (isEvent && (text !== undefined || kind !== undefined)) throw unclear();
  if (!isEvent && text === undefined && kind === undefined && wanted.fields.length === 0) throw unclear();
  return withFields(isEvent ? eventFields(wanted) : messageFields(text, kind), wanted.fields);
}

function unclear(): Failure {
  return new Failure('usage', {
    zh: '请给出一段文字、--kind 或 --event 三者之一，例如：npx kefu push demo 流量',
    en: 'Give a text, a --kind or an --event, and only one of them, for example: npx kefu push demo 流量',
  });
}

function messageFields(text: string | undefined, kind = 'text'): WireFields {
  const type = WIRE_KIND[kind] ?? kind;
  return {
    MsgType: type,
    ...USUAL_FIELDS[type],
    ...(text !== undefined && type === 'text' && { Content: text }),
    MsgId: randomBytes(8).readBigUInt64BE() / 4n + 1_000_000_000_000_000_000n,
  };
}

function eventFields({ event = 'user_enter_tempsession', key, sessionFrom }: Wanted): WireFields {
  const hasKey = key !== undefined || ['subscribe', 'CLICK', 'VIEW', 'SCAN'].includes(event);
  return {
    MsgType: 'event',
    Event: event,
    ...(hasKey && { EventKey: key ?? '' }),
    ...USUAL_EVENT_FIELDS[event],
    ...(sessionFrom !== undefined && { SessionFrom: sessionFrom }),
  };
}

function withFields(message: WireFields, fields: string[]): WireFields {
  let result = message;
  for (const field of fields) {
    const [, path, value] = /^([\w.]+)=([\s\S]*)$/.exec(field) ?? [];
    if (path === undefined || value === undefined) {
      throw new Failure('usage', {
        zh: `--field ${field} 不是“名称=值”，例如：--field PicUrl=https://example.com/a.jpg`,
        en: `--field ${field} is not Name=value, as in --field PicUrl=https://example.com/a.jpg`,
      });
    }
    result = set(result, path.split('.'), value);
  }
  return result;
}

function set(fields: WireFields, [name = '', ...rest]: string[], value: string): WireFields {
  if (rest.length === 0) return { ...fields, [name]: numberOrText(name, value) };
  const inner = fields[name];
  const group = typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
  return { ...fields, [name]: set(group, rest, value) };
}

const numberOrText = (name: string, value: string): WireValue =>
  ['MsgId', 'CreateTime'].includes(name) && /^\d+$/.test(value) ? BigInt(value) : value;
