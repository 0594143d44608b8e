import { setTimeout } from 'node:timers/promises';
import { createAccessTokenStore } from '../../adapters/aws/access-token-store.ts';
import { createTokenRefresher } from '../../adapters/aws/token-refresher.ts';
import { createLambda, createSsm } from '../../adapters/aws/worker-clients.ts';
import { createWeChatClient, type WeChatClient } from '../../adapters/wechat-api/client.ts';
import { accessTokenParameter } from '../../env.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Pause } from '../../ports/pause.ts';
import { createAccessTokens } from '../../usecases/access-tokens.ts';

/** Waits in real time. */
export const pause: Pause = (milliseconds) => setTimeout(milliseconds);

/** The way to WeChat of every function but `refresh-token`: with the stored access token, and its refresh when refused. */
export function connectWeChat(environment: { KEFU_PREFIX: string; WECHAT_API: string }, clock: Clock): WeChatClient {
  const { KEFU_PREFIX: prefix, WECHAT_API: baseUrl } = environment;
  const store = createAccessTokenStore(createSsm(), (account) => accessTokenParameter(prefix, account));
  const refresher = createTokenRefresher(createLambda(), `${prefix}-refresh-token`);
  const tokens = createAccessTokens({ store, refresher, clock });
  return createWeChatClient({ baseUrl, tokens, pause, random: Math.random });
}
