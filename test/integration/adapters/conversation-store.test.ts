import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConversationStore } from '../../../functions/adapters/aws/conversation-store.ts';
import type { Decision } from '../../../functions/domain/decision.ts';
import { FRESH } from '../../../functions/domain/mode.ts';
import { restOf } from '../../../functions/domain/rest.ts';
import type { ConversationStore } from '../../../functions/ports/conversation-store.ts';
import type { Message } from '../../../functions/wechat/messages/index.ts';
import { itemBytes, rawConversation, storedConversation, UNHURRIED } from '../../support/conversations.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import {
  aClickEvent,
  aKfCloseSessionEvent,
  aKfCreateSessionEvent,
  anUnsubscribeEvent,
  aScanEvent,
  aSubscribeEvent,
  aTextMessage,
} from '../../support/messages.ts';
import { NOW } from '../../support/push.ts';

let engine: Engine;
let store: ConversationStore;
let openId: string;
let users = 0;
beforeAll(async () => {
  engine = await startEngine();
  store = createConversationStore({ client: engine.client, table: 'kefu-conversations' });
});
afterAll(() => engine.close());
beforeEach(() => {
  openId = `oABCD1234567890abcdef${String(++users).padStart(7, '0')}`;
});

const aDecision = (parts: Partial<Decision> = {}): Decision => ({
  mode: 'bot',
  rests: [],
  outbox: [],
  answered: { number: 1 },
  ...parts,
});
const record = (message: Message) => store.record(message, UNHURRIED);
const apply = (message: Message, parts: Partial<Decision>, rests = FRESH_USER.rests) =>
  store.apply(message, aDecision(parts), { ...FRESH_USER, rests }, UNHURRIED);
const FRESH_USER = { state: FRESH, rests: [] as Decision['rests'] };
const waiting = (at: number) => ({ mode: 'waiting' as const, at, cause: 'message' as const });
const entry = (message: Message) => ({
  id: message.messageKey,
  kind: 'send' as const,
  createdAt: message.createdAt,
  expiresAt: message.createdAt + 120,
  trigger: 'message' as const,
  reply: { kind: 'text' as const, content: '你好' },
});
const stored = () => storedConversation(engine.client, openId);

describe('record', () => {
  it('finds a user never seen fresh, and knows the message again', async () => {
    const message = aTextMessage({ openId });
    expect(await record(message)).toEqual({ before: FRESH_USER, repeated: false });
    expect(await record(message)).toEqual({ before: { ...FRESH_USER, said: ['你好'] }, repeated: true });
  });

  it('gives every delivery the state that the first one found', async () => {
    const first = aTextMessage({ openId });
    await record(first);
    await apply(first, { state: waiting(NOW), question: { text: '?', messageKey: '1', askedAt: NOW } });
    const second = aTextMessage({ openId, createdAt: NOW + 1 });
    expect((await record(second)).before.state).toEqual(waiting(NOW));
    expect(await record(first)).toMatchObject({ before: { state: FRESH }, repeated: true, answered: { number: 1 } });
    expect((await record(second)).before.state).toEqual(waiting(NOW));
  });

  it('remembers sixteen messages', async () => {
    const messages = Array.from({ length: 17 }, () => aTextMessage({ openId }));
    for (const message of messages) await record(message);
    const [oldest, next] = messages;
    const repeats = [await record(next ?? never()), await record(oldest ?? never())];
    expect(repeats.map(({ repeated }) => repeated)).toEqual([true, false]);
  });

  it.each([
    ['windowMessage', () => aTextMessage({ openId })],
    ['windowMenuClick', () => aTextMessage({ openId, menuItemId: '1' })],
    ['windowMenuClick', () => aClickEvent({ openId })],
    ['windowFollow', () => aSubscribeEvent({ openId })],
    ['windowScan', () => aScanEvent({ openId })],
  ])('opens %s whole', async (attribute, message) => {
    await record(message());
    expect((await stored())[attribute]).toEqual({ at: NOW, sent: 0 });
  });

  it('does not set a newer window back when an older message comes late', async () => {
    await record(aTextMessage({ openId, createdAt: NOW + 9 }));
    expect(await record(aTextMessage({ openId }))).toMatchObject({ repeated: false });
    expect(await stored()).toMatchObject({ lastAt: NOW + 9, windowMessage: { at: NOW + 9 } });
  });

  it('opens a window of another kind for a message that comes late', async () => {
    await record(aTextMessage({ openId, createdAt: NOW + 9 }));
    await record(aSubscribeEvent({ openId }));
    expect(await stored()).toMatchObject({ lastAt: NOW + 9, windowFollow: { at: NOW } });
  });

  it('closes the windows of a user who leaves', async () => {
    await record(aTextMessage({ openId }));
    await record(anUnsubscribeEvent({ openId, createdAt: NOW + 1 }));
    expect((await stored()).windowMessage).toBeUndefined();
  });

  it('takes one of many simultaneous deliveries for the first', async () => {
    const message = aTextMessage({ openId });
    const all = await Promise.all(Array.from({ length: 20 }, () => record(message)));
    expect(all.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it('loses none of many simultaneous messages', async () => {
    const messages = Array.from({ length: 9 }, (_, index) => aTextMessage({ openId, createdAt: NOW + (index % 3) }));
    await Promise.all(messages.map(record));
    const again = await Promise.all(messages.map(record));
    expect(again.every(({ repeated }) => repeated)).toBe(true);
  });
});

describe('apply', () => {
  it('stores a decision once, and tells the second what the first answered', async () => {
    const message = aTextMessage({ openId });
    await record(message);
    const answered = { number: 7, ruleMark: 'AbCd-_12', kfAccount: 'a@test' };
    expect(await apply(message, { outbox: [entry(message)], answered })).toEqual({});
    expect(await apply(message, { outbox: [entry(message)], answered: { number: 8 } })).toEqual({ answered });
    expect(await stored()).toMatchObject({ outbox: [entry(message)], outboxDueAt: NOW });
  });

  it('keeps the mode that something later set, and still fills the outbox', async () => {
    const close = aKfCloseSessionEvent({ openId, createdAt: NOW + 5 });
    await record(close);
    await apply(close, { state: { mode: 'bot', at: NOW + 5, cause: 'close' } });
    const message = aTextMessage({ openId });
    await record(message);
    await apply(message, { state: waiting(NOW), outbox: [entry(message)] });
    expect(await stored()).toMatchObject({ mode: 'bot', outbox: [{ id: message.messageKey }] });
  });

  it('lets the later of two messages of one second have the mode', async () => {
    const [first, second] = [aTextMessage({ openId }), aTextMessage({ openId })];
    await apply(first, { state: waiting(NOW) });
    await apply(second, { state: { mode: 'bot', at: NOW, cause: 'message' } });
    expect((await stored()).mode).toBe('bot');
  });

  it('puts whoever waits into the index of waiting users, until they do not', async () => {
    const message = aTextMessage({ openId });
    await apply(message, { state: waiting(NOW), question: { text: '退款', messageKey: '1', askedAt: NOW } });
    expect(await stored()).toMatchObject({ mode: 'waiting', waitingAt: NOW, question: { text: '退款' } });
    expect(await inIndex('waiting', 'waitingAt')).toContain(openId);
    const create = aKfCreateSessionEvent({ openId, createdAt: NOW + 1 });
    await apply(create, { state: { mode: 'human', at: NOW + 1, cause: 'create', kfAccount: 'a@test' } });
    const { mode, kfAccount, waitingAt, question } = await stored();
    expect([mode, kfAccount, waitingAt, question]).toEqual(['human', 'a@test', undefined, undefined]);
    expect(await inIndex('waiting', 'waitingAt')).not.toContain(openId);
  });

  it('puts an outbox into the index of what is due, until it is dropped', async () => {
    const message = aTextMessage({ openId });
    await apply(message, { outbox: [entry(message)] });
    expect(await inIndex('outbox-due', 'outboxDueAt')).toContain(openId);
    const leaving = anUnsubscribeEvent({ openId, createdAt: NOW + 1 });
    await apply(leaving, { state: { mode: 'bot', at: NOW + 1, cause: 'close' }, dropsOutbox: true });
    expect(await inIndex('outbox-due', 'outboxDueAt')).not.toContain(openId);
    expect((await stored()).outbox).toEqual([]);
  });

  it('refuses what would make the outbox longer than twenty', async () => {
    const [first, second] = [aTextMessage({ openId }), aTextMessage({ openId })];
    await apply(first, { outbox: Array.from({ length: 20 }, () => entry(first)) });
    await expect(apply(second, { outbox: [entry(second)] })).rejects.toThrow('outbox of the conversation is full');
  });

  it('keeps the five newest rests', async () => {
    const messages = Array.from({ length: 9 }, (_, index) => aTextMessage({ openId, createdAt: NOW + index }));
    for (const [index, message] of messages.entries()) {
      const { before } = await record(message);
      await apply(message, { rests: [restOf(before.rests, `rule-${index}`, message)] }, before.rests);
    }
    const { before } = await record(aTextMessage({ openId, createdAt: NOW + 20 }));
    expect(before.rests.map(({ at }) => at).sort()).toEqual(messages.slice(4).map(({ createdAt }) => createdAt));
  });

  it('remembers what a rest replaced, and where the user came from', async () => {
    const [first, second] = [aTextMessage({ openId }), aTextMessage({ openId, createdAt: NOW + 60 })];
    await apply(first, { rests: [restOf([], 'rule', first)], source: 'shop-7' });
    const { before } = await record(second);
    await apply(second, { rests: [restOf(before.rests, 'rule', second)] }, before.rests);
    const { before: later } = await record(aTextMessage({ openId, createdAt: NOW + 61 }));
    expect(later).toMatchObject({ source: 'shop-7', rests: [{ at: NOW + 60, earlierAt: NOW }] });
  });
});

describe('what the user said', () => {
  it('is kept cut, the last two, for whoever takes over', async () => {
    const texts = ['一', '二', '三', '四\n行', `五${'很'.repeat(50)}`];
    for (const content of texts) await record(aTextMessage({ openId, content }));
    await record(aClickEvent({ openId, createdAt: NOW + 1 }));
    const { before } = await record(aTextMessage({ openId, content: '六' }));
    expect(before.said).toEqual(['四 行', `五${'很'.repeat(10)}…`]);
  });
});

describe('the item', () => {
  const LONG = {
    account: 'a'.repeat(24),
    seat: `${'k'.repeat(10)}@${'w'.repeat(20)}`,
    events: [aSubscribeEvent, aScanEvent, aClickEvent],
    content: '',
  };
  const USUAL = {
    account: 'shop',
    seat: 'amy@shop',
    events: [aSubscribeEvent, aClickEvent],
    content: '请问我的订单什么时候能够发货呢谢谢',
  };

  it.each([
    ['waiting', 'long names', LONG],
    ['human', 'long names', LONG],
    ['waiting', 'long messages', USUAL],
    ['human', 'long messages', USUAL],
  ] as const)(
    'stays under 1 KB for a user in %s with %s, its outbox empty',
    async (last, _, { account, seat, events, content }) => {
      const at = (index: number) => ({ account, openId, createdAt: NOW + index });
      for (const [index, event] of events.entries()) await record(event(at(index)));
      for (let index = 3; index < 40; index++) {
        const message = aTextMessage({ ...at(index), content });
        const { before } = await record(message);
        const isHuman = index % 2 === (last === 'human' ? 1 : 0);
        const decision = aDecision({
          state: {
            at: NOW + index,
            ...(isHuman ? { mode: 'human', cause: 'create', kfAccount: seat } : { mode: 'waiting', cause: 'message' }),
          },
          rests: [restOf(before.rests, `rule-${index}`, message)],
          answered: { number: 99_999, ruleMark: 'AbCd-_', ...(index % 10 ? {} : { kfAccount: seat }) },
          ...(!isHuman && {
            question: { text: '请问我的订单什么时候发货', messageKey: message.messageKey, askedAt: NOW + index },
          }),
        });
        await store.apply(message, decision, before, UNHURRIED);
      }
      expect((await storedConversation(engine.client, openId, account)).mode).toBe(last);
      expect(itemBytes(await rawConversation(engine.client, openId, account))).toBeLessThanOrEqual(1024);
    },
  );

  it('with strange attributes in it is read all the same', async () => {
    const Item = {
      account: { S: 'main' },
      openId: { S: openId },
      state: { S: '?' },
      r_: { N: '1' },
      question: { S: '' },
    };
    await engine.client.send(new PutItemCommand({ TableName: 'kefu-conversations', Item }));
    expect((await record(aTextMessage({ openId }))).before.state.mode).toBe('bot');
  });
});

async function inIndex(IndexName: string, sort: string): Promise<(string | undefined)[]> {
  const { Items = [] } = await engine.client.send(
    new QueryCommand({
      TableName: 'kefu-conversations',
      IndexName,
      KeyConditionExpression: `account=:account AND ${sort}>:zero`,
      ExpressionAttributeValues: { ':account': { S: 'main' }, ':zero': { N: '0' } },
    }),
  );
  return Items.map((item) => item.openId?.S);
}

const never = (): never => {
  throw new Error('there are seventeen messages');
};
