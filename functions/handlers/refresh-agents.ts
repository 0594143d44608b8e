import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createAgentList } from '../adapters/aws/agent-list.ts';
import { createPublishedRules } from '../adapters/aws/published-rules.ts';
import { createWaitingUsers } from '../adapters/aws/waiting-users.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createKfApi } from '../adapters/wechat-api/kf.ts';
import { credentialsParameter, readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import { type RefreshAgentsDeps, refreshAgents } from '../usecases/refresh-agents.ts';
import { standardLogger } from './deps/logger.ts';
import { connectWeChat } from './deps/wechat.ts';

/** The function `refresh-agents`: every minute, for the accounts that need to know who is online. */
export function createHandler(overrides: Partial<RefreshAgentsDeps> = {}) {
  let made: RefreshAgentsDeps | undefined;
  return async (): Promise<{ refreshed: string[] }> => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return await refreshAgents(made);
  };
}

export const handler = createHandler();

function createDeps(clock: Clock): RefreshAgentsDeps {
  const environment = readEnvironment('refresh-agents');
  const { KEFU_PREFIX: prefix } = environment;
  const client = createDynamoDb();
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  return {
    accounts: createAccountDirectory(createSsm(), { path: `/${prefix}/accounts`, credentialsOf }),
    published: createPublishedRules({ client, table: tableName(prefix, 'rule-sets') }),
    waiting: createWaitingUsers({ client, table: tableName(prefix, 'conversations') }),
    kf: createKfApi(connectWeChat(environment, clock)),
    list: createAgentList({ client, table: tableName(prefix, 'accounts') }),
    clock,
    logger: standardLogger(),
  };
}
