import { type Element, readXml } from '../../simulator/xml-reader.ts';
import type { Output } from '../shared/output.ts';

/** What WeChat reads in an answer: `success` or nothing at all, or a passive reply with its fields. */
export interface Answer {
  /** MsgType, or `success`. */
  type: string;
  content?: string;
  fields?: Record<string, unknown>;
  /** The decrypted body. */
  raw: string;
}

/** Read a decrypted answer. */
export function readAnswer(raw: string): Answer {
  if (raw === '' || raw === 'success') return { type: 'success', raw };
  const fields = raw.startsWith('{')
    ? (JSON.parse(raw) as Record<string, unknown>)
    : fieldsOf(readXml(raw, true).children);
  const { MsgType: type, Content: content } = fields;
  return { type: String(type), ...(content !== undefined && { content: String(content) }), fields, raw };
}

function fieldsOf(elements: Element[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { name, text, children } of elements) {
    const value = children.length > 0 ? fieldsOf(children) : text;
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}

/** The answer in a sentence or two. */
export function describeAnswer({ type, content, fields = {} }: Answer, output: Output): string {
  if (type === 'success') return output.say({ zh: '（无被动回复）', en: '(no passive reply)' });
  if (type === 'text') return content ?? '';
  if (type === 'transfer_customer_service') {
    const { KfAccount: kfAccount } = (fields.TransInfo ?? {}) as { KfAccount?: string };
    const to = kfAccount ? ` ${kfAccount}` : '';
    return output.say({ zh: `转人工客服${to}`, en: `handed off to customer service${to}` });
  }
  const { ToUserName: _to, FromUserName: _from, CreateTime: _at, MsgType: _type, ...own } = fields;
  return `${type} ${JSON.stringify(own)}`;
}
