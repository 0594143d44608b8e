import { describe, expect, it } from 'vitest';
import { judgeItems } from '../../../functions/domain/rules/judge-items.ts';
import { faultsInChinese } from '../../../tools/local/page/parts/fault-words.ts';

const good = { account: 'demo', id: 'hours', match: 'contains', keywords: ['营业时间'], reply: '9:00-18:00' };
const errorOf = (change: object): string => {
  const item = { ...good, ...change };
  return judgeItems([item], 'service', undefined).verdict(item).error ?? '';
};

describe('faults of a rule in Chinese', () => {
  it.each([
    ['reply.content 有 2,400 字节；微信最多允许 2,048', { reply: '太长'.repeat(400) }],
    ['match 是 "contain"；是不是 contains？', { match: 'contain' }],
    ['match 没有填；请填 exact, prefix, contains, regex, faq, event 或 any', { match: undefined }],
    ['keywords 没有填；匹配方式 contains 至少要有一个', { keywords: [] }],
    ['keyword 这里没有这个属性；是不是 keywords？', { keyword: '早' }],
    ['priority 是 "high"；请填 -1,000,000 到 1,000,000 的数', { priority: 'high' }],
    ['reply 缺少 mediaId、media 或 url；请填其中一个', { reply: { kind: 'image' } }],
    [
      'reply.kind 是 link，只有小程序能发；请用只有一篇的图文',
      { reply: { kind: 'link', title: 'a', description: 'b', url: 'https://a.cn', thumbUrl: 'https://a.cn/b.png' } },
    ],
    ['enabled 是 "perhaps; or not"；请填 true 或 false', { enabled: 'perhaps; or not' }],
    ['until 不晚于 from；规则永远不会生效', { from: '2026-12-01', until: '2026-11-01' }],
  ])('says: %s', (words, change) => {
    expect(faultsInChinese(errorOf(change))).toBe(words);
  });

  it('says each of several', () => {
    expect(faultsInChinese(errorOf({ priority: 'high', enabled: 'x' })).split('\n')).toHaveLength(2);
  });

  it('leaves what it does not know as it is', () => {
    expect(faultsInChinese('reply sings; make it stop')).toBe('reply sings; make it stop');
  });
});
