import { describe, expect, it } from 'vitest';
import { ProtocolError, SignatureError } from '../../../functions/errors.ts';
import { openPush } from '../../../functions/wechat/push.ts';
import { aPush, NOW, writeBody } from '../../support/push.ts';
import { compat, plain, safe, WIRE } from '../../support/push-accounts.ts';

describe('hostile bodies', () => {
  const deep = (n: number) => `<xml>${'<a>'.repeat(n)}${'</a>'.repeat(n)}</xml>`;
  const bodies: [string, string][] = [
    ['empty', ''],
    ['blank', '  \n'],
    ['truncated XML', '<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Con'],
    ['truncated JSON', '{"ToUserName":"gh_0123456789ab"'],
    ['5,000-deep XML', deep(5_000)],
    ['5,000-deep JSON', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['10,000 fields of XML', `<xml>${'<a>1</a>'.repeat(8_000)}</xml>`],
    ['10,000 fields of JSON', `{"a":[${'1,'.repeat(10_000)}1]}`],
    ['over 64 KB', `<xml><Content>${'x'.repeat(65_536)}</Content></xml>`],
    ['over 64 KB in bytes', `<xml><Content>${'中'.repeat(22_000)}</Content></xml>`],
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><ToUserName>gh_0123456789ab</ToUserName></xml>'],
    [
      'an external entity',
      '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><ToUserName>&x;</ToUserName></xml>',
    ],
    [
      'an entity between comments that spell CDATA',
      '<xml><!-- <![CDATA[ --><!DOCTYPE x [<!ENTITY a "b">]><!-- ]]> --><ToUserName>gh_0123456789ab</ToUserName></xml>',
    ],
    [
      'an entity between attributes that spell CDATA',
      '<xml a="<![CDATA["><!DOCTYPE x [<!ENTITY a "b">]><b a="]]>"/><ToUserName>gh_0123456789ab</ToUserName></xml>',
    ],
    ['an entity inside', '<xml><!ENTITY a "b"><ToUserName>gh_0123456789ab</ToUserName></xml>'],
    ['HTML', '<html><body class="a">hello</body></html>'],
    ['a JSON list', '[1]'],
    ['text', 'hello'],
  ];

  it.each(bodies)('refuses a signed body that is %s', (_what, body) => {
    for (const account of [plain, safe]) {
      const push = aPush(account, body);
      expect(() => openPush(account, push.query, push.body, NOW)).toThrow(ProtocolError);
    }
  });

  it.each(bodies)('refuses an unsigned body that is %s', (_what, body) => {
    const query = { encrypt_type: 'aes', msg_signature: 'a'.repeat(40), timestamp: String(NOW), nonce: '1' };
    expect(() => openPush(safe, query, body, NOW)).toThrow(SignatureError);
    expect(() => openPush(plain, { ...query, encrypt_type: undefined }, body, NOW)).toThrow(SignatureError);
  });

  it('refuses 2 MB before anything else', () => {
    const { query } = aPush(safe, WIRE);
    expect(() => openPush(safe, query, 'x'.repeat(2_000_000), NOW)).toThrow(SignatureError);
  });

  it('takes the largest message there may be, encrypted and in the clear', () => {
    const Content = '中'.repeat(21_500);
    for (const account of [safe, compat, plain]) {
      const { query, body } = aPush(account, { ...WIRE, Content });
      expect(openPush(account, query, body, NOW).fields.Content).toBe(Content);
    }
  });

  it('takes __proto__ and constructor for nothing', () => {
    const json = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},${JSON.stringify(WIRE).slice(1)}`;
    const push = aPush(plain, json);
    expect(openPush(plain, push.query, push.body, NOW).fields.Content).toBe('流量');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(['__proto__', 'constructor'])('refuses an element named %s', (name) => {
    const push = aPush(plain, `<xml><${name}><polluted>1</polluted></${name}>${writeBody(WIRE, 'xml').slice(5)}`);
    expect(() => openPush(plain, push.query, push.body, NOW)).toThrow(ProtocolError);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never quotes the body in what it says', () => {
    const push = aPush(plain, '{"Content": geheim}');
    expect(() => openPush(plain, push.query, push.body, NOW)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('geheim') }),
    );
  });

  it('reads digits and blanks without end in a moment', () => {
    const push = aPush(plain, `{"a":"${'1'.repeat(30_000)}${' '.repeat(30_000)}"`);
    expect(() => openPush(plain, push.query, push.body, NOW)).toThrow(ProtocolError);
  });
});
