import { createAgentList } from '../../functions/adapters/aws/agent-list.ts';
import { createAgents } from '../../functions/adapters/aws/agents.ts';
import { createConversationStore } from '../../functions/adapters/aws/conversation-store.ts';
import { createWaitingUsers } from '../../functions/adapters/aws/waiting-users.ts';
import { createKfApi } from '../../functions/adapters/wechat-api/kf.ts';
import type { Credentials } from '../../functions/domain/account.ts';
import type { Snapshot } from '../../functions/domain/rules/rule-set.ts';
import { createCallback } from '../../functions/handlers/callback.ts';
import { refreshAgents } from '../../functions/usecases/refresh-agents.ts';
import type { AccountOptions, CallbackTransport } from '../../tools/simulator/index.ts';
import { anHttpEvent, invoke, memoryLogger, memoryRuleSets } from './callback.ts';
import { storedConversation } from './conversations.ts';
import type { Engine } from './engine.ts';
import { aSnapshot } from './rules.ts';
import { simulatedWeChat } from './simulated-wechat.ts';

let services = 0;

/** The whole way of a message: the simulated WeChat, our callback, the embedded engine and the workers of every minute. */
export async function aService(
  engine: Engine,
  published: Partial<Snapshot> = {},
  options: Partial<AccountOptions> = {},
) {
  const name = `service-${++services}`;
  const callback: CallbackTransport = async ({ account, query, body }) => {
    const result = await invoke(handler, anHttpEvent({ query, body }, { account, at: simulator.clock.now() }));
    return { status: result.statusCode ?? 200, body: result.body ?? '' };
  };
  const account = { name, kind: 'service' as const, wechatId: 'shop', ...options };
  const wechat = simulatedWeChat([account], callback);
  const { simulator, refresher } = wechat;
  const { client } = engine;
  const logger = memoryLogger();
  const ruleSets = memoryRuleSets();
  const snapshot = aSnapshot({ account: name, ...published });
  await ruleSets.publish(snapshot);
  const conversations = { client, table: 'kefu-conversations' };
  const accounts = { client, table: 'kefu-accounts' };
  const credentials = (): Credentials | undefined => {
    const settings = simulator.state.accounts[name]?.settings;
    if (settings === undefined) return undefined;
    const { kind, appId, appSecret, originalId, wechatId, token, encodingAesKey, encryption } = settings;
    return { kind, appId, appSecret, originalId, wechatId, token, encodingAesKey, encryption };
  };
  const handler = createCallback(() => ({
    credentials: { read: async () => credentials() },
    conversations: createConversationStore(conversations),
    ruleSets,
    agents: createAgents(accounts),
    logger,
    now: refresher.clock,
    budgetMs: 3_000,
  }));
  const kf = createKfApi(wechat.client());
  const refresh = () =>
    refreshAgents({
      accounts: refresher.accounts,
      published: { current: async () => snapshot },
      waiting: createWaitingUsers(conversations),
      kf,
      list: createAgentList(accounts),
      clock: refresher.clock,
      logger,
    });
  const user = async (who: string) => {
    const { openId } = (await simulator.users.create({ account: name, name: who, following: true })) as {
      openId: string;
    };
    return {
      openId,
      types: async (text: string) => {
        await simulator.users.type({ account: name, user: who, text });
        await simulator.settled();
      },
      stored: () => storedConversation(client, openId, name),
    };
  };
  const agent = (kfAccount: string, more: { autoAccept?: number } = {}) =>
    simulator.agents.hire({ account: name, kfAccount, nickname: kfAccount, online: true, ...more });
  return { ...wechat, name, logger, kf, refresh, user, agent };
}
export type Service = Awaited<ReturnType<typeof aService>>;
