import { randomInt } from 'node:crypto';
import { createAccessTokenStates } from '../adapters/aws/access-token-state.ts';
import { createAccessTokenStore } from '../adapters/aws/access-token-store.ts';
import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createSettingsEditor } from '../adapters/aws/settings-editor.ts';
import { createTokenRefresher } from '../adapters/aws/token-refresher.ts';
import { createDynamoDb, createLambda, createSsm } from '../adapters/aws/worker-clients.ts';
import { createAccountApi } from '../adapters/wechat-api/account.ts';
import { createConsoleApi } from '../adapters/wechat-api/console.ts';
import { createCustomSendApi } from '../adapters/wechat-api/custom-send.ts';
import { createKfApi } from '../adapters/wechat-api/kf.ts';
import { createMediaApi } from '../adapters/wechat-api/media.ts';
import { accessTokenParameter, credentialsParameter, readEnvironment, tableName } from '../env.ts';
import { checkAllAccounts } from '../usecases/check-all-accounts.ts';
import { ACCOUNT_ACTIONS, type AccountDeps } from './admin/account-actions.ts';
import { adminHandler } from './admin.ts';
import { connectWeChat } from './deps/wechat.ts';

/** The accounts of the deployment: their health, their access tokens, their callback secrets. */
export function createHandler(overrides: Partial<AccountDeps> = {}) {
  let made: AccountDeps | undefined;
  const deps = () => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return made;
  };
  const logger = createLogger((line) => process.stdout.write(line));
  const act = adminHandler({ function: 'admin-account', actions: ACCOUNT_ACTIONS, deps, logger });
  // The schedule of every day probes what the accounts may do.
  return (event: unknown) => (isScheduled(event) ? checkAllAccounts({ ...deps(), logger }) : act(event));
}

const isScheduled = (event: unknown): boolean => typeof event === 'object' && event !== null && 'detail-type' in event;

export const handler = createHandler();

function createDeps(clock: AccountDeps['clock']): AccountDeps {
  const environment = readEnvironment('admin-account');
  const { KEFU_PREFIX: prefix } = environment;
  const [ssm, db, client] = [createSsm(), createDynamoDb(), connectWeChat(environment, clock)];
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  return {
    clock,
    random: randomInt,
    accounts: createAccountDirectory(ssm, { path: `/${prefix}/accounts`, credentialsOf }),
    tokens: createAccessTokenStore(ssm, (account) => accessTokenParameter(prefix, account)),
    states: createAccessTokenStates(db, tableName(prefix, 'accounts')),
    refresher: createTokenRefresher(createLambda(), `${prefix}-refresh-token`),
    settings: createSettingsEditor({ client: db, table: tableName(prefix, 'rules') }),
    api: createAccountApi(client),
    kf: createKfApi(client),
    customSend: createCustomSendApi(client),
    console: createConsoleApi(client),
    media: createMediaApi(client),
  };
}
