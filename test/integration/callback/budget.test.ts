import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConversationStore } from '../../../functions/adapters/aws/conversation-store.ts';
import type { RuleReply } from '../../../functions/domain/rules/rule.ts';
import type { ConversationStore } from '../../../functions/ports/conversation-store.ts';
import { anHttpEvent, invoke } from '../../support/callback.ts';
import { aCallback, eventBody } from '../../support/callback-world.ts';
import { aCredentials } from '../../support/credentials.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aPush, fieldOf, NOW, openAnswer } from '../../support/push.ts';
import { watchRequests } from '../../support/requests.ts';
import { aRule, someSettings } from '../../support/rules.ts';

let engine: Engine;
let requests: string[];
beforeAll(async () => {
  engine = await startEngine();
  requests = watchRequests(engine.client);
});
afterAll(() => engine.close());

const fails = async () => {
  throw new Error('DynamoDB is down');
};
const hangs = () => new Promise<never>(() => {});
const TRANSFER = 'transfer_customer_service';
const typeOf = (answer: string) => (answer === 'success' ? answer : fieldOf(answer, 'MsgType'));

describe('DynamoDB requests', () => {
  const rules = [
    aRule(),
    aRule({ id: 'seat', match: 'exact', keywords: ['专员'], replies: [{ kind: 'hand-off', kfAccount: 'a@test' }] }),
    aRule({ id: 'group', match: 'exact', keywords: ['售后'], replies: [{ kind: 'hand-off', group: '售后' }] }),
  ];
  const agents = { seenAt: NOW, agents: [{ kfAccount: 'a@test', acceptedCases: 0, capacity: 2, autoAccept: true }] };

  it.each([
    ['我要流量', ['UpdateItem']],
    ['你好', ['UpdateItem', 'UpdateItem']],
    ['专员', ['UpdateItem', 'UpdateItem', 'UpdateItem']],
    ['售后', ['UpdateItem', 'UpdateItem', 'UpdateItem']],
  ])('of %s are %j', async (content, expected) => {
    const item = marshall({ account: 'main', id: 'online', ...agents });
    await engine.client.send(new PutItemCommand({ TableName: 'kefu-accounts', Item: item }));
    const { ask, text, ruleSets } = await aCallback(engine);
    await ruleSets.publish({ rules, settings: someSettings({ groups: { 售后: ['b@test'] } }) });
    const before = requests.length;
    const answer = await ask(text(content));
    expect(requests.slice(before)).toEqual(expected);
    expect(fieldOf(answer, 'KfAccount')).toBe(content === '专员' ? 'a@test' : undefined);
  });
});

describe.each<[string, ConversationStore]>([
  ['down', { record: fails, apply: fails }],
  ['silent', { record: hangs, apply: hangs }],
])('while DynamoDB is %s', (_case, conversations) => {
  const budgetMs = 30;

  it('the user still gets the answer of the rule', async () => {
    const { ask, text, logger } = await aCallback(engine, { conversations, budgetMs });
    expect(fieldOf(await ask(text('流量')), 'Content')).toBe('亲，送流量活动');
    expect(logger.lines.map(({ event }) => event)).toEqual(['message.trouble', 'message.answered']);
  });

  it('what no rule answers goes to a human', async () => {
    const { ask, text } = await aCallback(engine, { conversations, budgetMs });
    expect(typeOf(await ask(text('你好')))).toBe(TRANSFER);
  });

  it('a session event is to be repeated', async () => {
    const { push, openId } = await aCallback(engine, { conversations, budgetMs });
    const event = eventBody(openId, 'kf_create_session', { KfAccount: 'a@test' });
    expect(await push(event)).toMatchObject({ statusCode: 500, body: '' });
  });

  it('any other event is answered success', async () => {
    const { ask, openId } = await aCallback(engine, { conversations, budgetMs });
    expect(await ask(eventBody(openId, 'VIEW', { EventKey: 'x' }))).toBe('success');
  });

  it.each<[string, RuleReply]>([
    ['a ticket', { kind: 'ticket', content: '已记录' }],
    ['a menu', { kind: 'menu', items: [{ id: '1', content: '是' }] }],
  ])('%s that is not stored becomes a transfer', async (_kind, reply) => {
    const { ask, text, ruleSets } = await aCallback(engine, { conversations, budgetMs });
    await ruleSets.publish({ rules: [aRule({ replies: [reply] })] });
    expect(typeOf(await ask(text('流量')))).toBe(TRANSFER);
  });

  it("a mini program's reply that is not stored becomes a transfer", async () => {
    const account = aCredentials({ kind: 'mini-program' });
    const { ask, text } = await aCallback(engine, { account, conversations, budgetMs });
    expect(typeOf(await ask(text('流量')))).toBe(TRANSFER);
  });
});

describe('the budget', () => {
  it('counts from the moment the gateway took the request', async () => {
    const { account, handler, text } = await aCallback(engine, {
      conversations: { record: hangs, apply: hangs },
      now: () => NOW * 1000 + 3_599_999,
      budgetMs: 3_600_000,
    });
    const push = aPush(account, text('流量'), { timestamp: NOW + 3_599 });
    const { body = '' } = await invoke(handler, anHttpEvent(push));
    expect(fieldOf(openAnswer(account, body), 'Content')).toBe('亲，送流量活动');
  });

  it('ends in a transfer when there are no rules to decide by', async () => {
    const ruleSets = { current: hangs, numbered: hangs };
    const { ask, text, openId } = await aCallback(engine, { ruleSets, budgetMs: 30 });
    expect(typeOf(await ask(text('流量')))).toBe(TRANSFER);
    expect(await ask(eventBody(openId, 'subscribe'))).toBe('success');
  });

  it('is over for a server that never answers', async () => {
    const client = new DynamoDBClient({
      endpoint: 'http://127.0.0.1:9',
      region: 'x',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    const conversations = createConversationStore({ client, table: 'kefu-conversations' });
    const { ask, text } = await aCallback(engine, { conversations, budgetMs: 200 });
    expect(fieldOf(await ask(text('流量')), 'Content')).toBe('亲，送流量活动');
    client.destroy();
  });

  it('keeps a reply that was recorded but whose effects could not be stored', async () => {
    const alive = createConversationStore({ client: engine.client, table: 'kefu-conversations' });
    const { ask, text } = await aCallback(engine, { conversations: { record: alive.record, apply: fails } });
    expect(typeOf(await ask(text('你好')))).toBe(TRANSFER);
  });
});
