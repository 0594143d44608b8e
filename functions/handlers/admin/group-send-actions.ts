import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { AccountKind } from '../../domain/account.ts';
import { GROUP_LIMITS, type GroupMessage, type GroupSend } from '../../domain/group-send.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import type { GroupSendApi } from '../../ports/group-send-api.ts';
import {
  type GroupSendPlan,
  type PlanGroupSendDeps,
  planGroupSend,
  startGroupSend,
} from '../../usecases/plan-group-send.ts';
import { encodeMass } from '../../wechat/group-message.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { RefusedError, refusal } from './answers.ts';
import { filterInput, filterOf, openIdInput } from './contact-input.ts';

/** What the actions on group sends need. */
export interface GroupSendDeps extends PlanGroupSendDeps {
  accounts: Pick<AccountDirectory, 'read'>;
  massSend: Pick<GroupSendApi, 'preview'>;
}

const media = (kind: 'image' | 'voice' | 'article') =>
  z.strictObject({ kind: z.literal(kind), mediaId: z.string().min(1) });
const text = z.strictObject({ kind: z.literal('text'), content: z.string().min(1).max(600) });
const template = z.strictObject({
  kind: z.literal('subscribe-message'),
  templateId: z.string().min(1),
  page: z.string().optional(),
  data: z.record(z.string(), z.string()).describe('Value by key of the template'),
});
const message = z
  .discriminatedUnion('kind', [text, media('image'), media('voice'), media('article'), template])
  .describe('Official accounts: text, image, voice or article (mpnews). Mini programs: subscribe-message');
const id = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'is no id of a group send');

/** Every action on group sends. */
export const GROUP_SEND_ACTIONS: readonly Action<GroupSendDeps>[] = [
  action({
    name: 'group-send',
    about: 'Send one message to all who meet a filter; dryRun counts them and the quota, and sends nothing.',
    input: {
      filter: filterInput.optional(),
      message,
      startAt: z.int().min(0).optional().describe('Epoch seconds; at once if absent'),
      dryRun: z.boolean().optional(),
    },
    run: groupSend,
  }),
  action({
    name: 'group-send-preview',
    about: 'Show a group message to one person; 100 a day.',
    input: { openId: openIdInput, message },
    run: preview,
  }),
  action({
    name: 'group-sends',
    about: 'All group sends, newest first.',
    input: {},
    run: async (deps: GroupSendDeps, { account }) => {
      await accountOf(deps.accounts, account);
      return { groupSends: (await deps.groupSends.all(account)).map(report) };
    },
  }),
  action({
    name: 'group-send-status',
    about: 'How far a group send is, and what became of it.',
    input: { id },
    run: async (deps: GroupSendDeps, { account, id: wanted }) => ({
      groupSend: report(await sendOf(deps, account, wanted)),
    }),
  }),
  action({
    name: 'group-send-pause',
    about: 'Stop a group send where it is.',
    input: { id },
    run: (deps: GroupSendDeps, { account, id: wanted }) => turn(deps, account, wanted, 'running', 'paused'),
  }),
  action({
    name: 'group-send-resume',
    about: 'Let a paused group send go on where it was.',
    input: { id },
    run: (deps: GroupSendDeps, { account, id: wanted }) => turn(deps, account, wanted, 'paused', 'running'),
  }),
];

interface Wanted {
  account: string;
  filter?: z.infer<typeof filterInput> | undefined;
  message: z.infer<typeof message>;
  startAt?: number | undefined;
  dryRun?: boolean | undefined;
}

async function groupSend(deps: GroupSendDeps, { account, filter, message: given, startAt, dryRun = false }: Wanted) {
  const credentials = await accountOf(deps.accounts, account);
  const { kind } = credentials;
  const said = given as GroupMessage;
  fits(said, kind);
  const plan = await planGroupSend(deps, account, kind, filterOf(filter, credentials), said);
  if (dryRun) return { dryRun: true, plan: countsOf(plan) };
  refuseFew(plan, kind);
  const day = new Date(deps.clock()).toISOString().slice(0, 10);
  const name = `${day}-${randomUUID().slice(0, 8)}`;
  const send = await startGroupSend(deps, account, kind, { id: name, message: said, openIds: plan.openIds, startAt });
  return { groupSend: report(send), plan: countsOf(plan) };
}

/** A message of the other kind of account would be refused for everybody. */
function fits(said: GroupMessage, kind: AccountKind): void {
  const isTemplate = said.kind === 'subscribe-message';
  if (isTemplate === (kind === 'mini-program')) return;
  const field = { field: 'message.kind', message: isTemplate ? 'is for mini programs' : 'is for official accounts' };
  const hint = isTemplate
    ? 'an official account sends text, image, voice or article'
    : 'a mini program sends a subscribe-message to those who allowed its template';
  throw new RefusedError('bad-input', `${field.field} ${field.message}`, hint, [field]);
}

function refuseFew({ openIds, found, unreachable, exhausted }: GroupSendPlan, kind: AccountKind): void {
  if (openIds.length >= (kind === 'mini-program' ? 1 : GROUP_LIMITS.fewest)) return;
  const why = `${found} meet the filter, ${unreachable} of them cannot be reached, ${exhausted} have had this month's ${GROUP_LIMITS.perMonth}`;
  throw refusal('too-few', `${openIds.length} recipients: ${why}`, 'WeChat takes a group send for two people or more');
}

const countsOf = ({ openIds, ...counts }: GroupSendPlan) => ({ recipients: openIds.length, ...counts });

async function preview(
  deps: GroupSendDeps,
  { account, openId, message: given }: { account: string; openId: string; message: z.infer<typeof message> },
) {
  const credentials = await accountOf(deps.accounts, account);
  const { kind } = credentials;
  const said = given as GroupMessage;
  fits(said, kind);
  if (said.kind === 'subscribe-message') {
    throw refusal('not-for-mini-programs', 'WeChat has no preview of subscribe messages', 'send it to a filter of one');
  }
  const outcome = await deps.massSend.preview(account, openId, encodeMass(said));
  if (outcome.outcome === 'refused') throw outcome.error;
  return outcome.outcome === 'sent' ? { sent: true } : { sent: false, reason: outcome.reason };
}

async function sendOf(deps: GroupSendDeps, account: string, wanted: string): Promise<GroupSend> {
  const send = await deps.groupSends.read(account, wanted);
  if (send) return send;
  throw refusal('unknown-group-send', `there is no group send ${wanted}`, 'group-sends names those there are');
}

async function turn(
  deps: GroupSendDeps,
  account: string,
  wanted: string,
  from: GroupSend['status'],
  to: GroupSend['status'],
) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const send = await sendOf(deps, account, wanted);
    if (send.status === to) return { groupSend: report(send) };
    if (send.status !== from)
      throw refusal('not-possible', `it is ${send.status}`, `only one that is ${from} can be ${to}`);
    const turned = { ...send, status: to };
    if (await deps.groupSends.replace(send, turned)) return { groupSend: report(turned) };
  }
  throw refusal('conflict', 'it changes too fast', 'try again');
}

/** What people see of it. */
function report({ lists: _lists, list: _list, position: _position, jobs, ...send }: GroupSend) {
  const delivered = jobs.flatMap(({ sent }) => sent ?? []).reduce((sum, sent) => sum + sent, 0);
  const left = send.recipients - send.accepted - send.refused - send.unknown - send.skipped;
  return { ...send, left: Math.max(0, left), ...(jobs.length > 0 && { jobs, delivered }) };
}
