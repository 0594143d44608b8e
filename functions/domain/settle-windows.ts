import { allow, emptied, giveBack, type TriggerWindow, type Wish } from './window.ts';

/** What a send took from the windows. */
export interface Spending {
  before: readonly TriggerWindow[];
  after: readonly TriggerWindow[];
  wish: Wish;
}

/** How the call ended, as far as the windows care. */
export interface SendEnd {
  outcome: 'sent' | 'refused' | 'unreached' | 'unknown';
  errcode?: number;
  /** Parts that arrived. */
  sentParts: number;
}

/** The window is over, or the user no longer follows. @see 发送客服消息 */
const WINDOW_CLOSED = 45015;
/** The count of the window is used up. */
const QUOTA_SPENT = 45047;

/** The windows after the call: what was not sent goes back, and WeChat's own word is believed. */
export function settleWindows(current: readonly TriggerWindow[], spending: Spending, end: SendEnd): TriggerWindow[] {
  const { after, wish } = spending;
  const isSpent = (window: TriggerWindow) =>
    after.some(({ trigger, openedAt }) => trigger === window.trigger && openedAt === window.openedAt);
  if (end.errcode === WINDOW_CLOSED) return current.filter((window) => !isSpent(window));
  if (end.errcode === QUOTA_SPENT) {
    return current.map((window) => (isSpent(window) ? (emptied([window], wish.quotas)[0] ?? window) : window));
  }
  return giveBack(current, after, windowsAfter(spending, end));
}

/** What an unknown outcome may have sent counts as sent. */
function windowsAfter({ before, after, wish }: Spending, { outcome, sentParts }: SendEnd): readonly TriggerWindow[] {
  if (outcome === 'sent') return after;
  const count = sentParts + (outcome === 'unknown' ? 1 : 0);
  if (count === 0) return before;
  const used = allow(before, { ...wish, count, keepReserve: false });
  return used.ok ? used.windows : after;
}
