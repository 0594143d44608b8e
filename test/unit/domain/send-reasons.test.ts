import { describe, expect, it } from 'vitest';
import { closedReason, refusedReason } from '../../../functions/domain/send-reasons.ts';

describe('why something is not sent', () => {
  const closesAt = Date.parse('2026-01-31T09:00:00+08:00') / 1000;

  it.each([
    ['closed', undefined, 1, 'window-closed', 'no window is open: the user has not acted lately'],
    ['spent', closesAt, 1, 'quota-spent', '0 messages are left; this window closes at 2026-01-31 09:00:00 (China)'],
    ['spent', undefined, 3, 'quota-spent', '0 messages are left, and this takes 3'],
    ['reserved', undefined, 1, 'reserved', '0 messages are left, the last of which is kept for a human'],
  ] as const)('is %s', (reason, at, count, code, message) => {
    const refused = { ok: false, reason, left: 0, ...(at && { closesAt: at }) } as Parameters<typeof closedReason>[0];
    expect(closedReason(refused, count)).toMatchObject({ code, message });
  });

  it('holds WeChat’s word, with its meaning where we know it', () => {
    const error = { message: 'refused: 45015', errcode: 45015 };
    expect(refusedReason(error)).toMatchObject({
      code: 'wechat',
      errcode: 45015,
      hint: expect.stringContaining('errcode'),
    });
    const meaning = { zh: '超过时间', en: 'too late' } as Parameters<typeof refusedReason>[0]['meaning'];
    expect(refusedReason({ ...error, meaning }).hint).toBe('超过时间 too late');
  });
});
