import type { OutboxEntry } from './conversation.ts';
import { nameMark } from './mark.ts';
import type { Outgoing } from './outbox.ts';

/**
 * How something in the outbox ended that was not sent.
 * - `refused`: by WeChat, or by our own records.
 * - `unknown`: it may have arrived, so it is never repeated by itself.
 * - `expired`: too late to be of use.
 * - `human-serves`: an agent took over before the bot had said it.
 */
export type DeadOutcome = 'refused' | 'unknown' | 'expired' | 'human-serves';

/** Why, for a person; `code` is stable. Never holds message text. */
export interface DeadReason {
  code: string;
  message: string;
  hint: string;
  errcode?: number;
}

/** Everything needed to look at what was not sent, and to send it after all. */
export interface DeadLetter {
  /** The same for every try to store it. */
  id: string;
  account: string;
  openId: string;
  entry: OutboxEntry;
  outcome: DeadOutcome;
  reason: DeadReason;
  /** Epoch seconds. */
  settledAt: number;
  /** Somebody is sending it again since then. */
  redrivenAt?: number;
}

/** How long it can be looked at and sent again. */
export const DEAD_LETTER_DAYS = 14;

/** What is kept of an entry that was not sent. */
export function deadLetterOf(
  { account, openId }: Outgoing,
  entry: OutboxEntry,
  outcome: DeadOutcome,
  reason: DeadReason,
  now: number,
): DeadLetter {
  const { sendingAt: _, retryAt: __, ...rest } = entry;
  const id = `${entry.createdAt}-${nameMark(openId)}-${entry.id}`;
  return { id, account, openId, entry: rest as OutboxEntry, outcome, reason, settledAt: now };
}
