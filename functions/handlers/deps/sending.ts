import { createAccountDirectory } from '../../adapters/aws/account-directory.ts';
import { createCredentialsStore } from '../../adapters/aws/credentials.ts';
import { createDeadLetters } from '../../adapters/aws/dead-letters.ts';
import { createMediaLibrary } from '../../adapters/aws/media-library.ts';
import { createOutboxStore } from '../../adapters/aws/outbox-store.ts';
import { createRuleSets } from '../../adapters/aws/rule-sets.ts';
import { createDynamoDb, createSsm } from '../../adapters/aws/worker-clients.ts';
import { createFileFetcher } from '../../adapters/web/file-fetcher.ts';
import { createCustomSendApi } from '../../adapters/wechat-api/custom-send.ts';
import { createKfApi } from '../../adapters/wechat-api/kf.ts';
import { createMediaApi } from '../../adapters/wechat-api/media.ts';
import type { RuleSet } from '../../domain/rules/rule-set.ts';
import type { Settings } from '../../domain/rules/settings.ts';
import { credentialsParameter, tableName } from '../../env.ts';
import { ConfigError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { startDeadline } from '../../usecases/deadline.ts';
import type { OutboxAccount } from '../../usecases/deliver-outbox.ts';

import { standardLogger } from './logger.ts';
import { connectWeChat, pause } from './wechat.ts';

/** The rules are big at times, and nobody waits. */
const RULES_MS = 10_000;

/** What every function needs that sends messages to users. */
export function createSendingDeps(environment: { KEFU_PREFIX: string; WECHAT_API: string }, clock: Clock) {
  const { KEFU_PREFIX: prefix, WECHAT_API: wechatUrl } = environment;
  const [client, ssm, api, logger] = [
    createDynamoDb(),
    createSsm(),
    connectWeChat(environment, clock),
    standardLogger(),
  ];
  const nameOf = (account: string) => credentialsParameter(prefix, account);
  const nowMs = () => performance.now();
  const credentials = createCredentialsStore({ ssm, nameOf, nowMs });
  const ruleSets = createRuleSets({ client, table: tableName(prefix, 'rule-sets'), credentials, logger, nowMs });
  const rulesOf = async (account: string): Promise<RuleSet> => {
    const deadline = startDeadline(RULES_MS);
    try {
      return await ruleSets.current(account, deadline);
    } finally {
      deadline.end();
    }
  };
  const settingsOf = async (account: string): Promise<Settings> => (await rulesOf(account)).settings;
  const own = { client, table: tableName(prefix, 'accounts') };
  return {
    client,
    clock,
    pause,
    logger,
    accounts: createAccountDirectory(ssm, { path: `/${prefix}/accounts`, credentialsOf: nameOf }),
    outboxes: createOutboxStore({ client, table: tableName(prefix, 'conversations') }),
    deadLetters: createDeadLetters(own),
    library: createMediaLibrary(own),
    customSend: createCustomSendApi(api),
    kf: createKfApi(api),
    media: createMediaApi(api),
    // On the simulator files may come from this machine.
    files: createFileFetcher({ allowPrivate: /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]?/.test(wechatUrl) }),
    rulesOf,
    settingsOf,
    accountOf: async (account: string): Promise<OutboxAccount> => {
      const known = await credentials.read(account);
      if (known === undefined) throw new ConfigError(`there is no account ${account}`);
      return { credentials: known, quotas: (await settingsOf(account)).quotas };
    },
  };
}
