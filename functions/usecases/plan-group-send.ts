import type { AccountKind } from '../domain/account.ts';
import type { ContactFilter } from '../domain/contact-filter.ts';
import {
  CALLS_PER_DAY,
  callsToday,
  chinaMonth,
  exhausted,
  GROUP_LIMITS,
  type GroupMessage,
  type GroupSend,
  listsOf,
} from '../domain/group-send.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { GroupSendStore } from '../ports/group-send-store.ts';

export interface PlanGroupSendDeps {
  contacts: Pick<ContactStore, 'list'>;
  groupSends: GroupSendStore;
  clock: Clock;
}

/** Who would get a group send, and what it would take. */
export interface GroupSendPlan {
  openIds: string[];
  /** Contacts that meet the filter. */
  found: number;
  /** Left out: they do not follow, or allow it no more; or have had all that the month allows. */
  unreachable: number;
  exhausted: number;
  /** Calls of an official account, and how many it may still make today. */
  calls: number;
  callsLeftToday: number;
}

const LISTED = 200;
/** Recipients of one list of a mini program: they are sent to one by one. */
const LIST_OF_PEOPLE = 2_000;

/** Find the recipients and count them against WeChat's quotas. Nothing is sent. */
export async function planGroupSend(
  deps: PlanGroupSendDeps,
  account: string,
  kind: AccountKind,
  filter: ContactFilter,
  message: GroupMessage,
): Promise<GroupSendPlan> {
  const now = Math.floor(deps.clock() / 1000);
  const sends = await deps.groupSends.all(account);
  const had = kind === 'service' ? await hadThisMonth(deps, account, sends, now) : new Set<string>();
  const plan: GroupSendPlan = { openIds: [], found: 0, unreachable: 0, exhausted: 0, calls: 0, callsLeftToday: 0 };
  let after: string | undefined;
  do {
    const page = await deps.contacts.list(account, filter, { limit: LISTED, ...(after !== undefined && { after }) });
    for (const contact of page.contacts) {
      plan.found++;
      const allows =
        message.kind === 'subscribe-message'
          ? (contact.optIns[message.templateId] ?? 0) > 0
          : contact.follower?.subscribed !== false;
      if (!allows) plan.unreachable++;
      else if (had.has(contact.openId)) plan.exhausted++;
      else plan.openIds.push(contact.openId);
    }
    after = page.next;
  } while (after !== undefined);
  if (kind === 'mini-program') return plan;
  plan.calls = Math.ceil(plan.openIds.length / GROUP_LIMITS.most);
  plan.callsLeftToday = Math.max(0, CALLS_PER_DAY[kind] - callsToday(sends, now));
  return plan;
}

async function hadThisMonth(
  { groupSends }: PlanGroupSendDeps,
  account: string,
  sends: readonly GroupSend[],
  now: number,
): Promise<Set<string>> {
  const lists: string[][] = [];
  for (const { id, jobs } of sends) {
    for (const { list, acceptedAt } of jobs) {
      if (chinaMonth(acceptedAt) === chinaMonth(now)) lists.push(await groupSends.recipients(account, id, list));
    }
  }
  return exhausted(lists);
}

/** Store a planned group send; the schedule of every minute sends it. */
export async function startGroupSend(
  deps: PlanGroupSendDeps,
  account: string,
  kind: AccountKind,
  {
    id,
    message,
    openIds,
    startAt,
  }: { id: string; message: GroupMessage; openIds: string[]; startAt?: number | undefined },
): Promise<GroupSend> {
  const createdAt = Math.floor(deps.clock() / 1000);
  const lists = listsOf(openIds, kind === 'mini-program' ? LIST_OF_PEOPLE : GROUP_LIMITS.most);
  const send: GroupSend = {
    account,
    id,
    message,
    status: 'running',
    createdAt,
    startAt: startAt ?? createdAt,
    recipients: openIds.length,
    lists: lists.length,
    list: 0,
    position: 0,
    accepted: 0,
    refused: 0,
    unknown: 0,
    skipped: 0,
    jobs: [],
  };
  await deps.groupSends.create(send, lists);
  return send;
}
