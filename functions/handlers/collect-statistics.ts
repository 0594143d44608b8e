import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { createCredentialsStore } from '../adapters/aws/credentials.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { credentialsParameter, readEnvironment } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { FollowPersonDeps } from '../usecases/follow-person.ts';
import { connectContacts } from './deps/contacts.ts';
import { followBatch } from './deps/conversation-stream.ts';

type CollectDeps = FollowPersonDeps & { logger: Logger };

/** What happened, as the stream of the conversations tells it: who the customers are. */
export function createHandler(_overrides: { clock?: Clock } = {}) {
  let made: CollectDeps | undefined;
  return async (event: unknown): Promise<DynamoDBBatchResponse | undefined> => {
    made ??= createDeps();
    return isStream(event) ? followBatch(made, event) : undefined;
  };
}

export const handler = createHandler();

const isStream = (event: unknown): event is DynamoDBStreamEvent =>
  typeof event === 'object' && event !== null && 'Records' in event;

function createDeps(): CollectDeps {
  const { KEFU_PREFIX: prefix } = readEnvironment('collect-statistics');
  const client = createDynamoDb();
  return {
    ...connectContacts(client, prefix),
    credentials: createCredentialsStore({
      ssm: createSsm(),
      nameOf: (account) => credentialsParameter(prefix, account),
      nowMs: () => performance.now(),
    }),
    logger: createLogger((line) => process.stdout.write(line)),
  };
}
