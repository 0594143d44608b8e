import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TICKET_ACTIONS, type TicketDeps } from '../../../functions/handlers/admin/ticket-actions.ts';
import { type AdminAnswer, adminHandler } from '../../../functions/handlers/admin.ts';
import { memoryLogger } from '../../support/callback.ts';
import { storedConversation } from '../../support/conversations.ts';
import { aCredentials } from '../../support/credentials.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { NOW } from '../../support/push.ts';
import { aTicketDesk, aTicketEntry, aTicketMessage } from '../../support/tickets.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

let worlds = 0;
/** `kefu-admin-tickets` for an account of its own, with a customer who wrote so many seconds ago. */
async function world(writtenSecondsAgo = 60) {
  const [account, openId] = [`shop${++worlds}`, `o${worlds}`];
  const window = { M: { at: { N: `${NOW - writtenSecondsAgo}` }, sent: { N: '0' } } };
  const Item = { account: { S: account }, openId: { S: openId }, windowMessage: window };
  await engine.client.send(new PutItemCommand({ TableName: 'kefu-conversations', Item }));
  const { desk, tickets, customers, surveys, clock } = aTicketDesk(engine);
  const deps: TicketDeps = {
    tickets,
    customers,
    surveys,
    clock,
    published: { current: async () => undefined },
    accounts: { read: async (name) => (name === account ? aCredentials() : undefined) },
    randomKey: () => `${Math.random()}`,
  };
  const handler = adminHandler({
    function: 'admin-tickets',
    actions: TICKET_ACTIONS,
    deps: () => deps,
    logger: memoryLogger(),
  });
  const invoke = (action: string, fields: object = {}): Promise<AdminAnswer> => handler({ action, account, ...fields });
  const outbox = async () => (await storedConversation(engine.client, openId, account)).outbox;
  return { account, openId, desk, customers, invoke, outbox };
}

describe('kefu-admin-tickets', () => {
  it('leads a ticket from its opening to its end, and keeps all of it in the history', async () => {
    const { openId, invoke } = await world();
    const opened = await invoke('open', { openId, text: '退款', category: '售后', by: '小李' });
    expect(opened).toMatchObject({ ok: true, ticket: { id: 'T-1001', state: 'open', version: 1 } });
    const steps: [string, object, string][] = [
      ['assign', { assignee: 'li@shop' }, 'assigned'],
      ['reply', { text: '请给我订单号' }, 'waiting-for-customer'],
      ['note', { text: '疑似重复付款' }, 'waiting-for-customer'],
      ['priority', { priority: 'high' }, 'waiting-for-customer'],
      ['due', { dueAt: NOW + 3600 }, 'waiting-for-customer'],
      ['hand-over', { group: '财务', text: '请核对' }, 'open'],
      ['transition', { state: 'solved' }, 'solved'],
      ['transition', { state: 'closed' }, 'closed'],
    ];
    for (const [action, fields, state] of steps) {
      expect(await invoke(action, { ticket: 'T-1001', by: '小李', ...fields })).toMatchObject({ ticket: { state } });
    }
    const { ticket } = (await invoke('get', { ticket: '1001' })) as unknown as { ticket: { history: object[] } };
    expect(ticket.history.filter((event) => 'by' in event && event.by === '小李')).toHaveLength(10);
  });

  it('tells the customer within their window, and keeps the last send for a human', async () => {
    const { openId, invoke, outbox } = await world();
    await invoke('open', { openId, text: '退款' });
    expect(await invoke('reply', { ticket: 'T-1001', text: '已退' })).toMatchObject({ ok: true, told: 'now' });
    expect(await outbox()).toMatchObject([{ kind: 'send', reply: { content: '【工单 T-1001】已退' } }]);
  });

  it('keeps the news for the next message when the window is closed', async () => {
    const { account, openId, desk, invoke, outbox } = await world(49 * 3600);
    await desk.open(account, openId, aTicketEntry('a'));
    expect(await invoke('transition', { ticket: 'T-1001', state: 'solved' })).toMatchObject({
      told: 'at-next-message',
    });
    expect(await outbox()).toEqual([]);
    expect(await desk.addMessage(account, openId, aTicketMessage('b', { isAnswered: true }))).toContain('已解决');
  });

  it.each([
    ['no rule was meant for', false, 'open'],
    ['a rule answered', true, 'solved'],
  ])('after it is solved, a message %s leaves it %s', async (_, isAnswered, state) => {
    const { account, openId, desk, invoke, customers } = await world();
    await desk.open(account, openId, aTicketEntry('a'));
    await invoke('transition', { ticket: 'T-1001', state: 'solved' });
    await desk.addMessage(account, openId, aTicketMessage('b', { isAnswered }));
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({ ticket: { state } });
    expect(await customers.of(account, openId)).toMatchObject([{ id: 'T-1001', state }]);
  });

  it.each([
    ['好的，谢谢', 'solved'],
    ['还是没有收到', 'open'],
  ])('after it is solved, 「%s」 leaves it %s, and is in its history', async (text, state) => {
    const { account, openId, desk, invoke } = await world();
    await desk.open(account, openId, aTicketEntry('a'));
    await invoke('transition', { ticket: 'T-1001', state: 'solved' });
    const question = { text, messageKey: 'b', askedAt: NOW };
    await desk.addMessage(account, openId, aTicketMessage('b', { question }));
    const { ticket } = (await invoke('get', { ticket: 'T-1001' })) as unknown as { ticket: { history: object[] } };
    expect(ticket).toMatchObject({ state });
    expect(ticket.history).toContainEqual(expect.objectContaining({ what: 'message', text }));
  });

  it('tells the second of two people at one ticket, and overwrites nothing', async () => {
    const { openId, invoke } = await world();
    await invoke('open', { openId, text: '退款' });
    await invoke('assign', { ticket: 'T-1001', version: 1, assignee: 'li', by: '小李' });
    const second = await invoke('assign', { ticket: 'T-1001', version: 1, assignee: 'wang', by: '小王' });
    expect(second).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({ ticket: { assignee: 'li' } });
    const both = await Promise.all([
      invoke('note', { ticket: 'T-1001', text: 'a' }),
      invoke('note', { ticket: 'T-1001', text: 'b' }),
    ]);
    const stored = (await invoke('get', { ticket: 'T-1001' })) as unknown as {
      ticket: { history: { what: string }[] };
    };
    const notes = stored.ticket.history.filter(({ what }) => what === 'note');
    expect(notes).toHaveLength(both.filter(({ ok }) => ok).length);
  });

  it('lists by group and state, page by page', async () => {
    const { invoke } = await world();
    for (let count = 0; count < 5; count++) await invoke('open', { text: `${count}`, group: '售后' });
    await invoke('open', { text: 'x', group: '财务' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = (await invoke('list', { group: '售后', limit: 2, ...(cursor && { cursor }) })) as unknown as {
        tickets: { subject: string }[];
        cursor?: string;
      };
      seen.push(...page.tickets.map(({ subject }) => subject));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(['0', '1', '2', '3', '4']);
    expect(await invoke('list', { group: '售后', state: 'closed' })).toEqual({ ok: true, tickets: [] });
  });

  it('exports CSV that a spreadsheet reads as text', async () => {
    const { invoke } = await world();
    await invoke('open', { text: '=1+1,"a"', group: '售后' });
    const { csv } = (await invoke('export')) as unknown as { csv: string };
    expect(parse(csv, { columns: true })).toMatchObject([{ id: 'T-1001', state: 'open', subject: `'=1+1,"a"` }]);
  });

  it.each([
    ['get', { ticket: 'T-9' }, 'unknown-ticket', /no ticket T-9/],
    ['get', { ticket: 'x' }, 'bad-input', /T-1042/],
    ['transition', { ticket: 'T-1001', state: 'assigned' }, 'wrong-state', /cannot become assigned/],
    ['reply', { ticket: 'T-1001', text: 'a' }, 'no-customer', /no customer/],
    ['list', { cursor: 'bm9uc2Vuc2U' }, 'bad-cursor', /none of this list/],
    ['list', { account: 'typo' }, 'unknown-account', /typo/],
  ])('refuses %s %j in words', async (action, fields, code, message) => {
    const { invoke } = await world();
    await invoke('open', { text: '退款' });
    expect(await invoke(action, fields)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringMatching(message) },
    });
  });
});
