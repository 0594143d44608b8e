import { describe, expect, it } from 'vitest';
import {
  changed,
  HISTORY_LIMIT,
  REOPEN_SECONDS,
  type Ticket,
  type TicketState,
} from '../../../functions/domain/ticket.ts';
import {
  assignTo,
  customerWrote,
  handOverTo,
  nextStates,
  noteOn,
  openedTicket,
  replyTo,
  takeNews,
  toDue,
  toPriority,
  toState,
} from '../../../functions/domain/ticket-changes.ts';
import { TICKET_DEFAULTS } from '../../../functions/domain/ticket-settings.ts';

const AT = 1_800_000_000;
const HOUR = 3600;
const doing = { by: 'Li', now: AT + HOUR };
const question = { text: '发票 在哪里', messageKey: 'k1', askedAt: AT };
const wish = { account: 'main', openId: 'o1', number: 7, question, reason: 'rule', by: 'customer' } as const;
const later = (text: string, parts = {}) => ({
  question: { text, messageKey: 'k2', askedAt: AT + 60 },
  isAnswered: false,
  ...parts,
});
const aTicket = (parts: Partial<Ticket> = {}): Ticket => ({ ...openedTicket(wish, TICKET_DEFAULTS, AT), ...parts });

describe('a new ticket', () => {
  it('is open in the general group, and due by its priority', () => {
    expect(aTicket()).toMatchObject({
      ...{ id: 'T-7', version: 1, state: 'open', group: 'general', priority: 'normal', subject: '发票 在哪里' },
      ...{ openedAt: AT, dueAt: AT + 24 * HOUR, actAt: AT + 24 * HOUR, news: [] },
      history: [{ at: AT, by: 'customer', what: 'opened', text: '发票 在哪里', messageKey: 'k1' }],
    });
  });

  it.each([
    ['its category', { category: 'bill' }, { category: 'bill' }],
    ['a word in it, in any case', { contains: 'VIP' }, { question: { ...question, text: 'a vip asks' } }],
  ])('goes where the rule for %s says', (_, rule, parts) => {
    const assign = [
      { category: 'other', group: 'nobody' },
      { ...rule, group: 'finance', assignee: 'Wang', priority: 'urgent' as const },
    ];
    const ticket = openedTicket({ ...wish, ...parts }, { ...TICKET_DEFAULTS, assign }, AT);
    const expected = {
      state: 'assigned',
      group: 'finance',
      assignee: 'Wang',
      priority: 'urgent',
      dueAt: AT + 2 * HOUR,
    };
    expect(ticket).toMatchObject(expected);
  });

  it('goes where its opener says, whatever the rules say', () => {
    const assign = [{ group: 'finance', assignee: 'Wang', priority: 'urgent' as const }];
    const own = { group: 'sales', assignee: 'Li', priority: 'low' } as const;
    expect(openedTicket({ ...wish, ...own }, { ...TICKET_DEFAULTS, assign }, AT)).toMatchObject(own);
  });
});

describe('what the customer writes', () => {
  const wrote = (ticket: Ticket, parts = {}, text = '还在吗', now = AT + 60) =>
    customerWrote(ticket, later(text, parts), TICKET_DEFAULTS, now);

  it('is added to an open ticket', () => {
    expect(wrote(aTicket())).toEqual({
      set: {},
      events: [{ at: AT + 60, by: 'customer', what: 'message', text: '还在吗', messageKey: 'k2' }],
    });
  });

  it.each([
    ['is there already', aTicket({ questionKey: 'k2' }), {}],
    ['is too much', aTicket({ history: Array(HISTORY_LIMIT).fill(aTicket().history[0]) }), {}],
    ['comes too long after its end', aTicket({ state: 'closed', updatedAt: AT + 60 - REOPEN_SECONDS }), {}],
    ['was answered, when the ticket is over', aTicket({ state: 'solved' }), { isAnswered: true }],
  ])('changes nothing when it %s', (_, ticket, parts) => {
    expect(wrote(ticket, parts)).toBeUndefined();
  });

  it.each([
    ['waiting-for-customer', undefined, 'open'],
    ['waiting-for-customer', 'Li', 'assigned'],
    ['solved', undefined, 'open'],
    ['closed', 'Li', 'assigned'],
  ] as const)('leads a ticket that is %s, assigned to %s, back to %s', (state, assignee, next) => {
    const change = wrote(aTicket({ state, ...(assignee && { assignee }) }));
    expect(change?.set).toEqual({ state: next, dueAt: AT + 60 + 24 * HOUR, actAt: AT + 60 + 24 * HOUR });
    expect(change?.events.map(({ what, from, to }) => [what, from, to])).toEqual([
      ['message', undefined, undefined],
      ['state', state, next],
    ]);
  });

  it.each([
    ['solved', '谢谢', {}],
    ['waiting-for-customer', '还在吗', { isAnswered: true }],
  ] as const)('leaves a ticket that is %s as it is for %s %j', (state, text, parts) => {
    expect(wrote(aTicket({ state }), parts, text)?.set).toEqual({});
  });
});

describe('a state', () => {
  const to = (ticket: Ticket, state: TicketState) => toState(ticket, state, TICKET_DEFAULTS, doing);

  it('follows only where it may', () => {
    expect(nextStates('closed')).toEqual(['open', 'assigned']);
    expect(to(aTicket({ state: 'closed' }), 'solved')).toBeUndefined();
    expect(to(aTicket(), 'assigned')).toBeUndefined();
  });

  it('solved closes by itself, and the customer is told', () => {
    const texts = { ...TICKET_DEFAULTS.texts, solved: '{ticket}: {text}' };
    const ticket = changed(aTicket(), replyTo(aTicket(), '好了', TICKET_DEFAULTS, doing), doing.now);
    const change = toState(ticket, 'solved', { ...TICKET_DEFAULTS, texts }, doing);
    expect(change?.set).toMatchObject({ state: 'solved', dueAt: ticket.dueAt, actAt: doing.now + 3 * 86_400 });
    expect(change?.set.news?.at(-1)).toEqual({ id: 'T-7.3', text: 'T-7: 好了' });
  });

  it('closed moves no more, and says nothing unless the settings have a text', () => {
    const change = to(aTicket(), 'closed');
    expect(change?.set).toEqual({ state: 'closed', dueAt: AT + 24 * HOUR, actAt: undefined });
    const texts = { ...TICKET_DEFAULTS.texts, closed: 'bye' };
    const told = toState(aTicket(), 'closed', { ...TICKET_DEFAULTS, texts }, doing);
    expect(told?.set.news).toEqual([{ id: 'T-7.2', text: 'bye' }]);
  });

  it('open takes the assignee away, and counts anew when it was over', () => {
    const change = to(aTicket({ state: 'closed', assignee: 'Li' }), 'open');
    const dueAt = doing.now + 24 * HOUR;
    expect(change?.set).toEqual({ state: 'open', assignee: undefined, dueAt, actAt: dueAt });
  });

  it('tells nobody who never wrote', () => {
    const { openId: _, ...unknown } = aTicket();
    expect(to(unknown, 'solved')?.set.news).toBeUndefined();
  });
});

describe('a person', () => {
  it('gets a ticket, and the customer is told the first time', () => {
    const first = assignTo(aTicket(), 'Li', TICKET_DEFAULTS, doing);
    expect(first).toMatchObject({
      set: {
        state: 'assigned',
        assignee: 'Li',
        actAt: AT + 24 * HOUR,
        news: [{ text: '您的工单 T-7 已由专人处理。' }],
      },
      events: [{ what: 'assigned', to: 'Li' }],
    });
    const second = assignTo(changed(aTicket(), first, AT), 'Wang', TICKET_DEFAULTS, doing);
    expect(second.set.news).toBeUndefined();
    expect(second.events).toMatchObject([{ from: 'Li', to: 'Wang' }]);
  });

  it.each([
    ['waiting-for-customer', 'waiting-for-customer', AT + 24 * HOUR, undefined],
    ['closed', 'assigned', doing.now + 24 * HOUR, doing.now + 24 * HOUR],
  ] as const)('gets a ticket that is %s, which is %s then', (state, next, dueAt, actAt) => {
    const change = assignTo(aTicket({ state }), 'Li', TICKET_DEFAULTS, doing);
    expect(change.set).toMatchObject({ state: next, dueAt, actAt });
  });

  it('answers, and the ticket waits for the customer', () => {
    const change = replyTo(aTicket(), '请看邮件', TICKET_DEFAULTS, doing);
    expect(change.set).toMatchObject({
      state: 'waiting-for-customer',
      actAt: undefined,
      news: [{ text: '【工单 T-7】请看邮件' }],
    });
    expect(change.events.map(({ what }) => what)).toEqual(['reply', 'state']);
    const again = replyTo(changed(aTicket(), change, AT), '看到了吗', TICKET_DEFAULTS, doing);
    expect(again.events.map(({ what }) => what)).toEqual(['reply']);
    expect(again.set.news).toHaveLength(2);
  });

  it('notes something for colleagues', () => {
    expect(noteOn('call back', doing)).toEqual({
      set: {},
      events: [{ at: doing.now, by: 'Li', what: 'note', text: 'call back' }],
    });
  });

  it.each([
    ['and acts then', {}, AT + 2 * HOUR],
    ['but acts when it was going to', { actAt: AT + 1 }, undefined],
  ])('makes it urgent: it is due earlier %s', (_, parts, actAt) => {
    const { set } = toPriority(aTicket(parts), 'urgent', TICKET_DEFAULTS, doing);
    expect(set).toEqual({ priority: 'urgent', dueAt: AT + 2 * HOUR, ...(actAt && { actAt }) });
  });

  it.each([
    ['open', { dueAt: AT + 5, actAt: AT + 5 }],
    ['assigned', { dueAt: AT + 5, actAt: AT + 5 }],
    ['solved', { dueAt: AT + 5 }],
  ] as const)('sets another time for a ticket that is %s', (state, set) => {
    expect(toDue(aTicket({ state }), AT + 5, doing).set).toEqual(set);
  });

  it.each([
    ['open', undefined, 'open'],
    ['open', 'Wang', 'assigned'],
    ['solved', 'Wang', 'solved'],
  ] as const)('hands over a ticket that is %s to %s: it is %s', (state, assignee, next) => {
    const change = handOverTo(aTicket({ state }), { group: 'finance', assignee, text: 'yours' }, doing);
    expect(change.set).toMatchObject({ group: 'finance', assignee, state: next });
    expect(change.events).toMatchObject([{ from: 'general', to: 'finance', text: 'yours' }]);
  });
});

describe('news', () => {
  const news = [
    { id: 'a', text: 'one', takenBy: 'e1' },
    { id: 'b', text: 'two' },
  ];

  it('is taken along once, the same when an entry comes again', () => {
    expect(takeNews(aTicket({ news }), 'e1', AT)).toEqual({ texts: ['one'] });
    const taken = takeNews(aTicket({ news }), 'e2', AT);
    expect(taken.texts).toEqual(['two']);
    expect(taken.change?.set.news).toEqual([news[0], { id: 'b', text: 'two', takenBy: 'e2' }]);
  });

  it('may be none', () => {
    expect(takeNews(aTicket(), 'e1', AT)).toEqual({ texts: [] });
  });
});
