/** A push as an HTTP request: signed, and encrypted as the account is set. */
import { randomInt } from 'node:crypto';
import type { CallbackRequest } from './callback-transport.ts';
import { encrypt, sign } from './seal.ts';
import type { AccountSettings } from './types.ts';
import { toJson, toXml } from './wire.ts';

/** A fresh signature over a fresh timestamp and nonce. */
export function signedQuery(settings: AccountSettings, now: number) {
  const timestamp = String(now);
  const nonce = String(randomInt(100_000_000, 2_000_000_000));
  return { signature: sign(settings.token, timestamp, nonce), timestamp, nonce };
}

/**
 * The POST that carries a plain body.
 *
 * @see 消息加解密说明: safe mode hides everything but ToUserName; compat mode sends the plain fields as well
 */
export function pushRequest(settings: AccountSettings, openId: string, body: string, now: number): CallbackRequest {
  const query = { ...signedQuery(settings, now), openid: openId };
  const request = { account: settings.name, method: 'POST' as const, headers: headersOf(settings) };
  if (settings.encryption === 'plain') return { ...request, query, body };
  const sealed = encrypt(body, settings.encodingAesKey, settings.appId);
  const msg_signature = sign(settings.token, query.timestamp, query.nonce, sealed);
  return {
    ...request,
    query: { ...query, encrypt_type: 'aes', msg_signature },
    body: settings.encryption === 'safe' ? envelope(settings, sealed) : withEnvelope(settings, body, sealed),
  };
}

const headersOf = ({ format }: AccountSettings) => ({
  'content-type': format === 'json' ? 'application/json' : 'text/xml',
  'user-agent': 'Mozilla/4.0',
  accept: '*/*',
});

const envelope = (settings: AccountSettings, sealed: string) =>
  (settings.format === 'json' ? toJson : toXml)({ ToUserName: settings.originalId, Encrypt: sealed });

const withEnvelope = ({ format }: AccountSettings, body: string, sealed: string) =>
  format === 'json'
    ? `${body.slice(0, -1)},"Encrypt":${JSON.stringify(sealed)}}`
    : body.replace(/\n?<\/xml>$/, `\n<Encrypt><![CDATA[${sealed}]]></Encrypt>\n</xml>`);
