import type { AccountKind } from '../domain/account.ts';
import { WeChatApiError, WeChatUnavailableError } from '../errors.ts';
import { type AccountApi, type ApiQuota, type CallbackCheck, OPERATORS } from '../ports/account-api.ts';
import type { ConsoleApi } from '../ports/console-api.ts';
import { autoRepliesFrom } from '../wechat/console/auto-replies.ts';

export interface ConnectionDeps {
  api: AccountApi;
  console: ConsoleApi;
}

/** What could be learned; what WeChat did not tell is absent. */
export interface Connection {
  callback?: CallbackCheck;
  customSend?: ApiQuota;
  /** The console answers messages itself: the server address is not switched on. */
  autoRepliesOn?: boolean;
}

const CUSTOM_SEND = '/cgi-bin/message/custom/send';

/** How WeChat sees the way between it and us. */
export async function connectionOf(
  { api, console }: ConnectionDeps,
  account: string,
  kind: AccountKind,
): Promise<Connection> {
  const [callback, customSend, replies] = await Promise.all([
    seenByOperators(api, account),
    told(() => api.quota(account, CUSTOM_SEND)),
    kind === 'mini-program' ? undefined : told(() => console.autoReplies(account)),
  ]);
  return {
    ...(callback && { callback }),
    ...(customSend && { customSend }),
    ...(replies && { autoRepliesOn: answersItself(replies) }),
  };
}

/** From every network that tells anything. */
async function seenByOperators(api: AccountApi, account: string): Promise<CallbackCheck | undefined> {
  const looks = await Promise.all(OPERATORS.map((operator) => told(() => api.checkCallback(account, operator))));
  const seen = looks.filter((look) => look !== undefined);
  if (seen.length === 0) return undefined;
  return { dns: seen.flatMap(({ dns }) => dns), ping: seen.flatMap(({ ping }) => ping) };
}

function answersItself(fields: Record<string, unknown>): boolean {
  const { follow, anything, keywords } = autoRepliesFrom(fields);
  return follow?.on === true || anything?.on === true || (keywords.on && keywords.rules.length > 0);
}

async function told<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WeChatApiError || error instanceof WeChatUnavailableError) return undefined;
    throw error;
  }
}
