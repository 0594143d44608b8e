import type { AccountKind } from '../domain/account.ts';
import {
  afterList,
  CALLS_PER_DAY,
  callsToday,
  clientIdOf,
  type GroupSend,
  nextChinaDay,
  tried,
} from '../domain/group-send.ts';
import type { AccountDirectory } from '../ports/account-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { GroupSendApi, GroupSendOutcome } from '../ports/group-send-api.ts';
import type { GroupSendStore } from '../ports/group-send-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { NoticeApi } from '../ports/notice-api.ts';
import { encodeMass } from '../wechat/group-message.ts';

export interface AdvanceGroupSendsDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  contacts: Pick<ContactStore, 'read' | 'spendOptIn'>;
  groupSends: GroupSendStore;
  massSend: Pick<GroupSendApi, 'send'>;
  subscribeNotices: NoticeApi;
  clock: Clock;
  logger: Logger;
}

/** People of a mini program who are sent to in one run. */
const PEOPLE_A_RUN = 100;
/** No quota today; wait a minute. */
const NO_QUOTA = 45028;
const WAIT = new Set([45066, 45011, -1]);

/** The job of every minute: every group send that is due goes on where it was. */
export async function advanceGroupSends(deps: AdvanceGroupSendsDeps): Promise<void> {
  for (const listed of await deps.accounts.list()) {
    if ('fault' in listed) continue;
    const { account, credentials } = listed;
    for (const send of (await deps.groupSends.all(account)).reverse()) {
      if (!isDue(send, deps.clock())) continue;
      await advance(deps, send, credentials.kind).catch((error: unknown) =>
        deps.logger.error('group-send.failed', { account, reason: error instanceof Error ? error.name : 'unknown' }),
      );
    }
  }
}

const isDue = ({ status, startAt }: GroupSend, nowMs: number): boolean =>
  status === 'running' && startAt <= nowMs / 1000;

async function advance(deps: AdvanceGroupSendsDeps, send: GroupSend, kind: AccountKind): Promise<void> {
  if (kind === 'mini-program') return toPeople(deps, send, kind);
  let current: GroupSend | undefined = send;
  while (current && isDue(current, deps.clock())) current = await sendList(deps, current, kind);
}

/** One list of an official account. WeChat itself refuses the same list twice, so whatever is not known is asked again. */
async function sendList(
  deps: AdvanceGroupSendsDeps,
  send: GroupSend,
  kind: AccountKind,
): Promise<GroupSend | undefined> {
  const { account, message, list } = send;
  const now = Math.floor(deps.clock() / 1000);
  if (message.kind === 'subscribe-message') return save(deps, send, failed(send, 'official accounts send messages'));
  if (callsToday(await deps.groupSends.all(account), now) >= CALLS_PER_DAY[kind]) {
    await save(deps, send, { ...send, startAt: nextChinaDay(now), note: 'the calls of today are spent' });
    return undefined;
  }
  const openIds = (await deps.groupSends.recipients(account, send.id, list)).filter(Boolean);
  const outcome = await deps.massSend.send(account, { openIds }, encodeMass(message), clientIdOf(send, list));
  if (outcome.outcome !== 'sent') return save(deps, send, withTrouble(send, outcome, now));
  const job = { jobId: outcome.messageId, list, acceptedAt: now, recipients: openIds.length };
  const after = { ...send, jobs: [...send.jobs, job], accepted: send.accepted + openIds.length };
  return save(deps, send, afterList(after, now));
}

/** Undefined when it has to wait, or somebody paused it. What WeChat accepted is found again by its client id. */
async function save(deps: AdvanceGroupSendsDeps, before: GroupSend, after: GroupSend): Promise<GroupSend | undefined> {
  return (await deps.groupSends.replace(before, after)) ? after : undefined;
}

type Trouble = Exclude<GroupSendOutcome, { outcome: 'sent' }>;

function withTrouble(send: GroupSend, outcome: Trouble, now: number): GroupSend {
  if (outcome.outcome !== 'refused') return { ...send, startAt: now + 60, note: outcome.reason };
  const { errcode, error } = outcome;
  if (errcode === NO_QUOTA) return { ...send, startAt: nextChinaDay(now), note: error.message };
  if (WAIT.has(errcode)) return { ...send, startAt: now + 60, note: error.message };
  return failed(send, error.message);
}

const failed = (send: GroupSend, note: string): GroupSend => ({ ...send, status: 'failed', note });

/** A mini program's people, one by one: each is marked before the call, so that nobody is ever sent to twice. */
async function toPeople(deps: AdvanceGroupSendsDeps, send: GroupSend, kind: AccountKind): Promise<void> {
  let current = send;
  let openIds = await deps.groupSends.recipients(send.account, send.id, send.list);
  for (let count = 0; count < PEOPLE_A_RUN && current.status === 'running'; count++) {
    const openId = openIds[current.position];
    if (openId === undefined) {
      const next = afterList(current, Math.floor(deps.clock() / 1000));
      if (!(await deps.groupSends.replace(current, next))) return;
      if (next.status === 'running') openIds = await deps.groupSends.recipients(next.account, next.id, next.list);
      current = next;
      continue;
    }
    // Counted as unknown until its end is known: that is what it is if this process dies.
    const claimed = { ...tried(current, 'unknown'), position: current.position + 1 };
    if (!(await deps.groupSends.replace(current, claimed))) return;
    const outcome = openId === '' ? 'skipped' : await toOne(deps, current, openId, kind);
    const told = outcome === 'unknown' ? claimed : { ...tried(claimed, outcome), unknown: claimed.unknown - 1 };
    const settled = await settle(deps, claimed, told);
    if (settled === undefined) return;
    current = settled;
  }
}

/** Keep an outcome even if somebody paused meanwhile. */
async function settle(
  deps: AdvanceGroupSendsDeps,
  claimed: GroupSend,
  told: GroupSend,
): Promise<GroupSend | undefined> {
  if (claimed === told || (await deps.groupSends.replace(claimed, told))) return told;
  const changed = await deps.groupSends.read(claimed.account, claimed.id);
  const { accepted, refused, unknown, skipped } = told;
  if (changed) await deps.groupSends.replace(changed, { ...changed, accepted, refused, unknown, skipped });
  return undefined;
}

type Outcome = 'accepted' | 'refused' | 'unknown' | 'skipped';

async function toOne(
  { contacts, subscribeNotices }: AdvanceGroupSendsDeps,
  { account, message }: GroupSend,
  openId: string,
  kind: AccountKind,
): Promise<Outcome> {
  if (message.kind !== 'subscribe-message') return 'skipped';
  const { templateId, page, data } = message;
  // Each yes is good for one message.
  if (!(await contacts.spendOptIn(account, openId, templateId))) return 'skipped';
  const notice = { openId, templateId, data, ...(page !== undefined && { page }) };
  const { outcome } = await subscribeNotices.send(account, kind, notice);
  if (outcome === 'sent') return 'accepted';
  return outcome === 'unknown' ? 'unknown' : 'refused';
}
