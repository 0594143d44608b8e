import type { Credentials } from '../domain/account.ts';

/** Where access tokens come from. Only `refresh-token` calls it. */
export interface TokenApi {
  /**
   * The token of now. In normal mode WeChat gives the same one until five minutes before its end; `force` kills the
   * previous one at once (20 a day, 30 s apart). `expiresIn` is what remains, in seconds.
   * @throws WeChatApiError, WeChatUnavailableError
   */
  obtain(
    credentials: Pick<Credentials, 'appId' | 'appSecret'>,
    force: boolean,
  ): Promise<{ accessToken: string; expiresIn: number }>;
}
