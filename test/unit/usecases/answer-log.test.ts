import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../functions/adapters/aws/logger.ts';
import { ANSWERED, answerFields, userMark } from '../../../functions/usecases/answer-log.ts';
import type { AnsweredPush } from '../../../functions/usecases/answer-push.ts';
import { aCredentials } from '../../support/credentials.ts';
import { aTextMessage } from '../../support/messages.ts';

const answered = (id: string, account = 'main', repeated = false): AnsweredPush => {
  const message = aTextMessage({ account, content: '我的秘密' });
  const rule = { id, version: '1' };
  const decision = { mode: 'waiting' as const, rule, rests: [], outbox: [], answered: { number: 1 } };
  return {
    account: aCredentials(),
    message: { ...message, kind: 'text' },
    handled: {
      decision,
      reply: { kind: 'mini-program-page', title: '', pagePath: '', thumbMediaId: '' },
      repeated,
      troubles: [],
    },
    body: '',
    format: 'xml',
    mustRepeat: false,
  };
};

function lineOf(push: AnsweredPush, ms = 12): string {
  const lines: string[] = [];
  createLogger((line) => lines.push(line)).info(ANSWERED, answerFields(push, ms));
  return lines.join('');
}

describe('the line of a message', () => {
  it('says what happened, and nothing of what was said or by whom', () => {
    const line = lineOf(answered('traffic-promo'));
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      event: 'message.answered',
      account: 'main',
      kind: 'text',
      rule: 'traffic-promo',
      mode: 'waiting',
      reply: 'mini-program-page',
      duplicate: false,
      ms: 12,
      user: userMark('secret-of-the-test-account', 'oABCD1234567890abcdefghijklm'),
    });
    expect(line).not.toMatch(/秘密|oABCD/);
  });

  it.each(['x'.repeat(300), '流量活动规则'.repeat(40), '😀'.repeat(99), '"'.repeat(99), 'short'])(
    'has at most 240 bytes with the rule %s',
    (id) => {
      const line = lineOf(answered(id, 'a'.repeat(32)), 2999);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(240);
      expect(id.startsWith(JSON.parse(line).rule)).toBe(true);
      expect(JSON.parse(line).rule.length).toBeGreaterThan(0);
    },
  );

  it('gives a user another mark in another account', () => {
    expect(userMark('a', 'o1')).not.toBe(userMark('b', 'o1'));
  });
});
