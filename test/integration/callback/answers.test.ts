import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConversationStore } from '../../../functions/adapters/aws/conversation-store.ts';
import { createCallback } from '../../../functions/handlers/callback.ts';
import { anHttpEvent, invoke, memoryAgents, memoryLogger, memoryRuleSets } from '../../support/callback.ts';
import { aCredentials } from '../../support/credentials.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aPush, fieldOf, NOW, openAnswer, type WireBody } from '../../support/push.ts';

describe('callback', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  const account = aCredentials();
  let users = 0;
  let openId: string;
  let ruleSets: ReturnType<typeof memoryRuleSets>;
  let logger: ReturnType<typeof memoryLogger>;
  let handler: ReturnType<typeof createCallback>;
  beforeEach(async () => {
    openId = `o${++users}`;
    ruleSets = memoryRuleSets();
    logger = memoryLogger();
    await ruleSets.publish();
    handler = createCallback(() => ({
      credentials: { read: async (name) => (name === 'main' ? account : undefined) },
      conversations: createConversationStore({ client: engine.client, table: 'kefu-conversations' }),
      ruleSets,
      agents: memoryAgents(),
      logger,
      now: () => NOW * 1000,
      budgetMs: 3_000,
    }));
  });

  const text = (content: string, changes: WireBody = {}): WireBody => ({
    ToUserName: account.originalId,
    FromUserName: openId,
    CreateTime: NOW,
    MsgType: 'text',
    Content: content,
    MsgId: `${openId}-${content}`,
    ...changes,
  });
  const push = (body: WireBody) => invoke(handler, anHttpEvent(aPush(account, body)));

  it('answers a text by a rule', async () => {
    const { statusCode, body = '' } = await push(text('我要流量'));
    const answer = openAnswer(account, body);
    expect([statusCode, fieldOf(answer, 'MsgType'), fieldOf(answer, 'Content'), fieldOf(answer, 'ToUserName')]).toEqual(
      [200, 'text', '亲，送流量活动', openId],
    );
  });

  it('transfers a text that no rule answers', async () => {
    const { body = '' } = await push(text('你好'));
    expect(fieldOf(openAnswer(account, body), 'MsgType')).toBe('transfer_customer_service');
  });

  it('gives a repeat the first answer', async () => {
    const first = await push(text('你好'));
    const second = await push(text('你好'));
    expect(openAnswer(account, second.body ?? '')).toBe(openAnswer(account, first.body ?? ''));
    expect(logger.lines.map(({ fields }) => [fields.mode, fields.duplicate])).toEqual([
      ['bot', false],
      ['bot', true],
    ]);
  });

  it('keeps transferring while the user waits', async () => {
    await push(text('你好'));
    const { body = '' } = await push(text('我要流量'));
    expect(fieldOf(openAnswer(account, body), 'MsgType')).toBe('transfer_customer_service');
  });
});
