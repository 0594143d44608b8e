import type { Conversation } from './conversation.ts';
import { customerOf } from './customer.ts';

/** What a card tells of a customer, by the names that rules use; claims, but for the tags. */
const FIELDS: readonly [name: string, label: string][] = [
  ['name', '客户'],
  ['avatar', '头像'],
  ['vip', 'VIP'],
  ['tag', '标签'],
  ['source', '来源'],
  ['scene', '二维码'],
  ['product', '产品'],
  ['category', '分类'],
  ['page', '页面'],
  ['region', '地区'],
  ['phone', '电话'],
];
const VALUE_LENGTH = 120;

/** What WeChat's own desk does not show of a customer, line by line: nothing when nothing is known. */
export function customerLines(
  { told, said = [], servedBy, question }: Omit<Conversation, 'state' | 'rests'>,
  asked: readonly string[] = [],
): string[] {
  const customer = customerOf(told ?? {});
  const known = FIELDS.flatMap(([name, label]) => {
    const values = [...new Set(customer.get(name))];
    return values.length === 0 ? [] : [`${label}：${values.join('、').slice(0, VALUE_LENGTH)}`];
  });
  const earlier = said.filter((text) => question === undefined || !isBeginning(text, question.text));
  return [
    ...known,
    ...asked,
    ...(earlier.length === 0 ? [] : ['最近消息：', ...earlier.map((text) => `· ${text}`)]),
    ...(servedBy === undefined ? [] : [`上次接待：${servedBy}`]),
  ];
}

/** The question is shown whole, not as one of the messages as well. */
const isBeginning = (text: string, whole: string): boolean => whole.startsWith(text.replace(/…$/, ''));
