import type { CallbackCredentials } from '../../functions/wechat/account.ts';
import type { Format } from '../../functions/wechat/body.ts';
import { createCipherKey, decrypt, encrypt } from '../../functions/wechat/cipher.ts';
import { sign } from '../../functions/wechat/signature.ts';

/** The time every builder of the tests starts from, epoch seconds. */
export const NOW = 1_700_000_000;

/** Fields of a body as WeChat writes them: numbers bare, an array as repeated elements. */
export type WireBody = { [name: string]: string | number | WireBody | WireBody[] };

/** A callback request, as our gateway receives it. */
export interface PushRequest {
  query: Record<string, string>;
  body: string;
}

export interface PushOptions {
  format?: Format;
  /** Epoch seconds in the query. */
  timestamp?: number | string;
  nonce?: string;
  openId?: string;
}

/** Sign and, as the account's mode asks, encrypt a body like WeChat does. */
export function aPush(account: CallbackCredentials, body: WireBody | string, options: PushOptions = {}): PushRequest {
  const { format = 'xml', nonce = '1320562132', openId = 'oABCD1234567890abcdefghijklm' } = options;
  const timestamp = String(options.timestamp ?? NOW);
  const plain = typeof body === 'string' ? body : writeBody(body, format);
  const query = { signature: sign(account.token, timestamp, nonce), timestamp, nonce, openid: openId };
  if (account.encryption === 'plain') return { query, body: plain };
  const encrypted = encrypt(createCipherKey(account.encodingAesKey), account.appId, plain);
  const signature = sign(account.token, timestamp, nonce, encrypted);
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: signature },
    body: envelope(account, plain, encrypted, format),
  };
}

function envelope(account: CallbackCredentials, plain: string, encrypted: string, format: Format): string {
  if (account.encryption === 'safe') return writeBody({ ToUserName: account.originalId, Encrypt: encrypted }, format);
  return format === 'json'
    ? plain.replace(/\}$/, `,"Encrypt":"${encrypted}"}`)
    : plain.replace(/<\/xml>$/, `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`);
}

/** A body in XML or JSON, as WeChat spells it. */
export function writeBody(body: WireBody, format: Format): string {
  return format === 'json' ? JSON.stringify(body) : `<xml>${Object.entries(body).map(element).join('')}</xml>`;
}

function element([name, value]: [string, WireBody[string]]): string {
  if (Array.isArray(value)) return value.map((each) => element([name, each])).join('');
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
  return `<${name}>${Object.entries(value).map(element).join('')}</${name}>`;
}

/** What WeChat reads in our answer: checks the signature and decrypts, where the answer is encrypted. */
export function openAnswer(account: CallbackCredentials, answer: string): string {
  const encrypted = fieldOf(answer, 'Encrypt');
  if (encrypted === undefined) return answer;
  const parts = ['TimeStamp', 'Nonce'].map((name) => fieldOf(answer, name) ?? '');
  const signature = sign(account.token, ...parts, encrypted);
  if (fieldOf(answer, 'MsgSignature') !== signature) throw new Error('the answer is wrongly signed');
  return decrypt(createCipherKey(account.encodingAesKey), account.appId, encrypted);
}

/** A field of a flat answer, XML or JSON. */
export function fieldOf(body: string, name: string): string | undefined {
  return new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>|"${name}":"?([^",}]*)`, 's')
    .exec(body)
    ?.slice(1)
    .find((found) => found !== undefined);
}
