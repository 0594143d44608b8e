import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgentList } from '../../../functions/adapters/aws/agent-list.ts';
import { createConversationStore } from '../../../functions/adapters/aws/conversation-store.ts';
import { createDeadLetters } from '../../../functions/adapters/aws/dead-letters.ts';
import { createGroupSendStore } from '../../../functions/adapters/aws/group-send-store.ts';
import { createStatisticsStore } from '../../../functions/adapters/aws/statistics-store.ts';
import { createWebhookQueue } from '../../../functions/adapters/aws/webhook-queue.ts';
import type { ContactFilter } from '../../../functions/domain/contact-filter.ts';
import { deadLetterOf } from '../../../functions/domain/dead-letter.ts';
import type { GroupSend } from '../../../functions/domain/group-send.ts';
import { FRESH } from '../../../functions/domain/mode.ts';
import type { ContactStore } from '../../../functions/ports/contact-store.ts';
import { aChange, contactWorld } from '../../support/contacts.ts';
import { storedConversation, UNHURRIED } from '../../support/conversations.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aTextMessage } from '../../support/messages.ts';
import { anEntry } from '../../support/sending.ts';
import { aTicketDesk, aTicketEntry } from '../../support/tickets.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

async function listed(contacts: ContactStore, account: string, filter: ContactFilter, limit = 3): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await contacts.list(account, filter, { limit, ...(after !== undefined && { after }) });
    found.push(...page.contacts.map(({ openId }) => openId));
    after = page.next;
  } while (after !== undefined);
  return found;
}

const aGroupSend = (account: string): GroupSend => ({
  ...{ account, id: 'g1', message: { kind: 'text', content: '活动' }, status: 'running', createdAt: 1, startAt: 1 },
  ...{ recipients: 3, lists: 1, list: 0, position: 0, accepted: 0, refused: 0, unknown: 0, skipped: 0, jobs: [] },
});

const aDeadLetter = (account: string, openId: string) => {
  const message = aTextMessage({ account, openId });
  const outgoing = { account, openId, state: FRESH, windows: [], entries: [] };
  const reason = { code: 'x', message: 'x', hint: 'x' };
  return deadLetterOf(outgoing, anEntry(message, 0, '一'), 'refused', reason as never, 1);
};

describe('contacts', () => {
  it('learn each change once, whatever is delivered again', async () => {
    const { account, contacts } = contactWorld(engine);
    const waits = { sequence: '11', change: aChange({ modes: { before: 'bot', after: 'waiting' } }) };
    expect(await contacts.follow(account, 'o1', [waits])).toBe(true);
    expect(await contacts.follow(account, 'o1', [waits])).toBe(false);
    await contacts.follow(account, 'o1', [waits, { ...waits, sequence: '120' }]);
    expect(await contacts.read(account, 'o1')).toMatchObject({ handOffs: 2 });
  });

  it('bring their tags to the conversation, where rules read them', async () => {
    const { account, contacts, put } = contactWorld(engine);
    const tags = async (openId: string) => (await storedConversation(engine.client, openId, account)).tags;
    const conversations = createConversationStore({ client: engine.client, table: 'kefu-conversations' });
    await put({ openId: 'oImported1', tags: ['VIP'] });
    await contacts.edit(account, 'oImported1', { tags: ['VIP', '老客户'] });
    expect(await tags('oImported1')).toBeUndefined();
    await conversations.record(aTextMessage({ account, openId: 'oImported1' }), UNHURRIED);
    await contacts.follow(account, 'oImported1', [{ sequence: '1', change: aChange() }]);
    expect([...((await tags('oImported1')) as Set<string>)].sort()).toEqual(['VIP', '老客户']);
    await contacts.edit(account, 'oImported1', { tags: [] });
    expect(await tags('oImported1')).toBeUndefined();
  });

  it('keep what people typed while changes come in', async () => {
    const { account, contacts } = contactWorld(engine);
    await contacts.follow(account, 'o1', [{ sequence: '1', change: aChange() }]);
    await Promise.all([
      contacts.edit(account, 'o1', { remark: '老客户', tags: ['VIP'], fields: { city: '杭州' } }),
      contacts.follow(account, 'o1', [{ sequence: '2', change: aChange({ lastAt: 1_800_000_100 }) }]),
    ]);
    expect(await contacts.read(account, 'o1')).toMatchObject({
      remark: '老客户',
      tags: ['VIP'],
      fields: { city: '杭州' },
      lastSeenAt: 1_800_000_100,
    });
    await contacts.edit(account, 'o1', { remark: null });
    expect((await contacts.read(account, 'o1'))?.remark).toBeUndefined();
  });

  it('are found by any of their conditions, page by page, and by none they lost', async () => {
    const { account, contacts, put } = contactWorld(engine);
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    await put(
      ...numbers.map((n) => ({
        openId: `o${String(n).padStart(3, '0')}`,
        lastSeenAt: 1_800_000_000 + n,
        tags: [...(n % 2 === 0 ? ['even'] : []), ...(n % 3 === 0 ? ['third'] : [])],
        source: n < 20 ? 'low' : 'high',
      })),
    );
    const named = (wanted: (n: number) => boolean) =>
      numbers.filter(wanted).map((n) => `o${String(n).padStart(3, '0')}`);
    expect(await listed(contacts, account, { tags: ['even'] })).toEqual(named((n) => n % 2 === 0));
    expect(await listed(contacts, account, { tags: ['even', 'third'], source: 'high' })).toEqual(
      named((n) => n % 6 === 0 && n >= 20),
    );
    expect(await listed(contacts, account, { tags: ['none'] })).toEqual([]);
    expect(await listed(contacts, account, {}, 7)).toEqual(named(() => true).reverse());
    expect(await listed(contacts, account, { lastSeenFrom: 1_800_000_037 })).toEqual(['o039', 'o038', 'o037']);
    await contacts.edit(account, 'o000', { tags: [] });
    expect(await listed(contacts, account, { tags: ['even', 'third'], source: 'low' })).toEqual(
      named((n) => n % 6 === 0 && n < 20 && n > 0),
    );
  });

  it('spend a yes to subscribe messages once', async () => {
    const { account, contacts, put } = contactWorld(engine);
    await put({ openId: 'o1', optIns: { T1: 1 } });
    const spent = await Promise.all([1, 2, 3].map(() => contacts.spendOptIn(account, 'o1', 'T1')));
    expect(spent.filter(Boolean)).toHaveLength(1);
  });

  it('leave nothing behind when somebody is forgotten', async () => {
    const { account, contacts, people, put } = contactWorld(engine);
    await put({ openId: 'oGone', tags: ['VIP'], scenes: ['door'] });
    await contacts.wantFollower(account, 'oGone');
    const at = { ...aTicketDesk(engine), deps: { client: engine.client, table: 'kefu-accounts' } };
    await createConversationStore({ client: engine.client, table: 'kefu-conversations' }).record(
      aTextMessage({ account, openId: 'oGone' }),
      UNHURRIED,
    );
    await at.desk.open(account, 'oGone', aTicketEntry('k1'));
    const statistics = createStatisticsStore({ client: engine.client, table: 'kefu-statistics' });
    await statistics.keepText({ account, openId: 'oGone', text: '为什么', at: 1, key: 'k' });
    const webhooks = createWebhookQueue(at.deps);
    const event = { id: 'e1', type: 'message.received', at: 1, data: { account, openId: 'oGone', text: '你好' } };
    const ofTicket = { id: 'e2', type: 'ticket.opened', at: 2, data: { ticket: { openId: 'oGone' } } };
    for (const one of [event, ofTicket]) await webhooks.put(account, 'desk', one);
    const queue = { count: 2, openIds: ['oGone', 'oStays'] };
    await createAgentList(at.deps).save(account, { seenAt: 1, agents: [], queue });
    const groupSends = createGroupSendStore(at.deps);
    await groupSends.create(aGroupSend(account), [['oStays', 'oGone', 'oToo']]);
    await createDeadLetters(at.deps).put(aDeadLetter(account, 'oGone'));

    const person = await people.collect(account, 'oGone');
    expect(Object.fromEntries(Object.entries(person).map(([table, items]) => [table, items.length]))).toEqual({
      ...{ contacts: 1, conversations: 1, tickets: 1, statistics: 1, accounts: 5 },
    });
    expect(JSON.stringify(person)).not.toMatch(/oStays|oToo/);
    await people.forget(account, 'oGone');
    for (const table of ['contacts', 'conversations', 'tickets', 'statistics', 'accounts']) {
      const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: `kefu-${table}` }));
      expect([table, JSON.stringify(Items).includes('oGone')]).toEqual([table, false]);
    }
    expect(await groupSends.recipients(account, 'g1', 0)).toEqual(['oStays', '', 'oToo']);
    expect(await people.collect(account, 'oGone')).toEqual({});
  });
});
