import type { Question, SendableReply } from './conversation.ts';
import type { Decision } from './decision.ts';
import { addToTicket } from './draft.ts';
import { localTime } from './rules/local-time.ts';
import type { RuleReply } from './rules/rule.ts';
import type { Case } from './situation.ts';
import { isLive, type TicketState } from './ticket.ts';

/** What customers read of a ticket's state. */
const STATES: Record<TicketState, string> = {
  open: '待处理',
  assigned: '处理中',
  'waiting-for-customer': '等待您回复',
  solved: '已解决',
  closed: '已关闭',
};
const NO_TICKETS = '您目前没有工单。';
/** A text message shows no more at a glance. */
const SHOWN = 5;

/** 「我的工单」: the user's tickets and how they stand, the newest first. */
export function ticketStatus(
  { content = NO_TICKETS }: Extract<RuleReply, { kind: 'ticket-status' }>,
  { before, ruleSet, message }: Case,
): SendableReply[] {
  const { timeZone } = ruleSet.settings;
  const lines = (before.tickets ?? [])
    .filter((ticket) => isLive(ticket, message.createdAt))
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, SHOWN)
    .map(({ id, state, updatedAt }) => `${id}  ${STATES[state]}（${when(updatedAt, timeZone)}）`);
  return [{ kind: 'text', content: lines.length === 0 ? content : ['您的工单：', ...lines].join('\n') }];
}

function when(at: number, timeZone: string): string {
  const { date, minute } = localTime(at, timeZone);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.slice(5)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What users write while a ticket of theirs is not long over belongs to it. */
export function noteOnTicket(draft: Decision, situation: Case, question: Question, isAnswered: boolean): void {
  const { before, message } = situation;
  const isConcerned = before.opensTicket || before.tickets?.some((ticket) => isLive(ticket, message.createdAt));
  if (!isConcerned || draft.outbox.some(({ kind }) => kind === 'ticket')) return;
  addToTicket(draft, situation, question, isAnswered);
}
