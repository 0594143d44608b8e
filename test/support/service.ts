import { createAccountNotices } from '../../functions/adapters/aws/account-notices.ts';
import { createAgentList } from '../../functions/adapters/aws/agent-list.ts';
import { createAgents } from '../../functions/adapters/aws/agents.ts';
import { createConversationStore } from '../../functions/adapters/aws/conversation-store.ts';
import { createDeadLetters } from '../../functions/adapters/aws/dead-letters.ts';
import { createMediaLibrary } from '../../functions/adapters/aws/media-library.ts';
import { createOccasions } from '../../functions/adapters/aws/occasions.ts';
import { createOutboxStore } from '../../functions/adapters/aws/outbox-store.ts';
import { createUnansweredUsers } from '../../functions/adapters/aws/unanswered-users.ts';
import { createWaitingDesk } from '../../functions/adapters/aws/waiting-desk.ts';
import { createWaitingUsers } from '../../functions/adapters/aws/waiting-users.ts';
import { createCustomSendApi } from '../../functions/adapters/wechat-api/custom-send.ts';
import { createKfApi } from '../../functions/adapters/wechat-api/kf.ts';
import { createMediaApi } from '../../functions/adapters/wechat-api/media.ts';
import type { Credentials } from '../../functions/domain/account.ts';
import type { Snapshot } from '../../functions/domain/rules/rule-set.ts';
import { createCallback } from '../../functions/handlers/callback.ts';
import { deliverDue } from '../../functions/usecases/deliver-due.ts';
import { lookAfterWaiting } from '../../functions/usecases/look-after-waiting.ts';
import { refreshAgents } from '../../functions/usecases/refresh-agents.ts';
import { createTellTeam } from '../../functions/usecases/tell-team.ts';
import type { AccountOptions, CallbackTransport } from '../../tools/simulator/index.ts';
import { anHttpEvent, invoke, memoryLogger, memoryRuleSets } from './callback.ts';
import { storedConversation } from './conversations.ts';
import { aCredentials } from './credentials.ts';
import type { Engine } from './engine.ts';
import { noModel } from './models.ts';
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
    notices: createAccountNotices(accounts),
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
  const told: string[] = [];
  const tellTeam = createTellTeam({
    robots: {
      say: async (_robot, text) => {
        told.push(text);
      },
    },
    addresses: { read: async () => ({ team: { url: 'https://robot.test' } }) },
    clock: refresher.clock,
    logger,
  });
  /** The run of every minute over those who wait. */
  const lookAfter = () =>
    lookAfterWaiting({
      accounts: refresher.accounts,
      published: { current: async () => snapshot },
      waiting: createWaitingUsers(conversations),
      desk: createWaitingDesk(conversations),
      agents: createAgents(accounts),
      occasions: createOccasions(accounts),
      tellTeam,
      clock: refresher.clock,
      logger,
    });
  const troubles = {
    accounts: refresher.accounts,
    published: { current: async () => snapshot },
    deadLetters: createDeadLetters(accounts),
    notices: createAccountNotices(accounts),
    unanswered: createUnansweredUsers(conversations),
    occasions: createOccasions(accounts),
    tellTeam,
    clock: refresher.clock,
    logger,
  };
  /** So many minutes, with the runs of each. */
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute++) {
      await simulator.advance(60);
      await refresh();
      await lookAfter();
    }
  };
  const outbox = {
    clock: refresher.clock,
    pause: async () => {},
    logger,
    accounts: refresher.accounts,
    outboxes: createOutboxStore(conversations),
    deadLetters: createDeadLetters(accounts),
    library: createMediaLibrary(accounts),
    customSend: createCustomSendApi(wechat.client()),
    kf,
    media: createMediaApi(wechat.client()),
    files: { read: () => Promise.reject(new Error('no files here')) },
    tickets: { open: async () => 'T-1', addMessage: async () => undefined },
    ...noModel,
    republish: async () => {},
    emit: async () => {},
    accountOf: async () => ({ credentials: credentials() ?? aCredentials(), quotas: {} }),
  };
  /** What the outboxes hold, as `deliver` does it. */
  const deliver = async () => {
    await simulator.advance(5);
    await deliverDue(outbox);
    await simulator.settled();
  };
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
      /** What the user sees of the account and its agents. */
      sees: () =>
        (simulator.state.accounts[name]?.users[openId]?.chat ?? []).flatMap(({ from, content }) =>
          from !== 'user' && content.kind === 'text' ? [content.text] : [],
        ),
      stored: () => storedConversation(client, openId, name),
    };
  };
  const agent = (kfAccount: string, more: { autoAccept?: number } = {}) =>
    simulator.agents.hire({ account: name, kfAccount, nickname: kfAccount, online: true, ...more });
  return { ...wechat, name, logger, kf, refresh, lookAfter, troubles, deliver, minutes, told, user, agent };
}
export type Service = Awaited<ReturnType<typeof aService>>;
