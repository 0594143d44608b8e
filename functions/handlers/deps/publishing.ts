import { setTimeout } from 'node:timers/promises';
import { createCredentialsStore } from '../../adapters/aws/credentials.ts';
import { createMediaLibrary } from '../../adapters/aws/media-library.ts';
import { createRuleSetStore } from '../../adapters/aws/rule-set-store.ts';
import { createRuleStore } from '../../adapters/aws/rule-store.ts';
import { createDynamoDb, createSsm } from '../../adapters/aws/worker-clients.ts';
import { credentialsParameter, tableName } from '../../env.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { PublishRulesDeps } from '../../usecases/publish-rules.ts';
import { standardLogger } from './logger.ts';

/** What every function that works on rules needs. */
export function createPublishingDeps(prefix: string, clock: Clock): PublishRulesDeps & { logger: Logger } {
  const client = createDynamoDb();
  return {
    rules: createRuleStore({ client, table: tableName(prefix, 'rules') }),
    ruleSets: createRuleSetStore({ client, table: tableName(prefix, 'rule-sets') }),
    credentials: createCredentialsStore({
      ssm: createSsm(),
      nameOf: (account) => credentialsParameter(prefix, account),
      nowMs: () => performance.now(),
    }),
    library: createMediaLibrary({ client, table: tableName(prefix, 'accounts') }),
    clock,
    pause: (milliseconds) => setTimeout(milliseconds),
    logger: standardLogger(),
  };
}
