import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../../functions/wechat/body.ts';
import { encodeCustomSend } from '../../../functions/wechat/custom-send.ts';
import { encodeReply } from '../../../functions/wechat/passive-reply.ts';
import {
  canBeCustomSent,
  canBePassive,
  REPLIES,
  type Reply,
  type ReplyKind,
} from '../../../functions/wechat/replies/index.ts';
import { aClickEvent, anUnknownMessage, aTextMessage } from '../../support/messages.ts';

const NOW = 1_700_000_002;
const article = (n: number) => ({ title: `第${n}篇`, url: `https://example.com/${n}` });
const nine = Array.from({ length: 9 }, (_, n) => article(n));

/** One reply of each kind, with both its forms for a service account; null where there is none. */
const SAMPLES: {
  [K in ReplyKind]: [reply: Extract<Reply, { kind: K }>, passive: string | null, custom: object | null];
} = {
  text: [
    { kind: 'text', content: '亲，送流量活动' },
    '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[亲，送流量活动]]></Content>',
    { msgtype: 'text', text: { content: '亲，送流量活动' } },
  ],
  image: [
    { kind: 'image', mediaId: 'm' },
    '<MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[m]]></MediaId></Image>',
    { msgtype: 'image', image: { media_id: 'm' } },
  ],
  voice: [
    { kind: 'voice', mediaId: 'm' },
    '<MsgType><![CDATA[voice]]></MsgType><Voice><MediaId><![CDATA[m]]></MediaId></Voice>',
    { msgtype: 'voice', voice: { media_id: 'm' } },
  ],
  video: [
    { kind: 'video', mediaId: 'm', thumbMediaId: 't', title: 'T', description: 'D' },
    '<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[m]]></MediaId><Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description></Video>',
    { msgtype: 'video', video: { media_id: 'm', thumb_media_id: 't', title: 'T', description: 'D' } },
  ],
  music: [
    { kind: 'music', title: 'T', description: 'D', musicUrl: 'http://a', hqMusicUrl: 'http://b', thumbMediaId: 't' },
    '<MsgType><![CDATA[music]]></MsgType><Music><Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description><MusicUrl><![CDATA[http://a]]></MusicUrl><HQMusicUrl><![CDATA[http://b]]></HQMusicUrl><ThumbMediaId><![CDATA[t]]></ThumbMediaId></Music>',
    {
      msgtype: 'music',
      music: { title: 'T', description: 'D', musicurl: 'http://a', hqmusicurl: 'http://b', thumb_media_id: 't' },
    },
  ],
  news: [
    { kind: 'news', articles: [{ title: 'T', description: 'D', pictureUrl: 'http://p', url: 'http://u' }] },
    '<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description><PicUrl><![CDATA[http://p]]></PicUrl><Url><![CDATA[http://u]]></Url></item></Articles>',
    { msgtype: 'news', news: { articles: [{ title: 'T', description: 'D', url: 'http://u', picurl: 'http://p' }] } },
  ],
  menu: [
    { kind: 'menu', head: 'H', items: [{ id: '101', content: '转人工' }], tail: 'T' },
    null,
    { msgtype: 'msgmenu', msgmenu: { head_content: 'H', list: [{ id: '101', content: '转人工' }], tail_content: 'T' } },
  ],
  'mini-program-page': [
    { kind: 'mini-program-page', title: 'T', appId: 'wx1', pagePath: 'pages/a', thumbMediaId: 't' },
    null,
    {
      msgtype: 'miniprogrampage',
      miniprogrampage: { title: 'T', appid: 'wx1', pagepath: 'pages/a', thumb_media_id: 't' },
    },
  ],
  link: [
    { kind: 'link', title: 'T', description: 'D', url: 'http://u', thumbUrl: 'http://p' },
    null,
    { msgtype: 'link', link: { title: 'T', description: 'D', url: 'http://u', thumb_url: 'http://p' } },
  ],
  transfer: [
    { kind: 'transfer', kfAccount: 'test1@test' },
    '<MsgType><![CDATA[transfer_customer_service]]></MsgType><TransInfo><KfAccount><![CDATA[test1@test]]></KfAccount></TransInfo>',
    null,
  ],
};
const KINDS = Object.keys(SAMPLES) as ReplyKind[];

/** The characters of XML 1.0. */
function isLegal(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}

describe('encodeReply', () => {
  const message = aTextMessage();
  const head = `<ToUserName><![CDATA[${message.openId}]]></ToUserName><FromUserName><![CDATA[${message.originalId}]]></FromUserName><CreateTime>${NOW}</CreateTime>`;

  it.each(KINDS)('writes a %s compactly, with sender and receiver exchanged, or success where it cannot', (kind) => {
    const [reply, passive] = SAMPLES[kind];
    const expected = passive === null ? 'success' : `<xml>${head}${passive}</xml>`;
    expect(encodeReply(reply, message, 'service', 'xml', NOW)).toBe(expected);
  });

  it('writes a plain transfer without TransInfo', () => {
    const answer = encodeReply({ kind: 'transfer' }, message, 'service', 'xml', NOW);
    expect(answer).toBe(`<xml>${head}<MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>`);
  });

  it('answers a mini program in JSON with a transfer that names nobody, and with nothing else', () => {
    const encode = (reply: Reply) => encodeReply(reply, message, 'mini-program', 'json', NOW);
    expect(encode(SAMPLES.transfer[0])).toBe(
      `{"ToUserName":"${message.openId}","FromUserName":"${message.originalId}","CreateTime":${NOW},"MsgType":"transfer_customer_service"}`,
    );
    expect(encode(SAMPLES.text[0])).toBe('success');
  });

  it('answers success to no reply', () => {
    expect(encodeReply(undefined, message, 'service', 'xml', NOW)).toBe('success');
  });

  it.each([
    ['one article', 'a message', aTextMessage(), 1],
    ['one article', 'an unknown message', anUnknownMessage(), 1],
    ['eight articles', 'an event', aClickEvent(), 8],
  ])('answers %s to %s, and counts them rightly', (_number, _what, to, count) => {
    const answer = encodeReply({ kind: 'news', articles: nine }, to, 'service', 'xml', NOW);
    expect(answer.match(/<item>/g)).toHaveLength(count);
    expect(answer).toContain(`<ArticleCount>${count}</ArticleCount>`);
  });

  it('brings any legal text through XML and JSON, and drops only what XML cannot hold', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(']]>', 'a]]>]]>b', '\u0000\ud800x\udc00\uffff😀\u0008'),
        ),
        (content) => {
          const legal = [...content].filter(isLegal).join('');
          for (const format of ['xml', 'json'] as const) {
            const answer = encodeReply({ kind: 'text', content }, message, 'service', format, NOW);
            expect(parseBody(answer, format)).toMatchObject({
              // a reader of XML takes every line end for a line feed
              Content: format === 'xml' ? legal.replace(/\r\n?/g, '\n') : legal,
              CreateTime: format === 'xml' ? String(NOW) : NOW,
            });
          }
        },
      ),
    );
  });

  it('puts articles into JSON as a list', () => {
    const answer = encodeReply(SAMPLES.news[0], message, 'service', 'json', NOW);
    expect(JSON.parse(answer)).toMatchObject({ ArticleCount: 1, Articles: [{ Title: 'T', Url: 'http://u' }] });
  });
});

describe('encodeCustomSend', () => {
  it.each(KINDS)('writes a %s, where it has that form', (kind) => {
    const [reply, , custom] = SAMPLES[kind];
    expect(encodeCustomSend(reply, 'service')).toEqual(custom ?? undefined);
  });

  it('leaves out what was not given', () => {
    const menu = encodeCustomSend({ kind: 'menu', items: [{ id: '1', content: 'a' }] }, 'service');
    expect(Object.keys(menu?.msgmenu ?? {})).toEqual(['list']);
    const music = encodeCustomSend({ kind: 'music', musicUrl: 'http://a', thumbMediaId: 't' }, 'service');
    expect(music?.music).toEqual({
      title: '',
      description: '',
      musicurl: 'http://a',
      hqmusicurl: 'http://a',
      thumb_media_id: 't',
    });
    const video = encodeCustomSend({ kind: 'video', mediaId: 'm' }, 'service');
    expect(video?.video).toEqual({ media_id: 'm', thumb_media_id: '' });
    const hq = encodeCustomSend({ kind: 'music', hqMusicUrl: 'http://b', thumbMediaId: 't' }, 'service');
    expect(hq?.music).toMatchObject({ musicurl: 'http://b', hqmusicurl: 'http://b' });
  });

  it('writes a page of its own for a mini program, and of the named one for an official account', () => {
    const reply = { kind: 'mini-program-page', title: 'T', pagePath: 'p', thumbMediaId: 't' } as const;
    expect(encodeCustomSend(reply, 'mini-program')?.miniprogrampage).not.toHaveProperty('appid');
    expect(encodeCustomSend(reply, 'subscription')?.miniprogrampage).toHaveProperty('appid');
  });

  it('holds one article', () => {
    expect(encodeCustomSend({ kind: 'news', articles: nine }, 'service')?.news).toMatchObject({
      articles: [{ title: '第0篇' }],
    });
  });

  it('needs no escapes in JSON but for line breaks and quotes', () => {
    const send = encodeCustomSend({ kind: 'text', content: '中\u0001文\ud800 "q"\n' }, 'service');
    expect(JSON.stringify(send)).toBe('{"msgtype":"text","text":{"content":"中文 \\"q\\"\\n"}}');
  });
});

describe('what an account may answer and send', () => {
  const allowed = (test: typeof canBePassive, account: 'service' | 'mini-program') =>
    KINDS.filter((kind) => test(kind, account));

  it('is by table for official accounts', () => {
    expect(allowed(canBePassive, 'service')).toEqual(['text', 'image', 'voice', 'video', 'music', 'news', 'transfer']);
    expect(allowed(canBeCustomSent, 'service')).toEqual([
      'text',
      'image',
      'voice',
      'video',
      'music',
      'news',
      'menu',
      'mini-program-page',
    ]);
  });

  it('is by table for mini programs', () => {
    expect(allowed(canBePassive, 'mini-program')).toEqual(['transfer']);
    expect(allowed(canBeCustomSent, 'mini-program')).toEqual(['text', 'image', 'mini-program-page', 'link']);
  });
});

describe('reply schemas', () => {
  it.each(KINDS)('accept a %s as it is', (kind) => {
    expect(REPLIES[kind].schema.parse(SAMPLES[kind][0])).toEqual(SAMPLES[kind][0]);
  });

  it.each<[string, ReplyKind, object]>([
    ['an empty text', 'text', { kind: 'text', content: '' }],
    ['another kind', 'text', { kind: 'image', content: 'x' }],
    ['a picture without id', 'image', { kind: 'image' }],
    ['news without articles', 'news', { kind: 'news', articles: [] }],
    ['nine articles', 'news', { kind: 'news', articles: nine }],
    ['a menu without items', 'menu', { kind: 'menu', items: [] }],
    ['music without cover', 'music', { kind: 'music' }],
  ])('refuse %s', (_what, kind, reply) => {
    expect(REPLIES[kind].schema.safeParse(reply).success).toBe(false);
  });
});
