import type { AccountKind } from './account.ts';
import type { CustomFields } from './replies/define-reply.ts';
import { definitionOf, type Reply } from './replies/index.ts';
import { splitText } from './split-text.ts';
import { legalText } from './xml-text.ts';

/**
 * A reply as `custom/send` takes it, without `touser`; undefined if the kind has no such form (`canBeCustomSent` tells
 * for which accounts it has).
 *
 * @see 发送客服消息
 */
export function encodeCustomSend(reply: Reply, accountKind: AccountKind): CustomFields | undefined {
  const fields = definitionOf(reply.kind).custom?.(reply, accountKind);
  // JSON writes control characters and lone surrogates as escapes, which WeChat may refuse with 40033.
  return fields && (legal(fields) as CustomFields);
}

/**
 * The same as as many sends as it takes, in order: a long text is cut into parts. Empty if the kind has no such form.
 *
 * @see 发送客服消息, 45002
 */
export function encodeCustomSends(reply: Reply, accountKind: AccountKind): CustomFields[] {
  const parts = reply.kind === 'text' ? splitText(reply.content).map((content) => ({ ...reply, content })) : [reply];
  return parts.flatMap((part) => encodeCustomSend(part, accountKind) ?? []);
}

function legal(value: unknown): unknown {
  if (typeof value === 'string') return legalText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(legal);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, legal(each)]));
}
