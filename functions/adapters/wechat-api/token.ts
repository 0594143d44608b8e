import type { TokenApi } from '../../ports/token-api.ts';
import { numberIn, textIn } from './answer.ts';
import type { WeChatClient } from './client.ts';

const PATH = '/cgi-bin/stable_token';
/** Three attempts and their pauses end within the lease of 20 s. */
const TIMEOUT_SECONDS = 5;

/** @see 获取稳定版接口调用凭据 in the documentation */
export function createTokenApi(client: Pick<WeChatClient, 'callWithout'>): TokenApi {
  return {
    obtain: async ({ appId, appSecret }, force) => {
      const json = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: force };
      // A forced call is counted by WeChat even when its answer is lost.
      const fields = await client.callWithout(
        { path: PATH, json, repeatable: !force, timeoutSeconds: TIMEOUT_SECONDS },
        [appSecret],
      );
      const accessToken = textIn(fields, 'access_token');
      const expiresIn = numberIn(fields, 'expires_in');
      if (!accessToken || expiresIn === undefined) throw new Error(`${PATH} answered without a token`);
      return { accessToken, expiresIn };
    },
  };
}
