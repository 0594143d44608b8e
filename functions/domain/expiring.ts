import type { Conversation } from './conversation.ts';
import { type Customer, customerOf } from './customer.ts';
import { nextReturn } from './rules/next-opening.ts';
import { QUOTAS, type Settings } from './rules/settings.ts';

/** Somebody whom nobody can write to any more after `closesAt`, unless they write first. */
export interface Expiring {
  openId: string;
  askedAt: number;
  closesAt: number;
  customer: Customer;
  question?: string;
}

/** Who has to be answered before the agents come back next time, most urgent first. */
export function expiring(
  users: readonly { openId: string; askedAt: number; wroteAt: number; conversation: Conversation }[],
  settings: Settings,
  now: number,
): Expiring[] {
  const { seconds } = settings.quotas.message ?? QUOTAS.message;
  const before = nextReturn(settings, now);
  return users
    .map(({ openId, askedAt, wroteAt, conversation: { told, question } }) => ({
      openId,
      askedAt,
      closesAt: wroteAt + seconds,
      customer: customerOf(told ?? {}),
      ...(question && { question: question.text }),
    }))
    .filter(({ closesAt }) => closesAt > now && closesAt <= before)
    .sort((a, b) => a.closesAt - b.closesAt);
}
