import { SignatureError } from '../errors.ts';
import type { CallbackCredentials } from './account.ts';
import { exceeds, type Format, formatOf, optionalText, parseBody, type WireFields } from './body.ts';
import { type CipherKey, createCipherKey, decrypt } from './cipher.ts';
import { isSignedBy } from './signature.ts';

/** Base64 makes 88 KB of the largest message; the compat mode sends it once more in the clear. */
const MAX_ENCRYPTED_BODY_BYTES = 256 * 1024;
/** Older requests are replays, younger ones a wrong clock. */
const MAX_AGE_SECONDS = 300;

/** The query string of a callback request, decoded. */
export type CallbackQuery = { readonly [name: string]: string | undefined };

/** What seals the answer like the request: the token that signed it and the key that opened it. */
export interface Seal {
  appId: string;
  token: string;
  key: CipherKey;
}

/** A push that is authentic, addressed to the account, decrypted and parsed. */
export interface OpenedPush {
  fields: WireFields;
  /** The answer takes the same. */
  format: Format;
  nonce: string;
  /** Set if the push came encrypted: then the answer goes encrypted. */
  seal?: Seal;
}

/** A push for another account than the one whose URL it came to. */
export class WrongAccountError extends SignatureError {
  override readonly code = 'wrong-account';
  /** ToUserName as received; fit for a log. */
  readonly received: string;
  constructor(received: string) {
    super('ToUserName is not the originalId of this account');
    this.received = received.slice(0, 40);
  }
}

/**
 * Open what WeChat posted: verify it, decrypt it, parse it. Nothing of the body but `Encrypt` is looked at before its
 * signature is known to be right. Keys are kept per credentials object: pass the same one again.
 *
 * @param body the exact text received
 * @param now epoch seconds
 * @throws {SignatureError} if it is to be refused: unsigned, wrongly signed, stale, less protected than the account asks
 * for, or another account's
 * @throws {ProtocolError} if it is authentic but malformed or too large
 * @see 消息推送, 消息加解密说明
 */
export function openPush(account: CallbackCredentials, query: CallbackQuery, body: string, now: number): OpenedPush {
  const push =
    query.encrypt_type === 'aes' ? openEncrypted(account, query, body, now) : openPlain(account, query, body, now);
  const to = optionalText(push.fields, 'ToUserName');
  if (to !== account.originalId) throw new WrongAccountError(to ?? '');
  return push;
}

/**
 * The answer to WeChat's check of the URL: `echostr`, as it is or decrypted.
 *
 * @throws {SignatureError} if the request is not WeChat's
 * @see 消息推送, the first step: 填写服务器配置
 */
export function verifyUrl(account: CallbackCredentials, query: CallbackQuery, now: number): string {
  const { echostr } = query;
  if (echostr === undefined) throw new SignatureError('echostr is missing');
  if (query.msg_signature === undefined) {
    signedBy(account, query, query.signature, now);
    return echostr;
  }
  // A plus sign of base64 may have been read as a blank.
  const encrypted = echostr.replaceAll(' ', '+');
  signedBy(account, query, query.msg_signature, now, encrypted);
  return decryptWith(account, encrypted).plain;
}

/** In the plain mode only: every other account refuses what is not encrypted. The signature covers no body there. */
function openPlain(account: CallbackCredentials, query: CallbackQuery, body: string, now: number): OpenedPush {
  if (account.encryption !== 'plain') throw new SignatureError('the account takes encrypted pushes only');
  signedBy(account, query, query.signature, now);
  const format = formatOf(body);
  return { fields: parseBody(body, format), format, nonce: query.nonce ?? '' };
}

/** Whatever else the body says in the clear is not signed, and not read. */
function openEncrypted(account: CallbackCredentials, query: CallbackQuery, body: string, now: number): OpenedPush {
  if (exceeds(body, MAX_ENCRYPTED_BODY_BYTES)) throw new SignatureError('the body is larger than any of WeChat');
  const encrypted = encryptedIn(body);
  const token = signedBy(account, query, query.msg_signature, now, encrypted);
  const { plain, key } = decryptWith(account, encrypted);
  const format = formatOf(plain);
  const seal = { appId: account.appId, token, key };
  return { fields: parseBody(plain, format), format, nonce: query.nonce ?? '', seal };
}

const ENCRYPT_XML = { open: '<Encrypt>', cdata: '<![CDATA[', close: '</Encrypt>' };
const ENCRYPT_JSON = /^"Encrypt"\s*:\s*"([^"]*)"/;

/** The base64 of Encrypt, found without parsing: the body is anybody's until its signature was checked. */
function encryptedIn(body: string): string {
  const found = formatOf(body) === 'json' ? encryptedInJson(body) : encryptedInXml(body);
  if (!found) throw new SignatureError('Encrypt is missing');
  return found;
}

// Both take the last one: in the compat mode the user's own text stands before it, and may spell anything.

function encryptedInXml(body: string): string | undefined {
  const { open, cdata, close } = ENCRYPT_XML;
  const at = body.lastIndexOf(open);
  const end = body.indexOf(close, at);
  if (at < 0 || end < 0) return undefined;
  const inner = body.slice(at + open.length, end).trim();
  return inner.startsWith(cdata) ? inner.slice(cdata.length, -3) : inner;
}

function encryptedInJson(body: string): string | undefined {
  return ENCRYPT_JSON.exec(body.slice(body.lastIndexOf('"Encrypt"')))?.[1]?.replace(ESCAPE, unescaped);
}

/** Some writers of JSON escape slashes, others `+` and `=`. */
const ESCAPE = /\\(?:u([0-9a-f]{4})|(\/))/gi;
const unescaped = (_escape: string, code: string | undefined, slash: string): string =>
  code === undefined ? slash : String.fromCharCode(Number.parseInt(code, 16));

/** The token, current or previous, that signed the request. */
function signedBy(
  account: CallbackCredentials,
  query: CallbackQuery,
  signature: string | undefined,
  now: number,
  ...more: string[]
): string {
  const { timestamp = '', nonce = '' } = query;
  const tokens = account.previousToken === undefined ? [account.token] : [account.token, account.previousToken];
  const token = tokens.find((candidate) => isSignedBy(signature, candidate, timestamp, nonce, ...more));
  if (token === undefined) throw new SignatureError('the signature is missing or wrong');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > MAX_AGE_SECONDS) {
    throw new SignatureError('the timestamp is not within 5 minutes');
  }
  return token;
}

function decryptWith(account: CallbackCredentials, encrypted: string): { plain: string; key: CipherKey } {
  const { current, previous } = keysOf(account);
  try {
    return { plain: decrypt(current, account.appId, encrypted), key: current };
  } catch (error) {
    if (previous === undefined) throw error;
    return { plain: decrypt(previous, account.appId, encrypted), key: previous };
  }
}

interface CipherKeys {
  current: CipherKey;
  previous?: CipherKey;
}
const keysByAccount = new WeakMap<CallbackCredentials, CipherKeys>();

function keysOf(account: CallbackCredentials): CipherKeys {
  let keys = keysByAccount.get(account);
  if (keys === undefined) {
    keys = { current: createCipherKey(account.encodingAesKey) };
    if (account.previousEncodingAesKey !== undefined) keys.previous = createCipherKey(account.previousEncodingAesKey);
    keysByAccount.set(account, keys);
  }
  return keys;
}
