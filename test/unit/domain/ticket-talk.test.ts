import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../functions/domain/conversation.ts';
import { decide } from '../../../functions/domain/decide.ts';
import type { TicketState, TicketTrace } from '../../../functions/domain/ticket.ts';
import { aText } from '../../support/rule-messages.ts';
import { aRule } from '../../support/rules.ts';
import { aSituation } from '../../support/situation.ts';

const AT = 1_800_000_000;
const trace = (n: number, state: TicketState = 'open', updatedAt = AT - n * 60): TicketTrace => ({
  ...{ id: `T-${n}`, state, version: 1, updatedAt, hasNews: false },
});
const rules = [
  aRule(),
  aRule({ id: 'mine', keywords: ['我的工单'], replies: [{ kind: 'ticket-status' }] }),
  aRule({ id: 'own', keywords: ['工单呢'], replies: [{ kind: 'ticket-status', content: '没有' }] }),
  aRule({ id: 'new', keywords: ['投诉'], replies: [{ kind: 'ticket', content: '已记录' }] }),
];
const decided = async (text: string, before: Partial<Conversation>) =>
  decide(aText(text), await aSituation({ rules, before }));
const answer = async (text: string, tickets?: TicketTrace[]) =>
  (await decided(text, { ...(tickets && { tickets }) })).reply;

describe('「我的工单」', () => {
  it('shows the newest five that are live, and how they stand', async () => {
    const tickets = [
      trace(6),
      trace(2, 'assigned'),
      trace(1, 'waiting-for-customer'),
      trace(3, 'solved'),
      trace(4, 'closed'),
      trace(5),
      trace(9, 'closed', AT - 8 * 86_400),
    ];
    expect(await answer('我的工单', tickets)).toEqual({
      kind: 'text',
      content: [
        '您的工单：',
        'T-1  等待您回复（01-15 15:59）',
        'T-2  处理中（01-15 15:58）',
        'T-3  已解决（01-15 15:57）',
        'T-4  已关闭（01-15 15:56）',
        'T-5  待处理（01-15 15:55）',
      ].join('\n'),
    });
  });

  it.each([
    ['我的工单', '您目前没有工单。'],
    ['工单呢', '没有'],
  ])('without any, %s is answered %s', async (text, content) => {
    expect(await answer(text)).toEqual({ kind: 'text', content });
  });
});

describe('what a user with a ticket writes', () => {
  const notes = async (text: string, before: Partial<Conversation>) =>
    (await decided(text, before)).outbox.flatMap((entry) =>
      entry.kind === 'ticket-message' ? [entry.isAnswered] : [],
    );

  it('belongs to the ticket while it is live, or is about to be opened', async () => {
    expect(await notes('流量', { tickets: [trace(1)] })).toEqual([true]);
    expect(await notes('还在吗', { opensTicket: true })).toEqual([false]);
    expect(await notes('流量', { tickets: [trace(1, 'closed', AT - 7 * 86_400)] })).toEqual([]);
  });

  it('and opens another one is not noted on the first', async () => {
    expect(await notes('投诉', { tickets: [trace(1)] })).toEqual([]);
  });
});
