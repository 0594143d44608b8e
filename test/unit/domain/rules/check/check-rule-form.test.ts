import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../../../functions/domain/rules/check/check-rule.ts';
import { anything, article, link, menu, mini, onEvent, page, read, service } from '../../../../support/checking.ts';

describe('checkRule, forgiving in form', () => {
  it('reads the simplest item', () => {
    expect(read({})).toEqual({
      id: 'traffic',
      version: expect.stringMatching(/^[\w-]{8}$/),
      match: 'contains',
      keywords: ['流量'],
      kinds: ['text'],
      replies: [{ kind: 'text', content: '送流量' }],
      pick: 'all',
      priority: 0,
      enabled: true,
    });
  });

  it.each([
    [{ keywords: ['a', 'b'] }, { keywords: ['a', 'b'] }],
    [{ keywords: new Set(['a', 'b']) }, { keywords: ['a', 'b'] }],
    [{ keywords: [0, ' 人工 ', 'ａ', 'A'] }, { keywords: ['0', '人工', 'ａ'] }],
    [{ keywords: 10n }, { keywords: ['10'] }],
    [{ match: ' Exact ' }, { match: 'exact' }],
    [{ priority: '10' }, { priority: 10 }],
    [{ priority: 5n }, { priority: 5 }],
    [{ enabled: 'false' }, { enabled: false }],
    [{ enabled: 0 }, { enabled: false }],
    [{ enabled: '是' }, { enabled: true }],
    [{ enabled: '', from: null, modes: [], hours: ' ' }, { enabled: true }],
    [{ kinds: 'voice' }, { kinds: ['voice'] }],
    [{ kinds: ['Text', 'voice', 'voice'] }, { kinds: ['text', 'voice'] }],
    [{ match: 'any', keywords: [], kinds: 'shortvideo' }, { kinds: ['short-video'] }],
    [{ modes: 'waiting' }, { modes: ['waiting'] }],
    [{ modes: new Set(['bot', 'Human']) }, { modes: ['bot', 'human'] }],
    [{ sources: ['首页', 7] }, { sources: ['首页', '7'] }],
    [{ cooldownMinutes: '1.5' }, { cooldownMinutes: 1.5 }],
    [{ audience: 'Testers' }, { audience: 'testers' }],
    [{ from: '2026-12-01' }, { from: 1_796_054_400 }],
    [{ until: '2026-12-01' }, { until: 1_796_140_800 }],
    [{ from: '2026-12-01 09:00' }, { from: 1_796_086_800 }],
    [{ hours: '09:00-10:00' }, { hours: expect.arrayContaining([{ weekday: 0, fromMinute: 540, untilMinute: 600 }]) }],
    [
      { match: 'event', keywords: 'CLICK：menu_kf' },
      { keywords: ['CLICK:menu_kf'], kinds: [] },
    ],
    [
      { match: 'regex', keywords: '退款.*(?:多久|几天)' },
      { keywords: ['退款.*(?:多久|几天)'], literals: [['退款']] },
    ],
    [
      { match: 'faq', keywords: ['怎么退款', '如何退款'] },
      { match: 'faq', keywords: ['怎么退款', '如何退款'] },
    ],
    [{ pick: 'Random', reply: ['a', 'b'] }, { pick: 'random' }],
    [{ note: 'x', description: 'x', status: 'live', error: 'x', checkedAt: 1, updatedAt: 1 }, {}],
  ])('reads %o', (parts, meaning) => {
    expect(read(parts)).toMatchObject(meaning);
  });

  it.each([
    [
      { kind: 'text', content: 'a' },
      { kind: 'text', content: 'a' },
    ],
    [7, { kind: 'text', content: '7' }],
    [{ content: 'a' }, { kind: 'text', content: 'a' }],
    [{ text: 'a' }, { kind: 'text', content: 'a' }],
    [
      { kind: 'image', mediaId: 'm' },
      { kind: 'image', mediaId: 'm' },
    ],
    [{ image: { media: '海报' } }, { kind: 'image', media: '海报' }],
    [
      { kind: 'Voice', url: 'https://a.example/v.mp3' },
      { kind: 'voice', url: 'https://a.example/v.mp3' },
    ],
    [
      { kind: 'video', mediaId: 'm', title: 't' },
      { kind: 'video', mediaId: 'm', title: 't' },
    ],
    [
      { musicUrl: 'https://a.example/m.mp3', thumbMediaId: 't' },
      { kind: 'music', musicUrl: 'https://a.example/m.mp3', thumbMediaId: 't' },
    ],
    [{ articles: article }, { kind: 'news', articles: [article] }],
    [{ news: [article] }, { kind: 'news', articles: [article] }],
    [
      menu,
      {
        kind: 'menu',
        items: [
          { id: '1', content: '是' },
          { id: '2', content: '否' },
        ],
      },
    ],
    [{ menu: ['是'] }, { kind: 'menu', items: [{ id: '1', content: '是' }] }],
    [
      { kind: 'msgmenu', head: 'h', items: { yes: '是' }, tail: 't' },
      { kind: 'menu', head: 'h', items: [{ id: 'yes', content: '是' }], tail: 't' },
    ],
    [
      { kind: 'msgmenu', head_content: 'h', list: [{ id: 'yes', content: '是' }], tail_content: 't' },
      { kind: 'menu', head: 'h', items: [{ id: 'yes', content: '是' }], tail: 't' },
    ],
    [
      { kind: 'image', media_id: 'm' },
      { kind: 'image', mediaId: 'm' },
    ],
    [
      { kind: 'music', musicurl: 'https://a.example/a', HQMusicUrl: 'https://a.example/b', ThumbMediaId: 't' },
      { kind: 'music', musicUrl: 'https://a.example/a', hqMusicUrl: 'https://a.example/b', thumbMediaId: 't' },
    ],
    [
      { news: [{ Title: 'T', Url: 'https://a.example/', picurl: 'https://a.example/p' }] },
      { kind: 'news', articles: [{ title: 'T', url: 'https://a.example/', pictureUrl: 'https://a.example/p' }] },
    ],
    [
      { ...page, appId: 'wx1' },
      { ...page, appId: 'wx1' },
    ],
    [{ kind: 'hand-off' }, { kind: 'hand-off' }],
    [{ handoff: {} }, { kind: 'hand-off' }],
    [{ kind: 'transfer_customer_service' }, { kind: 'hand-off' }],
    [{ kfAccount: 'kf1@shop' }, { kind: 'hand-off', kfAccount: 'kf1@shop' }],
    [{ group: 'sales' }, { kind: 'hand-off', group: 'sales' }],
    [
      { kind: 'resume-bot', content: 'a' },
      { kind: 'resume-bot', content: 'a' },
    ],
    [
      { kind: 'ticket', category: 'c' },
      { kind: 'ticket', category: 'c' },
    ],
    [{ silence: null }, { kind: 'silence' }],
  ])('reads the reply %o', (reply, meaning) => {
    expect(read({ reply }).replies).toEqual([meaning]);
  });

  it('reads several replies', () => {
    expect(read({ reply: ['a', { kind: 'hand-off' }] }).replies).toHaveLength(2);
  });

  it('lets a text that anything gets rest for an hour, unless it says otherwise', () => {
    expect(checkRule(anything, service)).toMatchObject({ rule: { cooldownMinutes: 60 } });
    expect(checkRule({ ...anything, cooldownMinutes: 0 }, service)).toMatchObject({ rule: { cooldownMinutes: 0 } });
    expect(checkRule({ ...anything, reply: { kind: 'hand-off' } }, service)).not.toHaveProperty('rule.cooldownMinutes');
  });

  it('gives items that mean the same the same version', () => {
    expect(read({ keywords: ['流量'], priority: '0', note: 'x' }).version).toBe(read({}).version);
    expect(read({ priority: 1 }).version).not.toBe(read({}).version);
  });

  it('accepts what a mini program can send', () => {
    for (const reply of ['a', { kind: 'image', mediaId: 'm' }, link, page, { kind: 'hand-off' }])
      expect(read({ reply }, mini)).toBeDefined();
  });

  it('accepts eight articles for an event', () => {
    expect(read({ ...onEvent, reply: { news: Array(8).fill(article) } }).replies).toHaveLength(1);
  });
});
