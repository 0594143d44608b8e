import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createSettingsEditor } from '../adapters/aws/settings-editor.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createKfApi } from '../adapters/wechat-api/kf.ts';
import { createChatRecordApi } from '../adapters/wechat-api/msg-record.ts';
import { credentialsParameter, readEnvironment, tableName } from '../env.ts';
import { KF_ACTIONS, type KfDeps } from './admin/kf-actions.ts';
import { adminHandler } from './admin.ts';
import { connectWeChat } from './deps/wechat.ts';

/** kf accounts, sessions and chat records. */
export function createHandler(overrides: Partial<KfDeps> = {}) {
  let made: KfDeps | undefined;
  const deps = () => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return made;
  };
  const logger = createLogger((line) => process.stdout.write(line));
  return adminHandler({ function: 'admin-kf', actions: KF_ACTIONS, deps, logger });
}

export const handler = createHandler();

function createDeps(clock: KfDeps['clock']): KfDeps {
  const environment = readEnvironment('admin-kf');
  const { KEFU_PREFIX: prefix } = environment;
  const client = connectWeChat(environment, clock);
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  return {
    clock,
    kf: createKfApi(client),
    records: createChatRecordApi(client),
    accounts: createAccountDirectory(createSsm(), { path: `/${prefix}/accounts`, credentialsOf }),
    settings: createSettingsEditor({ client: createDynamoDb(), table: tableName(prefix, 'rules') }),
  };
}
