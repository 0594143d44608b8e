import { type Channel, type Contact, facet, facetsOf } from './contact.ts';

/** Which contacts are wanted: every condition that is given has to hold. */
export interface ContactFilter {
  /** Each of them. */
  tags?: string[];
  source?: string;
  scene?: string;
  channel?: Channel;
  kfAccount?: string;
  product?: string;
  /** Path of a mini program's page, without what follows `?`. */
  page?: string;
  /** Epoch seconds; `...From` is included, `...Until` is not. */
  lastSeenFrom?: number;
  lastSeenUntil?: number;
  firstSeenFrom?: number;
  firstSeenUntil?: number;
  /** Whether they ever asked for a human. */
  handedOff?: boolean;
  /** Whether they follow the official account. */
  subscribed?: boolean;
  /** Subscribe message that may be sent to them. */
  optIn?: string;
  /** By name: what their session-from says, and our free fields. */
  claims?: Record<string, string>;
  fields?: Record<string, string>;
  /** Part of the remark, the name or an OpenID. */
  text?: string;
}

/** The conditions that an index answers. */
export function indexedConditions(filter: ContactFilter): string[] {
  const { tags = [], source, scene, channel, kfAccount, product, page } = filter;
  return [
    ...tags.map((tag) => facet('tag', tag)),
    ...(scene === undefined ? [] : [facet('scene', scene)]),
    ...(product === undefined ? [] : [facet('product', product)]),
    ...(page === undefined ? [] : [facet('page', page)]),
    ...(kfAccount === undefined ? [] : [facet('kfAccount', kfAccount)]),
    ...(source === undefined ? [] : [facet('source', source)]),
    ...(channel === undefined ? [] : [facet('channel', channel)]),
  ];
}

/** Whether a contact meets a filter. */
export function meets(contact: Contact, filter: ContactFilter): boolean {
  const facets = new Set(facetsOf(contact));
  return (
    indexedConditions(filter).every((condition) => facets.has(condition)) &&
    within(contact.lastSeenAt, filter.lastSeenFrom, filter.lastSeenUntil) &&
    within(contact.firstSeenAt, filter.firstSeenFrom, filter.firstSeenUntil) &&
    (filter.handedOff === undefined || contact.handOffs > 0 === filter.handedOff) &&
    (filter.subscribed === undefined || (contact.follower?.subscribed ?? false) === filter.subscribed) &&
    (filter.optIn === undefined || (contact.optIns[filter.optIn] ?? 0) > 0) &&
    holds(contact.claims, filter.claims) &&
    holds(contact.fields, filter.fields) &&
    (filter.text === undefined || mentions(contact, filter.text))
  );
}

const within = (at: number, from = 0, until = Number.POSITIVE_INFINITY): boolean => at >= from && at < until;

const holds = (known: Record<string, string>, wanted: Record<string, string> = {}): boolean =>
  Object.entries(wanted).every(([name, value]) => known[name] === value);

const mentions = ({ remark = '', claims, openId }: Contact, text: string): boolean =>
  [remark, claims.nickName ?? '', claims.vipName ?? '', openId].some((part) =>
    part.toLowerCase().includes(text.toLowerCase()),
  );
