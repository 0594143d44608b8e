import type { AccountKind } from './account.ts';

/** What a group send says. Official accounts send a message, mini programs a subscribe message. */
export type GroupMessage =
  | { kind: 'text'; content: string }
  | { kind: 'image' | 'voice' | 'article'; mediaId: string }
  | { kind: 'subscribe-message'; templateId: string; page?: string; data: Record<string, string> };

export type GroupSendStatus = 'running' | 'paused' | 'done' | 'failed';

/** One reply to many: who still gets it, and what became of it. */
export interface GroupSend {
  account: string;
  /** At most 40 characters: part of what WeChat knows a repeat by. */
  id: string;
  message: GroupMessage;
  status: GroupSendStatus;
  createdAt: number;
  /** Nothing is sent before, epoch seconds. */
  startAt: number;
  finishedAt?: number;
  recipients: number;
  /** How many lists the recipients are in, and which list and which of its people come next. */
  lists: number;
  list: number;
  position: number;
  /** WeChat took it; it refused; nobody knows; it was not tried, since they allow it no more. */
  accepted: number;
  refused: number;
  unknown: number;
  skipped: number;
  /** What WeChat made of each list of an official account. */
  jobs: GroupJob[];
  /** Why it failed, or waits. */
  note?: string;
}

/** One call of an official account. */
export interface GroupJob {
  jobId: string;
  list: number;
  acceptedAt: number;
  recipients: number;
  /** As MASSSENDJOBFINISH told it. */
  status?: string;
  sent?: number;
  failed?: number;
}

/** WeChat's limits. @see 群发接口 */
export const GROUP_LIMITS = {
  /** People of one call. */
  fewest: 2,
  most: 10_000,
  /** Messages that one person gets from a service account in a calendar month of China. */
  perMonth: 4,
} as const;

/** Calls a day. @see 群发接口 */
export const CALLS_PER_DAY: Record<AccountKind, number> = { subscription: 1, service: 100, 'mini-program': 0 };

/** Recipients in lists as even as can be: WeChat takes no list of one. */
export function listsOf(openIds: readonly string[], most: number = GROUP_LIMITS.most): string[][] {
  const lists = Math.ceil(openIds.length / most);
  const size = Math.ceil(openIds.length / Math.max(1, lists));
  return Array.from({ length: lists }, (_, at) => openIds.slice(at * size, (at + 1) * size));
}

/** What makes WeChat refuse a list twice; at most 64 bytes. */
export const clientIdOf = ({ id }: GroupSend, list: number): string => `${id}-${list}`;

const CHINA_OFFSET = 8 * 3600;

/** Day and month in China: what WeChat counts by. */
export const chinaDay = (at: number): string => new Date((at + CHINA_OFFSET) * 1000).toISOString().slice(0, 10);
export const chinaMonth = (at: number): string => chinaDay(at).slice(0, 7);

/** A minute after the next midnight of China. */
export const nextChinaDay = (at: number): number =>
  Math.floor((at + CHINA_OFFSET) / 86_400 + 1) * 86_400 - CHINA_OFFSET + 60;

/** Calls that the account has made today. */
export const callsToday = (sends: readonly GroupSend[], now: number): number =>
  sends.flatMap(({ jobs }) => jobs).filter(({ acceptedAt }) => chinaDay(acceptedAt) === chinaDay(now)).length;

/** Who has had all that a month allows. */
export function exhausted(lists: readonly (readonly string[])[]): Set<string> {
  const counts = new Map<string, number>();
  for (const openId of lists.flat()) counts.set(openId, (counts.get(openId) ?? 0) + 1);
  return new Set([...counts].flatMap(([openId, count]) => (count >= GROUP_LIMITS.perMonth ? [openId] : [])));
}

/** A group send after one person of a mini program was tried. */
export function tried(send: GroupSend, outcome: 'accepted' | 'refused' | 'unknown' | 'skipped'): GroupSend {
  return { ...send, [outcome]: send[outcome] + 1 };
}

/** The next list, or the end. */
export function afterList(send: GroupSend, now: number): GroupSend {
  const { note: _note, ...rest } = send;
  const next = { ...rest, list: send.list + 1, position: 0 };
  return next.list < send.lists ? next : { ...next, status: 'done', finishedAt: now };
}
