import type { OutboxEntry } from '../domain/conversation.ts';
import type { DeadReason } from '../domain/dead-letter.ts';
import { type Outgoing, retried, type Setback } from '../domain/outbox.ts';
import { closedReason, notSendable, refusedReason, unknownReason } from '../domain/send-reasons.ts';
import { type Spending, settleWindows } from '../domain/settle-windows.ts';
import { allow } from '../domain/window.ts';
import type { CustomMessage } from '../ports/custom-send-api.ts';
import { encodeCustomSends } from '../wechat/custom-send.ts';
import type { DeliverDeps, Job, JobEnd } from './deliver-outbox.ts';
import { forgetMedia, resolveMedia } from './resolve-media.ts';
import { type PartsOutcome, retryClass, sendParts } from './send-parts.ts';
import { showTyping } from './show-typing.ts';

type SendEntry = Extract<OutboxEntry, { kind: 'send' }>;
type SendJob = Job<SendEntry>;

/** WeChat does not know the media id. */
const MEDIA_GONE = 40007;
const MEDIA_TRIES = 2;

/**
 * Send one entry, at most once: that it is being sent is recorded, and its price taken from the windows, in one write before
 * the call.
 */
export async function deliverSend(deps: DeliverDeps, job: SendJob): Promise<JobEnd> {
  const { outgoing, entry, account, now } = job;
  const { kind: accountKind } = account.credentials;
  const [resolved] = await Promise.all([
    resolveMedia(deps, outgoing.account, accountKind, entry.reply),
    showTyping(deps, job),
  ]);
  if (!resolved.ok) return withoutMedia(job, resolved.reason);
  const parts = encodeCustomSends(resolved.reply, accountKind).map((part) => markedBy(entry, part));
  if (parts.length === 0) return { end: 'dead', outcome: 'refused', reason: notSendable(entry.reply.kind) };
  const wish = { accountKind, quotas: account.quotas, now, count: parts.length, keepReserve: true };
  const allowance = allow(outgoing.windows, wish);
  if (!allowance.ok) return { end: 'dead', outcome: 'refused', reason: closedReason(allowance, wish.count) };
  const entries = outgoing.entries.map((other) => (other === entry ? { ...entry, sendingAt: now } : other));
  const from = await deps.outboxes.change(outgoing, { entries, windows: allowance.windows });
  // Somebody changed the conversation first: look at it again.
  if (from === undefined) return { end: 'busy' };
  const target = { account: outgoing.account, openId: outgoing.openId, kfAccount: entry.kfAccount };
  const outcome = await sendParts(deps, target, parts);
  const spending = { before: outgoing.windows, after: allowance.windows, wish };
  return { ...(await endOf(deps, job, outcome, spending)), from };
}

/** WeChat shows users what a machine wrote. @see 发送客服消息, aimsgcontext */
const markedBy = ({ byModel }: SendEntry, part: CustomMessage): CustomMessage =>
  byModel ? { ...part, aimsgcontext: { is_ai_msg: 1 } } : part;

/** A server that does not answer may do so in a moment. */
function withoutMedia({ entry, now }: SendJob, reason: DeadReason): JobEnd {
  const isWorthIt = reason.code === 'media-unavailable' && (entry.attempts ?? 0) < MEDIA_TRIES;
  if (!isWorthIt) return { end: 'dead', outcome: 'refused', reason };
  return { end: 'done', by: retried(entry, now, { why: 'busy', fault: reason.message }) };
}

type CallEnd = Exclude<JobEnd, { end: 'busy' }>;

async function endOf(deps: DeliverDeps, job: SendJob, outcome: PartsOutcome, spending: Spending): Promise<CallEnd> {
  if (outcome.outcome === 'sent') return { end: 'done' };
  const windows = (current: Outgoing) => settleWindows(current.windows, spending, outcome);
  if (outcome.outcome === 'unknown') {
    return { end: 'dead', outcome: 'unknown', reason: unknownReason(outcome.reason), windows };
  }
  const fault = outcome.outcome === 'refused' ? outcome.error.message : outcome.reason;
  const why = await retryOf(deps, job, outcome);
  if (why !== undefined) return { end: 'done', by: remaining(job, outcome, { why, fault }), windows };
  const reason = outcome.outcome === 'refused' ? refusedReason(outcome.error) : unknownReason(fault);
  return { end: 'dead', outcome: 'refused', reason, windows };
}

async function retryOf(
  deps: DeliverDeps,
  { outgoing, entry }: SendJob,
  outcome: PartsOutcome,
): Promise<Setback['why'] | undefined> {
  const isGone = outcome.outcome === 'refused' && outcome.errcode === MEDIA_GONE;
  if (!isGone) return retryClass(outcome);
  if (entry.attempts !== undefined) return undefined;
  return (await forgetMedia(deps, outgoing.account, entry.reply)) ? 'busy' : undefined;
}

/** The entry for its next try: of a long text what the user does not have yet. */
function remaining({ entry, account, now }: SendJob, { sentParts }: PartsOutcome, setback: Setback): SendEntry {
  const next = retried(entry, now, setback);
  if (sentParts === 0 || entry.reply.kind !== 'text') return next;
  const parts = encodeCustomSends(entry.reply, account.credentials.kind).slice(sentParts);
  const content = parts.map(({ text }) => (text as { content: string }).content).join('');
  return { ...next, reply: { ...entry.reply, content } };
}
