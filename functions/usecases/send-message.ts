import type { AccountKind } from '../domain/account.ts';
import type { SendableReply } from '../domain/conversation.ts';
import type { DeadReason } from '../domain/dead-letter.ts';
import type { Outgoing } from '../domain/outbox.ts';
import { closedReason, NEVER_SEEN, notSendable, refusedReason, unknownReason } from '../domain/send-reasons.ts';
import { type Spending, settleWindows } from '../domain/settle-windows.ts';
import { allow, openWindows, type Quotas, sendsLeft, type Wish } from '../domain/window.ts';
import { StoreConflictError } from '../errors.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { encodeCustomSends } from '../wechat/custom-send.ts';
import { resolveMedia } from './resolve-media.ts';
import { type PartsOutcome, type SendPartsDeps, sendParts } from './send-parts.ts';
import type { UploadMediaDeps } from './upload-media.ts';

export interface SendMessageDeps extends SendPartsDeps, UploadMediaDeps {
  outboxes: OutboxStore;
}

/** A message somebody sends to one user now. */
export interface MessageToSend {
  account: string;
  accountKind: AccountKind;
  quotas: Quotas;
  openId: string;
  reply: SendableReply;
  kfAccount?: string | undefined;
  /** Whether the last one after a user's message is left for later. */
  keepReserve: boolean;
}

/** How it ended; `parts` is how many messages the user has of it. */
export type MessageSent =
  | { outcome: 'sent'; parts: number; left: number }
  | { outcome: 'refused' | 'unknown'; parts: number; reason: DeadReason };

/** More rounds than others can win. */
const ROUNDS = 8;

/**
 * Send a message to a user: allowed by our own records first, and taken from the window before the call. One whose outcome
 * is unknown is never repeated.
 */
export async function sendMessage(deps: SendMessageDeps, message: MessageToSend): Promise<MessageSent> {
  const { account, accountKind, openId, kfAccount } = message;
  const seen = await deps.outboxes.read(account, openId);
  if (seen === undefined) return refused(NEVER_SEEN);
  // Nothing is fetched or uploaded for a message that cannot be sent.
  const wish = wishOf(deps, message, 1);
  const possible = allow(seen.windows, wish);
  if (!possible.ok) return refused(closedReason(possible, wish.count));
  const resolved = await resolveMedia(deps, account, accountKind, message.reply);
  if (!resolved.ok) return refused(resolved.reason);
  const parts = encodeCustomSends(resolved.reply, accountKind);
  if (parts.length === 0) return refused(notSendable(message.reply.kind));
  const spent = await spend(deps, seen, wishOf(deps, message, parts.length));
  if ('code' in spent) return refused(spent);
  const outcome = await sendParts(deps, { account, openId, kfAccount }, parts);
  const after = await settle(deps, spent, outcome);
  return endOf(outcome, sendsLeft(openWindows(after.windows, message.quotas, nowOf(deps)), accountKind));
}

const refused = (reason: DeadReason): MessageSent => ({ outcome: 'refused', parts: 0, reason });

const nowOf = ({ clock }: SendMessageDeps): number => Math.floor(clock() / 1000);

function wishOf(deps: SendMessageDeps, { accountKind, quotas, keepReserve }: MessageToSend, count: number): Wish {
  return { accountKind, quotas, now: nowOf(deps), count, keepReserve };
}

interface Spent {
  outgoing: Outgoing;
  spending: Spending;
}

async function spend(deps: SendMessageDeps, seen: Outgoing, wish: Wish): Promise<Spent | DeadReason> {
  let current: Outgoing | undefined = seen;
  for (let round = 0; round < ROUNDS && current !== undefined; round++) {
    const before = current.windows;
    const allowance = allow(before, wish);
    if (!allowance.ok) return closedReason(allowance, wish.count);
    const outgoing = await deps.outboxes.change(current, { windows: allowance.windows });
    if (outgoing !== undefined) return { outgoing, spending: { before, after: allowance.windows, wish } };
    current = await deps.outboxes.read(seen.account, seen.openId);
  }
  throw new StoreConflictError('the conversation changes too fast to send a message');
}

/** What was not sent goes back into the windows, and whoever got it is owed no answer any more. It is only bookkeeping: the message itself is settled. */
async function settle(deps: SendMessageDeps, { outgoing, spending }: Spent, outcome: PartsOutcome): Promise<Outgoing> {
  let current: Outgoing | undefined = outgoing;
  for (let round = 0; round < ROUNDS && current !== undefined; round++) {
    const windows = settleWindows(current.windows, spending, outcome);
    const changed = await deps.outboxes.change(current, { windows, isAnswered: outcome.outcome === 'sent' });
    if (changed !== undefined) return changed;
    current = await deps.outboxes.read(outgoing.account, outgoing.openId);
  }
  return outgoing;
}

function endOf(outcome: PartsOutcome, left: number): MessageSent {
  const { sentParts: parts } = outcome;
  switch (outcome.outcome) {
    case 'sent':
      return { outcome: 'sent', parts, left };
    case 'unknown':
      return { outcome: 'unknown', parts, reason: unknownReason(outcome.reason) };
    case 'refused':
      return { outcome: 'refused', parts, reason: refusedReason(outcome.error) };
    case 'unreached':
      return { outcome: 'refused', parts, reason: unreachedReason(outcome.reason) };
  }
}

const unreachedReason = (reason: string): DeadReason => ({
  code: 'wechat-unavailable',
  message: `WeChat could not be reached (${reason}); nothing was sent`,
  hint: 'try again; kefu-admin-account check says what is wrong with the account',
});
