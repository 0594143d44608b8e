import { describe, expect, it } from 'vitest';
import { isSignedBy, sign } from '../../../functions/wechat/signature.ts';
import { TENCENT, V3, V4, V5, V6, V7, V8, V9 } from '../../support/vectors.ts';

const own = 'kfbridge2024';

describe('sign', () => {
  it.each([
    ['V1', 'f464b24fc39322e44b38aa78f5edd27bd1441696', ['AAAAA', '1714036504', '1514711492']],
    ['V2', '899cf89e464efb63f54ddac96b0a0a235f53aa78', ['AAAAA', '1714037059', '486452656']],
    ['V3', V3.query.msg_signature, [TENCENT.token, V3.query.timestamp, V3.query.nonce, V3.encrypted]],
    ['V3, query', V3.query.signature, [TENCENT.token, V3.query.timestamp, V3.query.nonce]],
    ['V4', V4.signature, [TENCENT.token, V4.timestamp, V4.nonce, V4.encrypted]],
    ['V5', V5.signature, [V5.token, V5.timestamp, V5.nonce, V5.encrypted]],
    ['V6', V6.query.msg_signature, [own, V6.query.timestamp, V6.query.nonce, V6.encrypted]],
    ['V6, query', V6.query.signature, [own, V6.query.timestamp, V6.query.nonce]],
    ['V7', V7.signature, [own, String(V7.timestamp), V6.query.nonce, V7.encrypted]],
    ['V8', V8.wholeBlock.signature, [own, V8.wholeBlock.timestamp, V8.wholeBlock.nonce, V8.wholeBlock.encrypted]],
    ['V9', V9.query.msg_signature, [own, V9.query.timestamp, V9.query.nonce, V9.encrypted]],
  ])('gives the signature of vector %s', (_name, signature, parts) => {
    expect(sign(...parts)).toBe(signature);
  });

  it('takes the parts in any order and leaves them as they are', () => {
    const parts = ['b', 'a', '10', '9'];
    expect(sign(...parts)).toBe(sign('9', '10', 'a', 'b'));
    expect(parts).toEqual(['b', 'a', '10', '9']);
  });
});

describe('isSignedBy', () => {
  const right = sign('token', '1', '2');

  it('accepts the right signature', () => {
    expect(isSignedBy(right, 'token', '1', '2')).toBe(true);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['in upper case', right.toUpperCase()],
    ['cut', right.slice(0, 39)],
    ['longer', `${right}0`],
    ['with a blank', `${right} `],
    [
      'of wide characters that end in the same bytes',
      [...right].map((c) => String.fromCharCode(c.charCodeAt(0) + 256)).join(''),
    ],
    ['of another token', sign('nekot', '1', '2')],
  ])('refuses one that is %s', (_what, signature) => {
    expect(isSignedBy(signature, 'token', '1', '2')).toBe(false);
  });
});
