import type { RefusalMeaning } from '../errors.ts';
import type { DeadReason } from './dead-letter.ts';
import type { Allowance } from './window.ts';

const ACTS = 'when the user writes, taps the menu, scans or follows again';
/** WeChat shows its times in China. */
const CHINA_SECONDS = 8 * 3600;

/** `2026-01-31 09:00:00 (China)`. */
const shown = (at: number): string =>
  `${new Date((at + CHINA_SECONDS) * 1000).toISOString().slice(0, 19).replace('T', ' ')} (China)`;

/** Why our own records say that WeChat would refuse it. */
export function closedReason(refused: Extract<Allowance, { ok: false }>, count: number): DeadReason {
  const { reason, left, closesAt } = refused;
  const until = closesAt === undefined ? '' : `; this window closes at ${shown(closesAt)}`;
  const wanted = count > 1 ? `, and this takes ${count}` : '';
  switch (reason) {
    case 'closed':
      return {
        code: 'window-closed',
        message: 'no window is open: the user has not acted lately',
        hint: `it opens ${ACTS}; they have to act first`,
      };
    case 'spent':
      return {
        code: 'quota-spent',
        message: `${left} messages are left${wanted}${until}`,
        hint: `it opens anew ${ACTS}`,
      };
    case 'reserved':
      return {
        code: 'reserved',
        message: `${left} messages are left${wanted}, the last of which is kept for a human${until}`,
        hint: `give "reserve": false to use the last one too, or wait: it opens anew ${ACTS}`,
      };
  }
}

/** A user without a conversation. */
export const NEVER_SEEN: DeadReason = {
  code: 'never-seen',
  message: 'this OpenID has never written to the account, so no window is open',
  hint: 'the user must write first; OpenIDs differ from account to account',
};

/** A kind of reply that has no form as a message of this account. */
export const notSendable = (kind: string): DeadReason => ({
  code: 'not-sendable',
  message: `a ${kind} cannot be sent by this account`,
  hint: 'send another kind of reply, like a text',
});

/** The call's outcome is not known. */
export const unknownReason = (reason: string): DeadReason => ({
  code: 'unknown-outcome',
  message: `WeChat gave no answer (${reason}); the user may have the message or not`,
  hint: 'look at the chat, or ask the user, before sending it again: it is never repeated by itself',
});

/** A refusal of WeChat's. */
export const refusedReason = (error: {
  message: string;
  errcode: number;
  meaning?: RefusalMeaning | undefined;
}): DeadReason => ({
  code: 'wechat',
  message: error.message,
  hint: error.meaning
    ? `${error.meaning.zh} ${error.meaning.en}`.trim()
    : 'look the errcode up in WeChat’s documentation',
  errcode: error.errcode,
});
