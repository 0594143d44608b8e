import { describe, expect, it } from 'vitest';
import { isMereThanks } from '../../../functions/domain/thanks.ts';

describe('isMereThanks', () => {
  it.each([
    '谢谢',
    '好的',
    '好的，谢谢！',
    '好的谢谢您',
    '嗯嗯，收到了，辛苦了',
    'ＯＫ',
    'Thank you!',
    '非常感谢客服老师',
    '已经解决了，谢谢～',
    '没问题👍',
    '[强]',
    '知道了',
    '谢谢🌹🌹',
  ])('takes %j for thanks', (text) => {
    expect(isMereThanks(text)).toBe(true);
  });

  it.each([
    '还是没解决',
    '没有解决，谢谢',
    '不行',
    '不好',
    '好了吗',
    '可以吗？',
    '解决了?',
    '好的，那发票什么时候寄',
    '谢谢，但是颜色发错了',
    '谢谢你个鬼',
    '的',
    '您',
    '[image]',
    '',
    '1',
  ])('takes %j for something to be read', (text) => {
    expect(isMereThanks(text)).toBe(false);
  });
});
