/**
 * The encrypted envelope of an answer.
 *
 * @see 消息加解密说明 > 回复消息: encrypted and signed with a TimeStamp and Nonce of its own
 */
import { decrypt, sign } from './seal.ts';
import type { AccountSettings } from './types.ts';
import { readXml, UnreadableAnswer } from './xml-reader.ts';

/** Answers that are sent as they are in every mode. */
export const LITERALS = ['', 'success'];

/**
 * The plain answer, decrypted where the account's mode asks for it.
 *
 * @throws UnreadableAnswer
 */
export function openAnswer(settings: AccountSettings, body: string): string {
  if (settings.encryption === 'plain' || LITERALS.includes(body)) return body;
  const fields = envelopeOf(settings, body);
  if (!fields?.Encrypt) {
    if (settings.encryption === 'compat') return body;
    throw new UnreadableAnswer('not-encrypted', 'the account is in safe mode, the answer is not encrypted');
  }
  return openEnvelope(settings, fields);
}

function openEnvelope(settings: AccountSettings, fields: Record<string, string>): string {
  const { Encrypt = '', MsgSignature, TimeStamp, Nonce } = fields;
  for (const [name, value] of Object.entries({ MsgSignature, TimeStamp, Nonce }))
    if (!value) throw new UnreadableAnswer('envelope-incomplete', `the envelope has no ${name}`);
  if (sign(settings.token, TimeStamp ?? '', Nonce ?? '', Encrypt) !== MsgSignature)
    throw new UnreadableAnswer('wrong-signature', 'MsgSignature does not match Token, TimeStamp, Nonce and Encrypt');
  const { message, appId } = unseal(settings, Encrypt);
  if (appId !== settings.appId)
    throw new UnreadableAnswer('wrong-app-id', `the encrypted answer ends in ${appId}, not in ${settings.appId}`);
  return message;
}

function unseal(settings: AccountSettings, sealed: string) {
  try {
    return decrypt(sealed, settings.encodingAesKey);
  } catch (error) {
    throw new UnreadableAnswer('not-decryptable', `Encrypt cannot be decrypted: ${String(error)}`);
  }
}

function envelopeOf({ format }: AccountSettings, body: string): Record<string, string> | undefined {
  if (format === 'json') {
    const fields: unknown = parseJson(body);
    return Object.fromEntries(Object.entries(fields as object).map(([name, value]) => [name, String(value)]));
  }
  if (!body.trimStart().startsWith('<')) throw new UnreadableAnswer('wrong-format', 'XML was expected');
  return Object.fromEntries(readXml(body, true).children.map(({ name, text }) => [name, text]));
}

/**
 * An answer in JSON, which must be an object.
 *
 * @throws UnreadableAnswer
 */
export function parseJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new UnreadableAnswer('wrong-format', 'a JSON object was expected');
}
