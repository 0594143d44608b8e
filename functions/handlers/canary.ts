import { randomInt } from 'node:crypto';
import { createCanaryNest } from '../adapters/aws/canary-nest.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createCallbackEndpoint } from '../adapters/web/callback-endpoint.ts';
import { CANARY_ACCOUNT } from '../domain/canary.ts';
import { AES_KEY_LENGTH, secretOf, TOKEN_LENGTH } from '../domain/rotation.ts';
import { credentialsParameter, readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import { type WatchCallbackDeps, watchCallback } from '../usecases/watch-callback.ts';
import { standardLogger } from './deps/logger.ts';

/** The function `canary`: writes to the callback as WeChat does. A run that finds a fault fails, and its alarm counts that. */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: WatchCallbackDeps | undefined;
  const logger = standardLogger();
  return async (): Promise<{ watched: boolean }> => {
    made ??= createDeps(clock);
    try {
      return { watched: await watchCallback(made) };
    } catch (error) {
      logger.error('canary.failed', { reason: error instanceof Error ? error.message : 'unknown' });
      throw error;
    }
  };
}

export const handler = createHandler();

function createDeps(clock: Clock): WatchCallbackDeps {
  const { KEFU_PREFIX: prefix, CALLBACK_URL: url } = readEnvironment('canary');
  const rules = { client: createDynamoDb(), table: tableName(prefix, 'rules') };
  const parameter = credentialsParameter(prefix, CANARY_ACCOUNT);
  return {
    nest: createCanaryNest({ ssm: createSsm(), parameter, rules, newSecrets }),
    endpoint: createCallbackEndpoint(url),
    clock,
    random: randomInt,
  };
}

const newSecrets = () => ({
  token: secretOf(TOKEN_LENGTH, randomInt),
  encodingAesKey: secretOf(AES_KEY_LENGTH, randomInt),
});
