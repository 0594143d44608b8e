import type { Fact } from './fact.ts';
import type { Mode } from './mode.ts';
import { parseSessionFrom } from './session-from.ts';

/** How a user first came. */
export type Channel = 'qr-code' | 'follow' | 'mini-program' | 'message' | 'menu' | 'other';
export const CHANNELS = ['qr-code', 'follow', 'mini-program', 'message', 'menu', 'other'] as const satisfies Channel[];

/** A page of a mini program that somebody looked at. */
export interface SeenPage {
  path: string;
  title?: string;
}

/** What is known of a person within one account. Personal data. */
export interface Contact {
  account: string;
  openId: string;
  /** CreateTime of the first and of the newest message, epoch seconds. */
  firstSeenAt: number;
  lastSeenAt: number;
  channel: Channel;
  /** Where they came from last: a QR scene, or the source of a session-from. */
  source?: string;
  /** QR scenes, newest first. */
  scenes: string[];
  /** What the mini program's client said of them: claims, not identity. */
  claims: Record<string, string>;
  /** Newest first. */
  products: string[];
  pages: SeenPage[];
  /** Who served them last, and since when. */
  kfAccount?: string;
  servedAt?: number;
  /** How often they asked for a human, and how often one came. */
  handOffs: number;
  handedOffAt?: number;
  sessions: number;
  /** Subscribe messages that may still be sent to them, by template. */
  optIns: Record<string, number>;
  /** Ours: typed by people. */
  remark?: string;
  tags: string[];
  fields: Record<string, string>;
  /** What WeChat tells of a follower of an official account. */
  follower?: FollowerFacts;
}

/** What WeChat tells of a follower; no name and no picture since December 2021. */
export interface FollowerFacts {
  subscribed: boolean;
  subscribedAt?: number;
  unionId?: string;
  /** `ADD_SCENE_QR_CODE` and the like. */
  subscribeScene?: string;
  /** When WeChat was asked, epoch seconds. */
  askedAt: number;
}

/** One change of a conversation, as far as it tells something of the person. */
export interface ConversationChange {
  /** CreateTime of the newest message. */
  lastAt: number;
  /** How they came, judged by the windows that are open. */
  channel: Channel;
  /** Before and after the change. */
  modes: { before: Mode; after: Mode };
  /** Who serves them after the change. */
  kfAccount?: string;
  source?: string;
  /** Facts that this change brought. */
  facts: Fact[];
}

const LIST_LENGTH = 20;
const OPT_INS_OF_A_TEMPLATE = 50;
const PRODUCT_KEYS = /^(product|productid|productname|goods|goodsid|goodsname|sku|商品|商品名|产品)$/i;
const PAGE_KEYS = /^(page|pagepath|path|页面)$/i;

/** A contact after a change of their conversation; the first change makes them. What people typed stays as it is. */
export function follow(
  contact: Contact | undefined,
  key: Pick<Contact, 'account' | 'openId'>,
  change: ConversationChange,
): Contact {
  const known = contact ?? newContact(key, change);
  return change.facts.reduce(learn, served(seen(known, change), change));
}

/** What is known of somebody of whom nothing is known. */
export const nothingKnown = () =>
  ({
    channel: 'other',
    scenes: [],
    claims: {},
    products: [],
    pages: [],
    handOffs: 0,
    sessions: 0,
    optIns: {},
    tags: [],
    fields: {},
  }) satisfies Partial<Contact>;

const newContact = ({ account, openId }: Pick<Contact, 'account' | 'openId'>, change: ConversationChange): Contact => ({
  ...nothingKnown(),
  account,
  openId,
  firstSeenAt: change.lastAt,
  lastSeenAt: change.lastAt,
  channel: change.channel,
});

const seen = (contact: Contact, { lastAt, source }: ConversationChange): Contact => ({
  ...contact,
  firstSeenAt: Math.min(contact.firstSeenAt, lastAt),
  lastSeenAt: Math.max(contact.lastSeenAt, lastAt),
  ...(source !== undefined && { source }),
});

/** A hand-off begins with waiting, a session with an agent; who hands a user on ends no session. */
function served(contact: Contact, { modes, kfAccount, lastAt }: ConversationChange): Contact {
  const waits = modes.after === 'waiting' && modes.before !== 'waiting';
  const begins = modes.after === 'human' && modes.before !== 'human';
  return {
    ...contact,
    ...(waits && { handOffs: contact.handOffs + 1, handedOffAt: lastAt }),
    ...(begins && { sessions: contact.sessions + 1 }),
    ...(modes.after === 'human' && kfAccount !== undefined && { kfAccount, servedAt: lastAt }),
  };
}

function learn(contact: Contact, fact: Fact): Contact {
  switch (fact.kind) {
    case 'session-from':
      return learnClaims(contact, fact.text);
    case 'page':
      return sawPage(contact, { path: fact.path, ...(fact.title && { title: fact.title }) });
    case 'scene':
      return cameByCode(contact, fact.scene);
    case 'subscribe-messages':
      return { ...contact, optIns: fact.templates.reduce(optIn, contact.optIns) };
    case 'job-finished':
    case 'erase':
    case 'modified':
      return contact;
  }
}

/** That a new follower came by a code is told after the follow itself. */
function cameByCode(contact: Contact, scene: string): Contact {
  const isNew = contact.channel === 'follow' && contact.firstSeenAt === contact.lastSeenAt;
  const channel = isNew ? 'qr-code' : contact.channel;
  return { ...contact, channel, scenes: newestFirst(contact.scenes, scene) };
}

function learnClaims(contact: Contact, text: string): Contact {
  const { nickName, avatarUrl, custom } = parseSessionFrom(text);
  const claims = { ...contact.claims, ...custom, ...(nickName && { nickName }), ...(avatarUrl && { avatarUrl }) };
  const named = (keys: RegExp) => Object.entries(custom).flatMap(([key, value]) => (keys.test(key) ? [value] : []));
  const products = named(PRODUCT_KEYS).reduce(newestFirst, contact.products);
  const bounded = Object.fromEntries(Object.entries(claims).slice(-64));
  return named(PAGE_KEYS).reduce((known, path) => sawPage(known, { path }), { ...contact, claims: bounded, products });
}

function sawPage(contact: Contact, page: SeenPage): Contact {
  if (page.path === '') return contact;
  const others = contact.pages.filter(({ path }) => path !== page.path);
  return { ...contact, pages: [page, ...others].slice(0, LIST_LENGTH) };
}

const newestFirst = (list: string[], value: string): string[] =>
  value === '' ? list : [value, ...list.filter((other) => other !== value)].slice(0, LIST_LENGTH);

/** Each yes allows one message more; a no takes all of them back. */
function optIn(optIns: Record<string, number>, { id, accepted }: { id: string; accepted: boolean }) {
  const { [id]: count = 0, ...others } = optIns;
  return accepted ? { ...others, [id]: Math.min(count + 1, OPT_INS_OF_A_TEMPLATE) } : others;
}

/** The part of a mini program's path that names the page. */
const pageName = (path: string): string => path.split('?', 1)[0] ?? '';

/** By what contacts are found fast. */
export const FACETS = ['tag', 'source', 'scene', 'channel', 'kfAccount', 'product', 'page'] as const;
export type FacetName = (typeof FACETS)[number];

/** Text of a facet: `tag#VIP`. */
export const facet = (name: FacetName, value: string): string => `${name}#${value.slice(0, 256)}`;

/** Everything that a contact is found by. */
export function facetsOf(contact: Contact): string[] {
  const { tags, source, scenes, channel, kfAccount, products, pages } = contact;
  return [
    ...tags.map((tag) => facet('tag', tag)),
    ...(source ? [facet('source', source)] : []),
    ...scenes.map((scene) => facet('scene', scene)),
    facet('channel', channel),
    ...(kfAccount ? [facet('kfAccount', kfAccount)] : []),
    ...products.map((product) => facet('product', product)),
    ...new Set(pages.map(({ path }) => facet('page', pageName(path)))),
  ];
}
