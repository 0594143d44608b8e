import { describe, expect, it } from 'vitest';
import { encodeReply, sealReply } from '../../../functions/wechat/passive-reply.ts';
import { openPush } from '../../../functions/wechat/push.ts';
import { aCredentials } from '../../support/credentials.ts';
import { aTextMessage } from '../../support/messages.ts';
import { aPush, fieldOf, NOW, openAnswer } from '../../support/push.ts';
import { V7 } from '../../support/vectors.ts';

const safe = aCredentials();
const WIRE = { ToUserName: safe.originalId, FromUserName: 'o1', CreateTime: NOW, MsgType: 'text', Content: 'x' };

function opened(account: typeof safe, format: 'xml' | 'json' = 'xml', nonce = '1320562132') {
  const { query, body } = aPush(account, WIRE, { format, nonce });
  return openPush(account, query, body, NOW);
}

describe('sealReply', () => {
  it('is what V7 holds, before it is encrypted', () => {
    const plain = encodeReply(
      { kind: 'transfer', kfAccount: 'test1@test' },
      aTextMessage(),
      'service',
      'xml',
      V7.timestamp,
    );
    expect(plain).toBe(V7.plain);
  });

  it.each(['xml', 'json'] as const)('encrypts and signs the answer to an encrypted push, in %s', (format) => {
    const answer = sealReply(opened(safe, format), V7.plain, V7.timestamp);
    expect(openAnswer(safe, answer)).toBe(V7.plain);
    expect(answer.startsWith(format === 'xml' ? '<xml><Encrypt><![CDATA[' : '{"Encrypt":"')).toBe(true);
    expect(answer).toContain(format === 'xml' ? '<TimeStamp>1700000002</TimeStamp>' : '"TimeStamp":1700000002');
    expect(fieldOf(answer, 'Nonce')).toBe('1320562132');
  });

  it('leaves the answer to a plain push as it is', () => {
    expect(sealReply(opened({ ...safe, encryption: 'plain' }), V7.plain, NOW)).toBe(V7.plain);
  });

  it.each(['success', ''])('never encrypts %j', (literal) => {
    expect(sealReply(opened(safe), literal, NOW)).toBe(literal);
  });

  it('answers a compat push encrypted', () => {
    const compat = { ...safe, encryption: 'compat' } as const;
    expect(openAnswer(compat, sealReply(opened(compat), '<xml></xml>', NOW))).toBe('<xml></xml>');
  });

  it('uses the token and key that opened the push', () => {
    const rotating = {
      ...aCredentials({ token: 'next', encodingAesKey: 'B'.repeat(43) }),
      previousToken: safe.token,
      previousEncodingAesKey: safe.encodingAesKey,
    };
    const { query, body } = aPush(safe, WIRE);
    const answer = sealReply(openPush(rotating, query, body, NOW), '<xml></xml>', NOW);
    expect(openAnswer(safe, answer)).toBe('<xml></xml>');
  });

  it('writes a nonce that would end its CDATA section', () => {
    const answer = sealReply(opened(safe, 'xml', 'a]]>b'), '<xml></xml>', NOW);
    expect(answer).toContain('<Nonce><![CDATA[a]]]]><![CDATA[>b]]></Nonce>');
  });
});
