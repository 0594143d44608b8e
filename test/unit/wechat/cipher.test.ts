import { createCipheriv } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, SignatureError } from '../../../functions/errors.ts';
import { createCipherKey, decrypt, encrypt } from '../../../functions/wechat/cipher.ts';
import { aCredentials } from '../../support/credentials.ts';
import { TENCENT, V3, V4, V5, V6, V7, V8, V9 } from '../../support/vectors.ts';

const { appId, encodingAesKey } = aCredentials();
const own = createCipherKey(encodingAesKey);
const tencent = createCipherKey(TENCENT.encodingAesKey);
const v5 = createCipherKey(V5.encodingAesKey);

/** A ciphertext of a block made by hand, however wrong. */
function encrypted(plain: Buffer): string {
  return createCipheriv('aes-256-cbc', own.key, own.iv).setAutoPadding(false).update(plain).toString('base64');
}

function block(length: number, text: string, tail: string, pad: number[]): Buffer {
  const header = Buffer.alloc(20, 1);
  header.writeUInt32BE(length, 16);
  return Buffer.concat([header, Buffer.from(text + tail), Buffer.from(pad)]);
}

describe('createCipherKey', () => {
  it.each([
    [V5.encodingAesKey, V5.keyHex],
    [encodingAesKey, V6.keyHex],
  ])('decodes %s', (key, hex) => {
    expect(createCipherKey(key).key.export().toString('hex')).toBe(hex);
    expect(createCipherKey(key).iv.toString('hex')).toBe(hex.slice(0, 32));
  });

  it.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}+`])('refuses %j', (key) => {
    expect(() => createCipherKey(key)).toThrow(ConfigError);
  });

  it('does not repeat a bad key', () => {
    expect(() => createCipherKey('secret-secret')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret-') }),
    );
  });
});

describe('encrypt', () => {
  it.each([
    ['V4', tencent, TENCENT.appId, V4],
    ['V5', v5, V5.appId, V5],
    ['V6', own, appId, V6],
    ['V7', own, appId, V7],
    ['V8a', own, appId, { ...V8.wholeBlock, random: V8.random }],
    ['V8b', own, appId, { ...V8.success, random: V8.random }],
  ])('gives the ciphertext of vector %s', (_name, key, id, vector) => {
    expect(encrypt(key, id, vector.plain, Buffer.from(vector.random))).toBe(vector.encrypted);
  });

  it('gives another ciphertext each time', () => {
    const made = Array.from({ length: 200 }, () => encrypt(own, appId, 'x'));
    expect(new Set(made).size).toBe(200);
  });
});

describe('decrypt', () => {
  it.each([
    ['V3', tencent, TENCENT.appId, V3],
    ['V4', tencent, TENCENT.appId, V4],
    ['V5', v5, V5.appId, V5],
    ['V6', own, appId, V6],
    ['V7', own, appId, V7],
    ['V8a', own, appId, V8.wholeBlock],
    ['V8b', own, appId, V8.success],
  ])('gives the text of vector %s', (_name, key, id, vector) => {
    expect(decrypt(key, id, vector.encrypted)).toBe(vector.plain);
  });

  it('undoes encrypt at every length from 0 to 200', () => {
    for (let length = 0; length <= 200; length++) {
      expect(decrypt(own, appId, encrypt(own, appId, 'y'.repeat(length)))).toBe('y'.repeat(length));
    }
  });

  it('undoes encrypt for any Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(decrypt(own, appId, encrypt(own, appId, text))).toBe(text);
      }),
    );
  });

  it.each([
    ['V9, meant for another AppID', V9.encrypted],
    ['nothing', ''],
    ['no base64', '!!!!'],
    ['half a block', Buffer.alloc(24).toString('base64')],
    ['padded by 0', encrypted(block(1, 'x', appId, Array(9).fill(0)))],
    ['padded by 33', encrypted(block(1, 'x', appId, Array(9).fill(33)))],
    ['all padding', encrypted(Buffer.alloc(32, 32))],
    ['longer than it is', encrypted(block(500, 'x', appId, Array(9).fill(9)))],
    ['a length that eats the AppID', encrypted(block(19, 'x', appId, Array(9).fill(9)))],
    ['a length beyond 2^31', encrypted(block(0xffffffff, 'x', appId, Array(9).fill(9)))],
    ['without AppID', encrypted(block(1, 'x', '', Array(11).fill(11)))],
  ])('refuses %s', (_what, ciphertext) => {
    expect(() => decrypt(own, appId, ciphertext)).toThrow(SignatureError);
  });

  it('refuses what another key made', () => {
    expect(() => decrypt(own, appId, encrypt(tencent, appId, 'hello'))).toThrow(SignatureError);
  });

  it('takes bytes that are no UTF-8 without harm', () => {
    const broken = Buffer.concat([
      block(2, '', '', []),
      Buffer.from([0xc3, 0x28]),
      Buffer.from(appId),
      Buffer.alloc(8, 8),
    ]);
    expect(decrypt(own, appId, encrypted(broken))).toBe('\ufffd(');
  });
});
