import type { RuleReply } from './rule.ts';
import type { Snapshot } from './rule-set.ts';

/** Whether an account's rules or settings depend on who is online, also while nobody waits. */
export function namesAgents({ rules, settings }: Pick<Snapshot, 'rules' | 'settings'>): boolean {
  if (settings.nobodyOnline !== undefined || namesSeat(settings.unanswered)) return true;
  return rules.some(({ enabled, replies }) => enabled && replies.some(namesSeat));
}

const namesSeat = (reply: RuleReply): boolean =>
  reply.kind === 'hand-off' &&
  (reply.kfAccount !== undefined || reply.group !== undefined || reply.skill !== undefined);
