import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeadLetters } from '../../../functions/adapters/aws/dead-letters.ts';
import { createMediaLibrary } from '../../../functions/adapters/aws/media-library.ts';
import { createOutboxStore } from '../../../functions/adapters/aws/outbox-store.ts';
import { createCustomSendApi } from '../../../functions/adapters/wechat-api/custom-send.ts';
import { createMediaApi } from '../../../functions/adapters/wechat-api/media.ts';
import { TICKET_ACTIONS } from '../../../functions/handlers/admin/ticket-actions.ts';
import { adminHandler } from '../../../functions/handlers/admin.ts';
import { actOnTickets } from '../../../functions/usecases/act-on-tickets.ts';
import { type DeliverDueDeps, deliverDue } from '../../../functions/usecases/deliver-due.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { noModel } from '../../support/models.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aService } from '../../support/service.ts';
import { aTicketDesk } from '../../support/tickets.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const HOUR = 3600;
const mornings = Array.from({ length: 7 }, (_, weekday) => ({ weekday, fromMinute: 9 * 60, untilMinute: 12 * 60 }));
const rules = [
  aRule({
    id: 'my-tickets',
    match: 'exact',
    keywords: ['我的工单'],
    modes: ['bot', 'waiting', 'human'],
    replies: [{ kind: 'ticket-status' }],
  }),
];

/** A shop that is closed: it is afternoon, and people come from 9 to 12. */
async function shop() {
  const offHours = { kind: 'ticket', content: '已记录，编号 {ticket}，明早回复您。' } as const;
  const settings = someSettings({ hours: mornings, offHours });
  const service = await aService(engine, { rules, settings });
  const { refresher, simulator, name, logger } = service;
  const { clock } = refresher;
  const { client } = engine;
  const deps = { ...aTicketDesk(engine, {}, clock), published: { current: async () => undefined } };
  const api = service.client();
  const delivery: DeliverDueDeps = {
    clock,
    pause: async () => {},
    logger,
    accounts: refresher.accounts,
    outboxes: createOutboxStore({ client, table: 'kefu-conversations' }),
    deadLetters: createDeadLetters({ client, table: 'kefu-accounts' }),
    library: createMediaLibrary({ client, table: 'kefu-accounts' }),
    customSend: createCustomSendApi(api),
    kf: service.kf,
    media: createMediaApi(api),
    files: { read: async () => new Uint8Array() },
    tickets: deps.desk,
    ...noModel,
    emit: async () => {},
    republish: async () => {},
    accountOf: async () => ({ credentials: { kind: 'service', wechatId: 'shop' }, quotas: {} }),
  };
  const admin = adminHandler({
    function: 'admin-tickets',
    actions: TICKET_ACTIONS,
    deps: () => ({ ...deps, accounts: refresher.accounts, randomKey: () => 'key' }),
    logger,
  });
  const customer = await service.user('wang');
  const run = async (seconds = 5) => {
    await simulator.advance(seconds);
    await deliverDue(delivery);
    await actOnTickets(deps, name);
  };
  const chat = () =>
    (simulator.state.accounts[name]?.users[customer.openId]?.chat ?? []).flatMap(({ via, content }) =>
      (via === 'custom-send' || via === 'passive') && content.kind === 'text' ? [content.text] : [],
    );
  const invoke = (action: string, fields: object) => admin({ action, account: name, ...fields });
  return { customer, run, chat, invoke };
}

describe('a ticket', () => {
  it('opened at night is solved in the morning, and the customer was told', async () => {
    const { customer, run, chat, invoke } = await shop();
    await customer.types('订单 123456 没有收到货');
    await run();
    expect(chat().at(-1)).toBe('已记录，编号 T-1001，明早回复您。');
    await customer.types('地址是北京');
    await run();
    await customer.types('我的工单');
    expect(chat().at(-1)).toMatch(/^您的工单：\nT-1001 {2}待处理（/);

    await run(17 * HOUR);
    const { ticket } = (await invoke('get', { ticket: 'T-1001' })) as unknown as { ticket: { history: object[] } };
    expect(ticket.history).toMatchObject([
      { text: '订单 123456 没有收到货' },
      { text: '地址是北京' },
      { text: '我的工单' },
    ]);
    await invoke('hand-over', { ticket: 'T-1001', group: '仓库', text: '请查物流' });
    expect(await invoke('list', { group: '仓库', state: 'open' })).toMatchObject({ tickets: [{ id: 'T-1001' }] });
    expect(await invoke('list', { group: 'general' })).toMatchObject({ tickets: [] });
    await invoke('assign', { ticket: 'T-1001', assignee: '小李' });
    expect(await invoke('reply', { ticket: 'T-1001', text: '今天补发' })).toMatchObject({ told: 'now' });
    await run();
    expect(chat().at(-1)).toBe('【工单 T-1001】今天补发');
    await customer.types('好的，谢谢');
    await run();
    expect(await invoke('transition', { ticket: 'T-1001', state: 'solved' })).toMatchObject({ told: 'now' });
    await run();
    expect(chat().at(-1)).toContain('T-1001 已解决');
    await customer.types('谢谢');
    await run();
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({ ticket: { state: 'solved' } });
    await customer.types('我的工单');
    expect(chat().at(-1)).toMatch(/T-1001 {2}已解决/);
    await customer.types('还是没有收到');
    await run();
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({
      ticket: { state: 'assigned', assignee: '小李' },
    });
  });

  it('tells who the customer is and what they said before', async () => {
    const { customer, run, invoke } = await shop();
    await customer.types('我的工单');
    await customer.types('没有收到货');
    await run();
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({ ticket: { card: '最近消息：\n· 我的工单' } });
  });

  it('escalates when it is overdue, and closes by itself when it is long solved', async () => {
    const { customer, run, invoke } = await shop();
    await customer.types('没有收到货');
    await run();
    await run(25 * HOUR);
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({ ticket: { priority: 'high' } });
    await invoke('transition', { ticket: 'T-1001', state: 'solved' });
    await run(73 * HOUR);
    expect(await invoke('get', { ticket: 'T-1001' })).toMatchObject({ ticket: { state: 'closed' } });
  });

  it('says what changed with the next message when the window was closed', async () => {
    const { customer, run, chat, invoke } = await shop();
    await customer.types('没有收到货');
    await run();
    await run(50 * HOUR);
    expect(await invoke('transition', { ticket: 'T-1001', state: 'solved' })).toMatchObject({
      told: 'at-next-message',
    });
    await customer.types('我的工单');
    await run();
    expect(chat().at(-1)).toContain('T-1001 已解决');
  });
});
