import type { Message } from '../wechat/messages/index.ts';
import type { AccountKind } from './account.ts';
import { QUOTAS, type Quota } from './rules/settings.ts';

/** The acts of a user that open a window for custom sends. */
export type Trigger = 'message' | 'menu-click' | 'follow' | 'scan' | 'enter-mini-program';

/** Quota and time that one act opened. Stored whole under the trigger's name, so the newest act replaces the last. */
export interface TriggerWindow {
  trigger: Trigger;
  /** CreateTime of the act, epoch seconds. */
  openedAt: number;
  /** Custom sends spent in it. */
  sent: number;
}

/** The window a message opens; undefined when it grants nothing. A tap in a menu message counts as a menu click. */
export function triggerOf(message: Message): Trigger | undefined {
  switch (message.kind) {
    case 'text':
      return message.menuItemId === undefined ? 'message' : 'menu-click';
    case 'image':
    case 'voice':
    case 'video':
    case 'short-video':
    case 'location':
    case 'link':
    case 'file':
    case 'mini-program-page':
    case 'sticker':
      return 'message';
    case 'click':
    case 'scan-code-push':
    case 'scan-code-wait':
      return 'menu-click';
    case 'subscribe':
      return 'follow';
    case 'scan':
      return 'scan';
    case 'enter-mini-program':
      return 'enter-mini-program';
    case 'unsubscribe':
    case 'report-location':
    case 'view':
    case 'view-mini-program':
    case 'pictures-sent':
    case 'location-selected':
    case 'template-job-finished':
    case 'mass-job-finished':
    case 'publish-job-finished':
    case 'subscribe-message-popup':
    case 'subscribe-message-change':
    case 'subscribe-message-sent':
    case 'kf-create-session':
    case 'kf-close-session':
    case 'kf-switch-session':
    case 'user-info-modified':
    case 'user-authorization-revoked':
    case 'user-authorization-cancelled':
    case 'account-notice':
    case 'unknown':
      return undefined;
  }
}

/** Custom sends per trigger, where an account's differ from WeChat's common figures. */
export type Quotas = Partial<Record<Trigger, Quota>>;

/** A window that is open, with what may still be sent in it. */
export interface OpenWindow {
  trigger: Trigger;
  openedAt: number;
  /** Nothing is sent at or after this. */
  closesAt: number;
  /** Custom sends that WeChat would still take. */
  left: number;
}

/** The last custom send after a user's message is kept for a human. */
const RESERVED = 1;

/** The windows that are open now, the one that closes first at the head. */
export function openWindows(windows: readonly TriggerWindow[], quotas: Quotas, now: number): OpenWindow[] {
  return windows
    .map(({ trigger, openedAt, sent }) => {
      const { sends, seconds } = quotas[trigger] ?? QUOTAS[trigger];
      return { trigger, openedAt, closesAt: openedAt + seconds, left: Math.max(0, sends - sent) };
    })
    .filter(({ closesAt }) => now < closesAt)
    .sort((a, b) => a.closesAt - b.closesAt);
}

/**
 * Custom sends that WeChat would take now, the reserve included. The windows of an official account add up; of a mini
 * program the largest counts.
 *
 * @see 客服消息使用指南, 下发条数限制
 */
export const sendsLeft = (open: readonly OpenWindow[], accountKind: AccountKind): number =>
  accountKind === 'mini-program'
    ? Math.max(0, ...open.map(({ left }) => left))
    : open.reduce((sum, { left }) => sum + left, 0);

/** Why nothing may be sent: no window is open, all is sent, or what is left is kept for a human. */
export type Closed = 'closed' | 'spent' | 'reserved';

/** Whether so many custom sends are allowed, and the windows as they are after them. */
export type Allowance =
  | { ok: true; windows: TriggerWindow[] }
  | { ok: false; reason: Closed; left: number; closesAt?: number };

/** What somebody wants to send. */
export interface Wish {
  accountKind: AccountKind;
  quotas: Quotas;
  /** Epoch seconds. */
  now: number;
  /** Custom sends. */
  count: number;
  /** Whether the last one after a user's message is left to a human. */
  keepReserve: boolean;
}

/** Take custom sends from the windows, as WeChat does: from the one that closes first; of a mini program from each. */
export function allow(windows: readonly TriggerWindow[], wish: Wish): Allowance {
  const open = openWindows(windows, wish.quotas, wish.now);
  const left = sendsLeft(open, wish.accountKind);
  if (open.length === 0) return { ok: false, reason: 'closed', left };
  const closesAt = Math.max(...open.map((window) => window.closesAt));
  const reserved = wish.keepReserve ? reserveOf(open, wish) : 0;
  if (left < wish.count) return { ok: false, reason: 'spent', left, closesAt };
  if (left - reserved < wish.count) return { ok: false, reason: 'reserved', left, closesAt };
  return { ok: true, windows: charge(windows, open, wish) };
}

/**
 * What the sends must leave. A mini program's send takes from every open window, so the reserve is in danger even while
 * another window has more left.
 */
function reserveOf(open: readonly OpenWindow[], { accountKind }: Wish): number {
  const kept = open.find(({ trigger }) => trigger === 'message');
  const reserve = kept === undefined ? 0 : Math.min(RESERVED, kept.left);
  if (accountKind !== 'mini-program' || kept === undefined || reserve === 0) return reserve;
  return sendsLeft(open, accountKind) - kept.left + reserve;
}

function charge(windows: readonly TriggerWindow[], open: readonly OpenWindow[], wish: Wish): TriggerWindow[] {
  let remaining = wish.count;
  const taken = new Map<Trigger, number>();
  for (const { trigger, left } of open) {
    const sends = Math.min(left, remaining);
    taken.set(trigger, sends);
    if (wish.accountKind !== 'mini-program') remaining -= sends;
  }
  return windows.map((window) => ({ ...window, sent: window.sent + (taken.get(window.trigger) ?? 0) }));
}

/** Give back what was taken and then not sent. A window that was opened anew since is left as it is. */
export const giveBack = (
  windows: readonly TriggerWindow[],
  taken: readonly TriggerWindow[],
  used: readonly TriggerWindow[],
): TriggerWindow[] =>
  windows.map((window) => {
    const unsent = sentIn(taken, window) - sentIn(used, window);
    return unsent > 0 ? { ...window, sent: Math.max(0, window.sent - unsent) } : window;
  });

const sentIn = (windows: readonly TriggerWindow[], { trigger, openedAt }: TriggerWindow): number =>
  windows.find((window) => window.trigger === trigger && window.openedAt === openedAt)?.sent ?? 0;

/** After WeChat said that all is spent (45047): nothing is left in these windows until they are opened anew. */
export const emptied = (windows: readonly TriggerWindow[], quotas: Quotas): TriggerWindow[] =>
  windows.map((window) => ({
    ...window,
    sent: Math.max(window.sent, (quotas[window.trigger] ?? QUOTAS[window.trigger]).sends),
  }));
