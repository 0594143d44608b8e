import type { Message } from '../wechat/messages/index.ts';
import { parseSessionFrom } from './session-from.ts';

/** What a user's messages told beside what they asked: claims, not identity. */
export interface Told {
  /** What the mini program's contact button passed last. */
  sessionFrom?: string;
  /** The page of a mini program that they showed last. */
  page?: { path: string; title: string };
  /** Scene of the QR code they came by last. */
  scene?: string;
  /** Tags that the team gave them. */
  tags?: string[];
}

/** What is known of a user by name, in lower case: `product`, `region`, `vip`, `page`, `scene`, `source`, `tag`. */
export type Customer = ReadonlyMap<string, readonly string[]>;

/** Names that mean the same, by the one that rules use. */
const SYNONYMS: Record<string, string> = {
  ...named('vip', 'vipno', 'vipname', 'viplevel', '会员', '会员等级'),
  ...named('page', 'pagepath', 'path', '页面'),
  ...named('product', 'productname', 'productid', 'goods', 'goodsname', 'goodsid', 'sku', '商品', '商品名', '产品'),
  ...named('region', 'province', 'city', 'area', '地区', '省份', '城市'),
  ...named('category', 'categoryname', 'classify', '分类', '类目', '品类'),
  ...named('tag', 'tags', '标签'),
};

function named(name: string, ...others: string[]): Record<string, string> {
  return Object.fromEntries(others.map((other) => [other, name]));
}

/** What is known of a user: from earlier messages, and from this one. */
export function customerOf(before: Told, message?: Message): Customer {
  const customer = new Map<string, string[]>();
  const add = (name: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    const key = name.toLowerCase();
    for (const each of new Set([key, SYNONYMS[key] ?? key])) customer.set(each, [...(customer.get(each) ?? []), value]);
  };
  const { sessionFrom, page, scene, tags = [] } = { ...before, ...(message && toldIn(message)) };
  const session = parseSessionFrom(sessionFrom ?? '');
  for (const [name, value] of Object.entries(session.custom)) add(name, value);
  add('source', session.source);
  add('name', session.nickName);
  add('avatar', session.avatarUrl);
  add('page', page?.path);
  add('product', page?.title);
  add('scene', scene);
  for (const tag of tags) add('tag', tag);
  return customer;
}

function toldIn(message: Message): Told {
  switch (message.kind) {
    case 'enter-mini-program':
      return { sessionFrom: message.sessionFrom };
    case 'mini-program-page':
      return { page: { path: message.pagePath, title: message.title } };
    case 'subscribe':
    case 'scan':
      return message.scene ? { scene: message.scene } : {};
    default:
      return {};
  }
}

/** Whether a user is one a rule is for: each name with one of its values; `*` ends a beginning, and alone is any value. */
export function fits(customer: Customer, when: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(when).every(([name, wanted]) =>
    (customer.get(name) ?? []).some((value) => wanted.some((pattern) => fitsPattern(value, pattern))),
  );
}

function fitsPattern(value: string, pattern: string): boolean {
  const [have, want] = [value.trim().toLowerCase(), pattern.toLowerCase()];
  return want.endsWith('*') ? have.startsWith(want.slice(0, -1)) : have === want;
}
