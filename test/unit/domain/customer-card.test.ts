import { describe, expect, it } from 'vitest';
import { customerLines } from '../../../functions/domain/customer-card.ts';

const told = {
  sessionFrom: '商品页|小王|https://x.cn/a.png|{"product":"手机","vipNo":"V8","region":"华东"}',
  tags: ['老客户'],
};

describe('the card of a customer', () => {
  it('tells what the desk of WeChat does not show', () => {
    const question = { text: '屏幕碎了怎么办', messageKey: '1', askedAt: 1 };
    const said = ['你好', '有没有手机壳', '屏幕碎了怎么办'];
    expect(customerLines({ told, said, servedBy: 'li', question }, ['问题：屏幕碎了怎么办'])).toEqual([
      '客户：小王',
      '头像：https://x.cn/a.png',
      'VIP：V8',
      '标签：老客户',
      '来源：商品页',
      '产品：手机',
      '地区：华东',
      '问题：屏幕碎了怎么办',
      '最近消息：',
      '· 你好',
      '· 有没有手机壳',
      '上次接待：li',
    ]);
  });

  it('tells nothing of whom nothing is known', () => {
    expect(customerLines({})).toEqual([]);
  });

  it('keeps a value of any length short', () => {
    const lines = customerLines({ told: { sessionFrom: `${'长'.repeat(1000)}||` } });
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(130);
  });
});
