import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignatureError } from '../../../functions/errors.ts';
import { createCipherKey, encrypt } from '../../../functions/wechat/cipher.ts';
import { openPush, verifyUrl, WrongAccountError } from '../../../functions/wechat/push.ts';
import { sign } from '../../../functions/wechat/signature.ts';
import { aCredentials } from '../../support/credentials.ts';
import { aPush, NOW, writeBody } from '../../support/push.ts';
import { compat, plain, safe, WIRE } from '../../support/push-accounts.ts';
import { TENCENT, V3, V6, V9 } from '../../support/vectors.ts';

const otherKey = 'B'.repeat(43);

describe('openPush', () => {
  it('opens V3, in JSON', () => {
    const body = JSON.stringify({ ToUserName: TENCENT.originalId, Encrypt: V3.encrypted });
    const push = openPush(TENCENT, V3.query, body, 1_714_112_445);
    expect(push).toMatchObject({ fields: JSON.parse(V3.plain), format: 'json', nonce: '415670741' });
  });

  it('opens V6, in XML', () => {
    const push = openPush(safe, V6.query, writeBody({ ToUserName: 'gh', Encrypt: V6.encrypted }, 'xml'), NOW);
    expect(push).toMatchObject({ fields: { Content: '你好，人工客服', MsgId: '24512345678901234' }, format: 'xml' });
  });

  it('refuses V9, rightly signed for another AppID', () => {
    const body = writeBody({ ToUserName: safe.originalId, Encrypt: V9.encrypted }, 'xml');
    expect(() => openPush(safe, V9.query, body, NOW)).toThrow(SignatureError);
  });

  it.each([
    ['safe', 'xml', safe],
    ['safe', 'json', safe],
    ['compat', 'xml', compat],
    ['compat', 'json', compat],
    ['plain', 'xml', plain],
    ['plain', 'json', plain],
  ] as const)('opens a push in %s mode and %s', (mode, format, account) => {
    const { query, body } = aPush(account, WIRE, { format });
    const push = openPush(account, query, body, NOW);
    expect(push).toMatchObject({ fields: { Content: '流量', MsgId: '24512345678901234' }, format });
    expect(push.seal === undefined).toBe(mode === 'plain');
  });

  it('reads only the encrypted copy of a compat push', () => {
    const { query, body } = aPush(compat, WIRE);
    const push = openPush(compat, query, body.replace('<![CDATA[流量]]>', '<![CDATA[改]]>'), NOW);
    expect(push.fields.Content).toBe('流量');
  });

  it.each(['xml', 'json'] as const)('is not misled by a user who types an Encrypt of their own, in %s', (format) => {
    const Content = '<Encrypt>AAAA</Encrypt> "Encrypt":"AAAA"';
    const { query, body } = aPush(compat, { ...WIRE, Content }, { format });
    expect(openPush(compat, query, body, NOW).fields.Content).toBe(Content);
  });

  it('opens a compat body for a safe account', () => {
    const { query, body } = aPush(compat, WIRE);
    expect(openPush(safe, query, body, NOW).seal).toBeDefined();
  });

  it('opens an encrypted push for a plain account, whose mode is being switched', () => {
    const { query, body } = aPush(safe, WIRE);
    expect(openPush(plain, query, body, NOW).seal).toBeDefined();
  });

  it('takes an Encrypt without CDATA, with blanks around it, and with escaped characters', () => {
    const { query, body } = aPush(safe, WIRE);
    expect(openPush(safe, query, body.replaceAll('<![CDATA[', '').replaceAll(']]>', ''), NOW).seal).toBeDefined();
    const json = aPush(safe, WIRE, { format: 'json' });
    expect(openPush(safe, json.query, json.body.replaceAll('/', '\\/'), NOW).seal).toBeDefined();
    const blanks = body.replace('<Encrypt>', '<Encrypt>\n  ').replace('</Encrypt>', '\n</Encrypt>');
    expect(openPush(safe, query, blanks, NOW).seal).toBeDefined();
    const unicode = json.body.replaceAll('=', '\\u003d').replaceAll('+', '\\u002B');
    expect(openPush(safe, json.query, unicode, NOW).seal).toBeDefined();
  });

  it.each([
    ['safe', safe],
    ['compat', compat],
  ])('refuses a plain push to a %s account, however well signed', (_mode, account) => {
    const { query, body } = aPush(plain, WIRE);
    expect(() => openPush(account, query, body, NOW)).toThrow(SignatureError);
    expect(() => openPush(account, { ...query, encrypt_type: 'raw' }, body, NOW)).toThrow(SignatureError);
  });

  it.each(['msg_signature', 'timestamp', 'nonce', 'encrypt_type'])('refuses a safe push without %s', (name) => {
    const { query, body } = aPush(safe, WIRE);
    expect(() => openPush(safe, { ...query, [name]: undefined }, body, NOW)).toThrow(SignatureError);
  });

  it.each(['signature', 'timestamp', 'nonce'])('refuses a plain push without %s', (name) => {
    const { query, body } = aPush(plain, WIRE);
    expect(() => openPush(plain, { ...query, [name]: undefined }, body, NOW)).toThrow(SignatureError);
  });

  it('refuses an encrypted push that only the plain signature covers', () => {
    const { query, body } = aPush(safe, WIRE);
    const wrong = { ...query, msg_signature: query.signature };
    expect(() => openPush(plain, wrong, body, NOW)).toThrow(SignatureError);
  });

  it.each([
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ])('with a timestamp %i s off: %s', (offset, accepted) => {
    for (const account of [safe, plain]) {
      const { query, body } = aPush(account, WIRE, { timestamp: NOW + offset });
      const open = () => openPush(account, query, body, NOW);
      if (accepted) expect(open().fields.Content).toBe('流量');
      else expect(open).toThrow(SignatureError);
    }
  });

  it.each(['', 'now', '17e8', '0x6553f100', ' 1700000000', '-1'])('refuses the timestamp %j', (timestamp) => {
    const { query, body } = aPush(plain, WIRE, { timestamp });
    expect(() => openPush(plain, query, body, NOW)).toThrow(SignatureError);
  });

  it.each([safe, plain])('refuses a push for another account, and tells for which', (account) => {
    const { query, body } = aPush(account, { ...WIRE, ToUserName: 'gh_other' });
    expect(() => openPush(account, query, body, NOW)).toThrow(WrongAccountError);
    expect(() => openPush(account, query, body, NOW)).toThrow(expect.objectContaining({ received: 'gh_other' }));
  });

  it('refuses a push for nobody', () => {
    const { query, body } = aPush(plain, { MsgType: 'text' });
    expect(() => openPush(plain, query, body, NOW)).toThrow(WrongAccountError);
  });

  it('refuses a flipped bit anywhere in msg_signature, timestamp, nonce or Encrypt', () => {
    const { query, body } = aPush(safe, WIRE);
    const encrypted = /CDATA\[([^\]]+)\]\]><\/Encrypt>/.exec(body)?.[1] ?? '';
    const places = {
      msg_signature: query.msg_signature,
      timestamp: query.timestamp,
      nonce: query.nonce,
      encrypted,
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(places)), fc.nat(), fc.nat(15), (place, at, bit) => {
        const text = places[place as keyof typeof places] ?? '';
        const index = at % text.length;
        const flipped =
          text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);
        const altered = place === 'encrypted' ? body.replace(encrypted, () => flipped) : body;
        const asked = place === 'encrypted' ? query : { ...query, [place]: flipped };
        expect(() => openPush(safe, asked, altered, NOW)).toThrow(SignatureError);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rotation', () => {
  const next = aCredentials({ token: 'nexttoken', encodingAesKey: otherKey });
  const rotating = { ...next, previousToken: safe.token, previousEncodingAesKey: safe.encodingAesKey };

  it('opens with the previous token and key, and seals with the same', () => {
    const { query, body } = aPush(safe, WIRE);
    const push = openPush(rotating, query, body, NOW);
    expect(push.seal).toMatchObject({ token: safe.token });
    expect(push.seal?.key.key.export()).toEqual(createCipherKey(safe.encodingAesKey).key.export());
  });

  it('opens with the current ones, and seals with the same', () => {
    const { query, body } = aPush(next, WIRE);
    expect(openPush(rotating, query, body, NOW).seal).toMatchObject({ token: 'nexttoken' });
  });

  it('takes the new token with the old key, while only one is being changed', () => {
    const { query, body } = aPush(aCredentials({ token: 'nexttoken' }), WIRE);
    expect(openPush(rotating, query, body, NOW).seal).toMatchObject({ token: 'nexttoken' });
  });

  it('opens a plain push with the previous token', () => {
    const { query, body } = aPush(plain, WIRE);
    expect(openPush({ ...rotating, encryption: 'plain' }, query, body, NOW).fields.Content).toBe('流量');
  });

  it('refuses a third token or key', () => {
    for (const changes of [{ token: 'third' }, { encodingAesKey: 'C'.repeat(43) }]) {
      const { query, body } = aPush(aCredentials(changes), WIRE);
      expect(() => openPush(rotating, query, body, NOW)).toThrow(SignatureError);
    }
  });
});

describe('verifyUrl', () => {
  const V1 = {
    signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
    timestamp: '1714036504',
    nonce: '1514711492',
    echostr: '4375120948345356249',
  };

  it.each(['safe', 'compat', 'plain'] as const)('echoes V1 in %s mode', (encryption) => {
    expect(verifyUrl({ ...TENCENT, encryption }, V1, 1_714_036_504)).toBe('4375120948345356249');
  });

  it('accepts the previous token while rotating', () => {
    const rotating = { ...TENCENT, token: 'next', previousToken: 'AAAAA' };
    expect(verifyUrl(rotating, V1, 1_714_036_504)).toBe('4375120948345356249');
  });

  it.each([
    ['a wrong signature', { signature: 'f464b24fc39322e44b38aa78f5edd27bd1441697' }],
    ['no signature', { signature: undefined }],
    ['no echostr', { echostr: undefined }],
    ['another nonce', { nonce: '1514711493' }],
    ['a msg_signature that is wrong', { msg_signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696' }],
  ])('refuses %s', (_what, changes) => {
    expect(() => verifyUrl(TENCENT, { ...V1, ...changes }, 1_714_036_504)).toThrow(SignatureError);
  });

  it('refuses a stale request', () => {
    expect(() => verifyUrl(TENCENT, V1, 1_714_036_805)).toThrow(SignatureError);
  });

  it('decrypts an echostr that msg_signature covers, even if its plus signs became blanks', () => {
    const key = createCipherKey(safe.encodingAesKey);
    for (let i = 0; i < 20; i++) {
      const echostr = encrypt(key, safe.appId, '4375120948345356249');
      const msg_signature = sign(safe.token, String(NOW), 'n', echostr);
      const query = { msg_signature, timestamp: String(NOW), nonce: 'n', echostr: echostr.replaceAll('+', ' ') };
      expect(verifyUrl(safe, query, NOW)).toBe('4375120948345356249');
    }
  });
});
