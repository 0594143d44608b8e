import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../functions/domain/ticket.ts';
import { actByItself } from '../../../functions/domain/ticket-by-itself.ts';
import { openedTicket } from '../../../functions/domain/ticket-changes.ts';
import { TICKET_DEFAULTS } from '../../../functions/domain/ticket-settings.ts';

const AT = 1_800_000_000;
const HOUR = 3600;
const question = { text: '发票', messageKey: 'k1', askedAt: AT };
const wish = { account: 'main', openId: 'o1', number: 7, question, reason: 'rule', by: 'customer' } as const;
const aTicket = (parts: Partial<Ticket>): Ticket => ({ ...openedTicket(wish, TICKET_DEFAULTS, AT), ...parts });

describe('by itself, a ticket', () => {
  it.each([
    ['whose time has not come', aTicket({}), AT],
    ['that has no time', aTicket({ state: 'closed', actAt: undefined as unknown as number }), AT + 99 * HOUR],
  ])('%s does nothing', (_, ticket, now) => {
    expect(actByItself(ticket, TICKET_DEFAULTS, now)).toBeUndefined();
  });

  it('closes when it was solved long enough', () => {
    expect(actByItself(aTicket({ state: 'solved' }), TICKET_DEFAULTS, AT + 24 * HOUR)?.set.state).toBe('closed');
  });

  it.each([
    ['normal', {}, { priority: 'high', group: 'general', state: 'assigned' }],
    ['urgent', {}, { priority: 'urgent', group: 'general', state: 'assigned' }],
    ['low', { group: 'leads', priority: 'high' }, { priority: 'high', group: 'leads', state: 'open' }],
    ['low', { group: 'leads', assignee: 'Boss' }, { priority: 'normal', group: 'leads', assignee: 'Boss' }],
  ] as const)('escalates from %s by %j', (priority, escalate, set) => {
    const now = AT + 24 * HOUR;
    const change = actByItself(aTicket({ priority, assignee: 'Li' }), { ...TICKET_DEFAULTS, escalate }, now);
    expect(change?.set).toMatchObject(set);
    expect(change?.set.actAt).toBe(now + TICKET_DEFAULTS.dueHours[set.priority] * HOUR);
    expect(change?.events).toMatchObject([{ what: 'escalated', from: `general ${priority}` }]);
  });
});
