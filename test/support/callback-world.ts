import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createAgents } from '../../functions/adapters/aws/agents.ts';
import { createConversationStore } from '../../functions/adapters/aws/conversation-store.ts';
import type { Credentials } from '../../functions/domain/account.ts';
import { type CallbackDeps, createCallback } from '../../functions/handlers/callback.ts';
import { anHttpEvent, invoke, memoryLogger, memoryRuleSets } from './callback.ts';
import { aCredentials } from './credentials.ts';
import type { Engine } from './engine.ts';
import { aPush, NOW, openAnswer, type PushOptions, type WireBody } from './push.ts';

let users = 0;

/** A callback over an engine, with one account `main` and a user of its own. */
export async function aCallback(engine: Engine, parts: Partial<CallbackDeps> & { account?: Credentials } = {}) {
  const { account = aCredentials(), ...overrides } = parts;
  const openId = `o-callback-${++users}`;
  const ruleSets = memoryRuleSets();
  const logger = memoryLogger();
  await ruleSets.publish();
  const { client } = engine;
  const deps: CallbackDeps = {
    credentials: { read: async (name) => (name === 'main' ? account : undefined) },
    conversations: createConversationStore({ client, table: 'kefu-conversations' }),
    ruleSets,
    agents: createAgents({ client, table: 'kefu-accounts' }),
    logger,
    now: () => NOW * 1000,
    budgetMs: 3_000,
    ...overrides,
  };
  const handler = createCallback(() => deps);
  const text = (content: string, changes: WireBody = {}): WireBody => ({
    ToUserName: account.originalId,
    FromUserName: openId,
    CreateTime: NOW,
    MsgType: 'text',
    Content: content,
    MsgId: `${openId}-${content}`,
    ...changes,
  });
  const push = (body: WireBody, options: PushOptions = {}): Promise<APIGatewayProxyStructuredResultV2> =>
    invoke(handler, anHttpEvent(aPush(account, body, options)));
  /** Push, and read the answer as WeChat does. */
  const ask = async (body: WireBody, options: PushOptions = {}): Promise<string> =>
    openAnswer(account, (await push(body, options)).body ?? '');
  return { account, openId, ruleSets, logger, handler, text, push, ask };
}

/** An event's body. */
export const eventBody = (openId: string, event: string, changes: WireBody = {}): WireBody => ({
  ToUserName: aCredentials().originalId,
  FromUserName: openId,
  CreateTime: NOW,
  MsgType: 'event',
  Event: event,
  ...changes,
});
