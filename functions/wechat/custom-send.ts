import type { AccountKind } from './account.ts';
import { definitionOf, type Reply } from './replies/index.ts';
import { legalText } from './xml-text.ts';

/** To whom a custom send goes and as whom. */
export interface CustomSendOptions {
  openId: string;
  accountKind: AccountKind;
  /** Shown as the sender; official accounts only. */
  kfAccount?: string;
}

/**
 * The JSON body of `custom/send` for a reply; undefined if the kind has no such form. Ask `canBeCustomSent` before.
 *
 * @see 发送客服消息
 */
export function encodeCustomSend(
  reply: Reply,
  { openId, accountKind, kfAccount }: CustomSendOptions,
): string | undefined {
  const fields = definitionOf(reply.kind).custom?.(reply, accountKind);
  if (fields === undefined) return undefined;
  const sender = kfAccount !== undefined && accountKind !== 'mini-program';
  const body = { touser: openId, ...fields, ...(sender && { customservice: { kf_account: kfAccount } }) };
  // What JSON can only write as an escape (control characters, lone surrogates) WeChat may refuse with 40033.
  return JSON.stringify(body, (_key, value: unknown) => (typeof value === 'string' ? legalText(value) : value));
}
