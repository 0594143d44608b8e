import type { AccountKind } from './account.ts';
import type { Format } from './body.ts';
import { encrypt } from './cipher.ts';
import type { Message } from './messages/index.ts';
import type { OpenedPush } from './push.ts';
import type { PassiveFields } from './replies/define-reply.ts';
import { canBePassive, definitionOf, type Reply } from './replies/index.ts';
import { sign } from './signature.ts';
import { legalText } from './xml-text.ts';

/** Says that a push has arrived and has no answer. Never encrypted. */
export const SUCCESS = 'success';

/** WeChat shows one article in answer to a message, and drops the others silently. */
const MAX_ARTICLES = { message: 1, event: 8 };

/**
 * Write the answer to a message, plain, in the format of the request. `success` when there is no reply, or none that
 * such an account may answer passively: ask `canBePassive` before.
 *
 * @param now epoch seconds
 * @see 被动回复用户消息
 */
export function encodeReply(
  reply: Reply | undefined,
  message: Message,
  accountKind: AccountKind,
  format: Format,
  now: number,
): string {
  if (reply === undefined || !canBePassive(reply.kind, accountKind)) return SUCCESS;
  const maxArticles = 'event' in message ? MAX_ARTICLES.event : MAX_ARTICLES.message;
  const body = definitionOf(reply.kind).passive?.(reply, { accountKind, maxArticles });
  const fields = { ToUserName: message.openId, FromUserName: message.originalId, CreateTime: now, ...body };
  return format === 'json' ? JSON.stringify(fields, legalValue) : toXml('xml', fields);
}

/**
 * Protect an answer as its request was: encrypted with the same key and signed with the same token, or not at all.
 *
 * @param now epoch seconds
 * @see 消息加解密说明
 */
export function sealReply(push: OpenedPush, answer: string, now: number): string {
  if (push.seal === undefined || answer === SUCCESS || answer === '') return answer;
  const { key, appId, token } = push.seal;
  const encrypted = encrypt(key, appId, answer);
  const signature = sign(token, String(now), push.nonce, encrypted);
  if (push.format === 'json') {
    return JSON.stringify({ Encrypt: encrypted, MsgSignature: signature, TimeStamp: now, Nonce: push.nonce });
  }
  return (
    `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${now}</TimeStamp><Nonce><![CDATA[${cdata(push.nonce)}]]></Nonce></xml>`
  );
}

/** Compact: blanks between elements make a transfer fail. */
function toXml(name: string, value: PassiveFields[string]): string {
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}><![CDATA[${cdata(value)}]]></${name}>`;
  let inner = '';
  if (Array.isArray(value)) for (const item of value) inner += toXml('item', item);
  else for (const key in value) inner += toXml(key, (value as PassiveFields)[key] ?? '');
  return `<${name}>${inner}</${name}>`;
}

function cdata(text: string): string {
  const legal = legalText(text);
  return legal.includes(']]>') ? legal.replaceAll(']]>', ']]]]><![CDATA[>') : legal;
}

function legalValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? legalText(value) : value;
}
