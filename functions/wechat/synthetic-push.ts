import { SignatureError } from '../errors.ts';
import type { CallbackCredentials } from './account.ts';
import { parseBody, text, type WireFields } from './body.ts';
import { createCipherKey, decrypt, encrypt } from './cipher.ts';
import type { CallbackQuery } from './push.ts';
import { isSignedBy, sign } from './signature.ts';

/** A push as an HTTP request. */
export interface SyntheticPush {
  query: CallbackQuery;
  body: string;
}

/**
 * A push that only looks like WeChat's: encrypted and signed as in the safe mode.
 *
 * @param fields numbers as they are, texts without `]]>`
 * @param now epoch seconds
 * @see 消息加解密说明
 */
export function syntheticPush(
  { token, encodingAesKey, appId, originalId }: CallbackCredentials,
  fields: Record<string, string | number>,
  now: number,
  nonce: string,
): SyntheticPush {
  const plain = Object.entries({ ToUserName: originalId, CreateTime: now, ...fields })
    .map(([name, value]) => `<${name}>${typeof value === 'number' ? value : `<![CDATA[${value}]]>`}</${name}>`)
    .join('');
  const encrypted = encrypt(createCipherKey(encodingAesKey), appId, `<xml>${plain}</xml>`);
  const timestamp = String(now);
  return {
    query: {
      signature: sign(token, timestamp, nonce),
      timestamp,
      nonce,
      encrypt_type: 'aes',
      msg_signature: sign(token, timestamp, nonce, encrypted),
    },
    body: `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  };
}

/**
 * The fields of an encrypted answer, read as WeChat reads it.
 *
 * @throws {SignatureError} if it is not signed and encrypted with the account's token and key
 * @throws {ProtocolError} if it is malformed
 */
export function openSyntheticAnswer({ token, encodingAesKey, appId }: CallbackCredentials, body: string): WireFields {
  const envelope = parseBody(body, 'xml');
  const [encrypted, timestamp, nonce] = [
    text(envelope, 'Encrypt'),
    text(envelope, 'TimeStamp'),
    text(envelope, 'Nonce'),
  ];
  if (!isSignedBy(text(envelope, 'MsgSignature'), token, timestamp, nonce, encrypted)) {
    throw new SignatureError('the answer is not signed with the token of the account');
  }
  return parseBody(decrypt(createCipherKey(encodingAesKey), appId, encrypted), 'xml');
}
