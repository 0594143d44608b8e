/**
 * Customer-service message windows: what acts of a user allow, and what is left of it.
 *
 * @see 客服消息 > 下发条数限制 of official accounts; 客服消息使用指南 > 下发条数限制 of mini programs
 */
import { isMiniProgram } from './accounts.ts';
import type { AccountState, OpenWindow, Trigger, User } from './types.ts';

/** Open the window of an act. The newest act of a kind replaces the last: nothing adds up. */
export function openWindow({ settings }: AccountState, user: User, trigger: Trigger, now: number): void {
  const figure = settings.windows[trigger];
  if (!figure) return;
  const opened: OpenWindow = { trigger, openedAt: now, closesAt: now + figure.seconds, left: figure.messages };
  user.windows = [...openWindows(user, now).filter((window) => window.trigger !== trigger), opened];
}

export const openWindows = (user: User, now: number): OpenWindow[] =>
  user.windows.filter(({ closesAt }) => now < closesAt);

/** Why no message may be sent, or undefined. */
export function refusalOf(user: User, now: number): 45015 | 45047 | undefined {
  const open = openWindows(user, now);
  if (open.length === 0) return 45015;
  return open.some(({ left }) => left > 0) ? undefined : 45047;
}

/**
 * Count one message. An official account spends the window that closes first; a mini program's windows do not add up,
 * so each of them loses one.
 */
export function spend({ settings }: AccountState, user: User, now: number): void {
  const usable = openWindows(user, now)
    .filter(({ left }) => left > 0)
    .sort((a, b) => a.closesAt - b.closesAt);
  for (const window of isMiniProgram(settings.kind) ? usable : usable.slice(0, 1)) window.left--;
}
