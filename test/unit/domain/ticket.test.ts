import { describe, expect, it } from 'vitest';
import { changed, isLive, REOPEN_SECONDS, subjectOf, type Ticket, traceOf } from '../../../functions/domain/ticket.ts';
import { noteOn, openedTicket } from '../../../functions/domain/ticket-changes.ts';
import { ticketEvents } from '../../../functions/domain/ticket-events.ts';
import { fillIn, TICKET_DEFAULTS, ticketSettings, withoutNumber } from '../../../functions/domain/ticket-settings.ts';

const AT = 1_800_000_000;
const question = { text: '发票', messageKey: 'k1', askedAt: AT };
const ticket = openedTicket(
  { account: 'main', openId: 'o1', number: 7, question, reason: 'rule', by: 'customer' },
  TICKET_DEFAULTS,
  AT,
);

describe('subjectOf', () => {
  it.each([
    [' 发票 \n 在哪里 ', '发票 在哪里'],
    ['😀'.repeat(80), '😀'.repeat(80)],
    ['😀'.repeat(81), `${'😀'.repeat(79)}…`],
  ])('%j', (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });
});

describe('a trace', () => {
  it('says whether there is news', () => {
    expect(traceOf(ticket)).toEqual({ id: 'T-7', state: 'open', version: 1, updatedAt: AT, hasNews: false });
    expect(traceOf({ ...ticket, news: [{ id: 'n', text: 't' }] }).hasNews).toBe(true);
    expect(traceOf({ ...ticket, news: [{ id: 'n', text: 't', takenBy: 'e' }] }).hasNews).toBe(false);
  });

  it.each([
    ['open', false, REOPEN_SECONDS, true],
    ['solved', false, REOPEN_SECONDS - 1, true],
    ['closed', false, REOPEN_SECONDS, false],
    ['closed', true, REOPEN_SECONDS, true],
  ] as const)('%s, with news: %s, %i seconds later is live: %s', (state, hasNews, seconds, live) => {
    expect(isLive({ ...traceOf(ticket), state, hasNews }, AT + seconds)).toBe(live);
  });
});

describe('changed', () => {
  it('raises the version, appends to the history, and takes fields away', () => {
    const before: Ticket = { ...ticket, assignee: 'Li' };
    const after = changed(
      before,
      { set: { assignee: undefined }, events: noteOn('x', { by: 'Li', now: AT }).events },
      AT + 9,
    );
    expect(after).toMatchObject({ version: 2, updatedAt: AT + 9, history: [{ what: 'opened' }, { what: 'note' }] });
    expect(after).not.toHaveProperty('assignee');
  });
});

describe('ticketEvents', () => {
  it('are one for each new line of the history, without what is ours', () => {
    const events = [
      ...noteOn('x', { by: 'Li', now: AT }).events,
      { at: AT, by: 'system', what: 'told' as const },
      { at: AT, by: 'Li', what: 'state' as const, from: 'open', to: 'solved' },
    ];
    const after = changed(ticket, { set: { state: 'solved' }, events }, AT);
    expect(ticketEvents(undefined, ticket).map(({ id, type }) => [id, type])).toEqual([
      ['main.T-7.1', 'ticket.opened'],
    ]);
    const told = ticketEvents(ticket, after);
    expect(told.map(({ id, type }) => [id, type])).toEqual([
      ['main.T-7.2', 'ticket.note'],
      ['main.T-7.4', 'ticket.solved'],
    ]);
    expect(told[0]?.data.ticket).not.toHaveProperty('history');
    expect(ticketEvents(undefined, ticket)[0]?.data.event).not.toHaveProperty('messageKey');
  });
});

describe('the texts of a ticket', () => {
  it('hold its number and what was said, which is not filled in again', () => {
    expect(fillIn('{ticket}: {text}', 'T-7', 'see {ticket}')).toBe('T-7: see {ticket}');
    expect(fillIn('{ticket}{text}', 'T-7')).toBe('T-7');
  });

  it.each([
    ['已记录，工单号：{ticket}。', '已记录。'],
    ['已记录（工单号 {ticket}），请稍候', '已记录，请稍候'],
    ['{ticket}', '已记录您的问题。'],
  ])('%j without the number is %j', (template, text) => {
    expect(withoutNumber(template)).toBe(text);
  });

  it('are ours unless the settings have some', () => {
    expect(ticketSettings({})).toBe(TICKET_DEFAULTS);
    const own = { ...TICKET_DEFAULTS, closeAfterDays: 9 };
    expect(ticketSettings({ tickets: own })).toBe(own);
  });
});
