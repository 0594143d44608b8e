import { createConversationStore } from '../../functions/adapters/aws/conversation-store.ts';
import { createDeadLetters } from '../../functions/adapters/aws/dead-letters.ts';
import { createMediaLibrary } from '../../functions/adapters/aws/media-library.ts';
import { createOccasions } from '../../functions/adapters/aws/occasions.ts';
import { createOutboxStore } from '../../functions/adapters/aws/outbox-store.ts';
import { createUnansweredUsers } from '../../functions/adapters/aws/unanswered-users.ts';
import { createWebhookQueue } from '../../functions/adapters/aws/webhook-queue.ts';
import { createCustomSendApi } from '../../functions/adapters/wechat-api/custom-send.ts';
import { createKfApi } from '../../functions/adapters/wechat-api/kf.ts';
import { createMediaApi } from '../../functions/adapters/wechat-api/media.ts';
import type { OutboxEntry } from '../../functions/domain/conversation.ts';
import type { Decision } from '../../functions/domain/decision.ts';
import type { Quotas } from '../../functions/domain/window.ts';
import { FileFetchError } from '../../functions/errors.ts';
import { type AdminAnswer, adminHandler } from '../../functions/handlers/admin.ts';
import { MESSAGES_ACTIONS } from '../../functions/handlers/admin-messages.ts';
import type { DeliverDueDeps } from '../../functions/usecases/deliver-due.ts';
import type { Message } from '../../functions/wechat/messages/index.ts';
import type { AccountOptions } from '../../tools/simulator/index.ts';
import { UNHURRIED } from './conversations.ts';
import type { Engine } from './engine.ts';
import { aTextMessage } from './messages.ts';
import { noModel } from './models.ts';
import { someSettings } from './rules.ts';
import { type SimulatedWeChat, simulatedWeChat } from './simulated-wechat.ts';

/** What sends messages, over the simulator and an engine. */
export interface SendingWorld extends SimulatedWeChat {
  account: string;
  deps: DeliverDueDeps;
  /** A user of the simulator who is known to nobody; of an official account a follower. */
  user(name: string): Promise<string>;
  /** The user writes: WeChat and our records open their windows. */
  writes(name: string, changes?: Partial<Message>): Promise<Message>;
  /** Put sends into the outbox as the callback does. */
  queue(message: Message, ...texts: string[]): Promise<void>;
  queueEntries(message: Message, entries: OutboxEntry[], decision?: Partial<Decision>): Promise<void>;
  /** What the user sees of the account. */
  seenBy(name: string): string[];
  invoke(action: string, fields?: object): Promise<AdminAnswer>;
  republished: string[];
}

/** An engine is shared by the tests of a file: each world has an account of its own. */
export function sendingWorld(
  { client }: Engine,
  options: Partial<AccountOptions> = {},
  quotas: Quotas = {},
  files: Record<string, Uint8Array> = {},
): SendingWorld {
  const account = options.name ?? `shop-${Math.random().toString(36).slice(2, 10)}`;
  const wechat = simulatedWeChat([
    { name: account, kind: 'service', wechatId: 'shop', encryption: 'plain', ...options },
  ]);
  const { simulator, refresher } = wechat;
  const api = wechat.client();
  const conversations = createConversationStore({ client, table: 'kefu-conversations' });
  const republished: string[] = [];
  const deps: DeliverDueDeps = {
    clock: refresher.clock,
    pause: async () => {},
    logger: refresher.logger,
    accounts: refresher.accounts,
    outboxes: createOutboxStore({ client, table: 'kefu-conversations' }),
    deadLetters: createDeadLetters({ client, table: 'kefu-accounts' }),
    library: createMediaLibrary({ client, table: 'kefu-accounts' }),
    customSend: createCustomSendApi(api),
    kf: createKfApi(api),
    media: createMediaApi(api),
    files: {
      read: async (url) => files[url] ?? Promise.reject(new FileFetchError('the address answers with HTTP status 404')),
    },
    republish: async (name) => void republished.push(name),
    tickets: { open: async () => 'T-1', addMessage: async () => undefined },
    ...noModel,
    emit: async () => {},
    accountOf: async (name) => {
      const credentials = await refresher.accounts.read(name);
      if (!credentials) throw new Error('no such account');
      return { credentials, quotas };
    },
  };
  const adminDeps = {
    occasions: createOccasions({ client, table: 'kefu-accounts' }),
    unanswered: createUnansweredUsers({ client, table: 'kefu-conversations' }),
    webhooks: {
      endpoints: { read: async () => [] },
      queue: createWebhookQueue({ client, table: 'kefu-accounts' }),
      post: async () => true,
      clock: deps.clock,
      logger: refresher.logger,
    },
    settingsOf: async () => someSettings(),
    ...deps,
    accounts: refresher.accounts,
    customSend: createCustomSendApi(api),
  };
  const { logger } = refresher;
  const admin = adminHandler({ function: 'admin-messages', actions: MESSAGES_ACTIONS, deps: () => adminDeps, logger });
  const openIdOf = (name: string) => {
    const users = Object.values(simulator.state.accounts[account]?.users ?? {});
    return users.find((user) => user.name === name)?.openId ?? '';
  };
  const world: SendingWorld = {
    ...wechat,
    account,
    deps,
    republished,
    user: async (name) => {
      await simulator.users.create({ account, name });
      if (options.kind !== 'mini-program') await simulator.users.follow({ account, user: name });
      // The minute of the follow is over: only what a test does counts.
      await simulator.advance(120);
      return openIdOf(name);
    },
    writes: async (name, changes) => {
      await simulator.users.type({ account, user: name, text: '你好' });
      const message = {
        ...aTextMessage({ account, openId: openIdOf(name), createdAt: simulator.clock.now() }),
        ...changes,
      };
      await conversations.record(message as Message, UNHURRIED);
      return message as Message;
    },
    queue: (message, ...texts) =>
      world.queueEntries(
        message,
        texts.map((content, index) => anEntry(message, index, content)),
      ),
    queueEntries: async (message, outbox, decision) => {
      const before = { state: { mode: 'bot', at: 0, cause: 'message' }, rests: [] } as const;
      const draft: Decision = { mode: 'bot', rests: [], outbox, answered: { number: 1 }, ...decision };
      await conversations.apply(message, draft, { ...before, rests: [] }, UNHURRIED);
    },
    seenBy: (name) => {
      const chat = simulator.state.accounts[account]?.users[openIdOf(name)]?.chat ?? [];
      return chat.flatMap(({ via, content }) =>
        via === 'custom-send' ? [content.kind === 'text' ? content.text : content.kind] : [],
      );
    },
    invoke: (action, fields) => admin({ action, account, ...fields }),
  };
  return world;
}

/** A text to be sent after a message. */
export function anEntry(message: Message, index: number, content: string): Extract<OutboxEntry, { kind: 'send' }> {
  const { createdAt, messageKey } = message;
  const reply = { kind: 'text', content } as const;
  return {
    id: `${messageKey}.${index}`,
    createdAt,
    kind: 'send',
    reply,
    trigger: 'message',
    expiresAt: createdAt + 120,
  };
}
