import * as z from 'zod/mini';
import { createAccessTokenStates } from '../adapters/aws/access-token-state.ts';
import { createAccessTokenStore } from '../adapters/aws/access-token-store.ts';
import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createWeChatClient } from '../adapters/wechat-api/client.ts';
import { createTokenApi } from '../adapters/wechat-api/token.ts';
import { accessTokenParameter, credentialsParameter, readEnvironment, tableName } from '../env.ts';
import type { AccessTokens } from '../ports/access-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { RefreshAnswer, RefreshRequest } from '../ports/token-refresher.ts';
import { type RefreshAllTokensDeps, refreshAllTokens, refreshOneToken } from '../usecases/refresh-all-tokens.ts';
import { pause } from './deps/wechat.ts';

/** What another function asks for. The schedule's events have an `account` too, AWS's, and a `detail-type`. */
const requestSchema = z.object({
  'detail-type': z.optional(z.never()),
  account: z.string().check(z.minLength(1)),
  mode: z._default(z.enum(['when-due', 'now', 'force']), 'when-due'),
  failed: z.optional(z.string()),
});

export type RefreshTokenResult = RefreshAnswer | { accounts: Record<string, RefreshAnswer> };

/** The function `refresh-token`: every minute for all accounts, and at once for one whose token was refused. */
export function createHandler(overrides: Partial<RefreshAllTokensDeps> = {}) {
  let made: RefreshAllTokensDeps | undefined;
  return async (event: unknown): Promise<RefreshTokenResult> => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    const asked = requestSchema.safeParse(event);
    if (!asked.success) return { accounts: await refreshAllTokens(made) };
    const { account, mode, failed } = asked.data;
    const request: RefreshRequest = { mode, ...(failed !== undefined && { failed }) };
    return await refreshOneToken(made, account, request);
  };
}

export const handler = createHandler();

function createDeps(clock: Clock): RefreshAllTokensDeps {
  const { KEFU_PREFIX: prefix, WECHAT_API: baseUrl } = readEnvironment('refresh-token');
  const ssm = createSsm();
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  const client = createWeChatClient({ baseUrl, tokens: NO_TOKENS, pause, random: Math.random });
  return {
    accounts: createAccountDirectory(ssm, { path: `/${prefix}/accounts`, credentialsOf }),
    tokens: createAccessTokenStore(ssm, (account) => accessTokenParameter(prefix, account)),
    states: createAccessTokenStates(createDynamoDb(), tableName(prefix, 'accounts')),
    api: createTokenApi(client),
    clock,
    pause,
    logger: createLogger((line) => process.stdout.write(line)),
  };
}

/** This function makes tokens; it calls nothing that needs one. */
const NO_TOKENS: AccessTokens = {
  current: () => Promise.reject(new Error('refresh-token has no access token')),
  replace: () => Promise.reject(new Error('refresh-token has no access token')),
};
