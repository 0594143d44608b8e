import type { CloudWatchLogsEvent, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createCredentialsStore } from '../adapters/aws/credentials.ts';
import { createPublishedRules } from '../adapters/aws/published-rules.ts';
import { createStatisticsStore } from '../adapters/aws/statistics-store.ts';
import { createSurveyDesk } from '../adapters/aws/survey-desk.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createChatRecordApi } from '../adapters/wechat-api/msg-record.ts';
import { CANARY_ACCOUNT } from '../domain/canary.ts';
import { credentialsParameter, readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowPersonDeps } from '../usecases/follow-person.ts';
import { connectContacts } from './deps/contacts.ts';
import { followBatch } from './deps/conversation-stream.ts';
import { type CountingDeps, countLog, countStream, importYesterday } from './deps/counting.ts';
import { standardLogger } from './deps/logger.ts';
import { connectWeChat } from './deps/wechat.ts';

type CollectDeps = FollowPersonDeps & CountingDeps;

/** What starts it: a subscription to the callback's log, the stream of conversations, or the hourly schedule. */
export type CollectEvent = CloudWatchLogsEvent | DynamoDBStreamEvent | { source?: string };

/** What happened, as logs, the stream of the conversations and chat records tell it; and who the customers are. */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: CollectDeps | undefined;
  return (event: CollectEvent): Promise<DynamoDBBatchResponse | undefined> => {
    made ??= createDeps(clock);
    return collect(made, event);
  };
}

export const handler = createHandler();

/** Count whatever came. */
export async function collect(deps: CollectDeps, event: CollectEvent): Promise<DynamoDBBatchResponse | undefined> {
  if ('Records' in event) {
    const real = { Records: event.Records.filter(({ dynamodb }) => dynamodb?.Keys?.account?.S !== CANARY_ACCOUNT) };
    return countStream(deps, real, await followBatch(deps, real));
  }
  if ('awslogs' in event) await countLog(deps, event);
  else await importYesterday(deps);
  return undefined;
}

function createDeps(clock: Clock): CollectDeps {
  const environment = readEnvironment('collect-statistics');
  const { KEFU_PREFIX: prefix } = environment;
  const [client, ssm] = [createDynamoDb(), createSsm()];
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  return {
    ...connectContacts(client, prefix),
    credentials: createCredentialsStore({ ssm, nameOf: credentialsOf, nowMs: () => performance.now() }),
    statistics: createStatisticsStore({ client, table: tableName(prefix, 'statistics') }),
    published: createPublishedRules({ client, table: tableName(prefix, 'rule-sets') }),
    surveys: createSurveyDesk({ client, table: tableName(prefix, 'conversations') }),
    records: createChatRecordApi(connectWeChat(environment, clock)),
    accounts: createAccountDirectory(ssm, { path: `/${prefix}/accounts`, credentialsOf }),
    logger: standardLogger(),
    clock,
  };
}
