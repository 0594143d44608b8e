import { describe, expect, it } from 'vitest';
import { autoRepliesFrom } from '../../../../functions/wechat/console/auto-replies.ts';
import { menuFrom, seenMenuFrom } from '../../../../functions/wechat/console/menu.ts';
import { consoleReply, fieldsOf, listOf } from '../../../../functions/wechat/console/replies.ts';

const text = (content: string) => ({ type: 'text', content });

describe('consoleReply', () => {
  const items = [
    { title: '活动', digest: '五折', cover_url: 'http://p', content_url: 'http://a' },
    { title: 1, content_url: null },
  ];

  it.each([
    [
      { type: 'text', content: 'x' },
      { kind: 'text', content: 'x' },
    ],
    [
      { type: 'text', value: 5 },
      { kind: 'text', content: '5' },
    ],
    [
      { type: 'img', content: 'm' },
      { kind: 'image', mediaId: 'm' },
    ],
    [
      { type: 'photo', value: 'm' },
      { kind: 'image', mediaId: 'm' },
    ],
    [
      { type: 'image', value: 'm' },
      { kind: 'image', mediaId: 'm' },
    ],
    [
      { type: 'voice', value: 'm' },
      { kind: 'voice', mediaId: 'm' },
    ],
    [
      { type: 'video', value: 'http://v' },
      { kind: 'video', url: 'http://v' },
    ],
    [{ type: 'finder' }, { kind: 'unknown', type: 'finder' }],
    [{}, { kind: 'unknown', type: '' }],
    [
      { type: 'news', news_info: { list: items } },
      {
        kind: 'news',
        articles: [
          { title: '活动', url: 'http://a', description: '五折', pictureUrl: 'http://p' },
          { title: '1', url: '' },
        ],
      },
    ],
  ])('of %j', (fields, reply) => {
    expect(consoleReply(fields)).toEqual(reply);
  });

  it.each([[null], [[1]], ['x'], [undefined]])('finds no fields in %j', (value) => {
    expect(fieldsOf(value)).toEqual({});
    expect(listOf({ value })).toEqual([]);
  });
});

describe('autoRepliesFrom', () => {
  it('reads what the console answers, and whether it is on', () => {
    const list = [
      {
        rule_name: '流量',
        reply_mode: 'random_one',
        keyword_list_info: [
          { match_mode: 'contain', content: '流量' },
          { match_mode: 'equal', content: 1 },
          { match_mode: 'equal', content: '' },
        ],
        reply_list_info: [text('a'), text('b')],
      },
      { reply_mode: 'reply_all' },
    ];
    const fields = {
      ...{ is_add_friend_reply_open: 1, is_autoreply_open: 0, keyword_autoreply_info: { list } },
      ...{ add_friend_autoreply_info: text('hi'), message_default_autoreply_info: text('any') },
    };
    expect(autoRepliesFrom(fields)).toEqual({
      follow: { on: true, reply: { kind: 'text', content: 'hi' } },
      anything: { on: false, reply: { kind: 'text', content: 'any' } },
      keywords: {
        on: false,
        rules: [
          {
            ...{ name: '流量', contains: ['流量'], exact: ['1'], pick: 'random' },
            replies: [
              { kind: 'text', content: 'a' },
              { kind: 'text', content: 'b' },
            ],
          },
          { name: '2', contains: [], exact: [], replies: [], pick: 'all' },
        ],
      },
    });
  });

  it('takes nothing for nothing', () => {
    expect(autoRepliesFrom({})).toEqual({ keywords: { on: false, rules: [] } });
  });
});

describe('a menu', () => {
  it('of the console is read with what works by API too', () => {
    const button = [
      { name: '客服', type: 'click', key: 'kf', url: '' },
      { name: '说', type: 'text', value: 'x' },
      { name: '更多', sub_button: { list: [{ name: '网页', type: 'view', url: 'http://a' }] } },
    ];
    expect(seenMenuFrom({ is_menu_open: 1, selfmenu_info: { button } })).toEqual({
      open: true,
      buttons: [
        { name: '客服', button: { name: '客服', type: 'click', key: 'kf' } },
        { name: '说', reply: { kind: 'text', content: 'x' } },
        { name: '更多', buttons: [{ name: '网页', button: { name: '网页', type: 'view', url: 'http://a' } }] },
      ],
    });
    expect(seenMenuFrom({})).toEqual({ open: false, buttons: [] });
  });

  it('made by API is read without the empty lists', () => {
    const button = [
      { name: '客服', type: 'click', key: 'kf', sub_button: [] },
      {
        name: '更多',
        sub_button: [{ name: '网页', type: 'view', url: 'http://a', sub_button: [] }, { type: 'click' }],
      },
    ];
    expect(menuFrom({ menu: { button } })).toEqual({
      button: [
        { name: '客服', type: 'click', key: 'kf' },
        {
          name: '更多',
          sub_button: [
            { name: '网页', type: 'view', url: 'http://a' },
            { name: '', type: 'click' },
          ],
        },
      ],
    });
  });
});
