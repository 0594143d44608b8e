import { createWeChatClient, type WeChatClient } from '../../functions/adapters/wechat-api/client.ts';
import { HttpFailure, type HttpSend } from '../../functions/adapters/wechat-api/http.ts';
import { createTokenApi } from '../../functions/adapters/wechat-api/token.ts';
import type { AccountDirectory } from '../../functions/ports/account-directory.ts';
import { createAccessTokens } from '../../functions/usecases/access-tokens.ts';
import { type RefreshAllTokensDeps, refreshOneToken } from '../../functions/usecases/refresh-all-tokens.ts';
import {
  type AccountOptions,
  type CallbackTransport,
  createClock,
  createSimulator,
  type Simulator,
} from '../../tools/simulator/index.ts';
import { aCredentials } from './credentials.ts';
import { memoryStates, memoryTokens } from './token-world.ts';

/** The simulator with our client on top: tokens are fetched, kept in memory and refreshed as on AWS. */
export interface SimulatedWeChat {
  simulator: Simulator;
  /** A container of its own. */
  client(): WeChatClient;
  refresher: RefreshAllTokensDeps;
  logged: { event: string; fields: Record<string, unknown> }[];
  /** Calls the simulator got, by path. */
  calls(path: string): Simulator['state']['calls'];
}

const STARTED_AT = 1_800_000_000;
const SHOP: AccountOptions = { name: 'shop', kind: 'service', wechatId: 'shop', encryption: 'plain' };

const SUCCESS: CallbackTransport = async () => ({ status: 200, body: 'success' });

/** At a clock that stands still until somebody waits or advances it. */
export function simulatedWeChat(
  accounts: AccountOptions[] = [SHOP],
  callback: CallbackTransport = SUCCESS,
): SimulatedWeChat {
  const simulator = createSimulator({
    accounts,
    clock: createClock({ startAt: STARTED_AT, frozen: true }),
    callback,
  });
  const send = httpOf(simulator);
  const logged: SimulatedWeChat['logged'] = [];
  const log = (event: string, fields: Record<string, unknown>) => void logged.push({ event, fields });
  const pause = async (milliseconds: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (milliseconds >= 1000) await simulator.advance(Math.floor(milliseconds / 1000));
  };
  const clock = () => simulator.clock.now() * 1000;
  const withoutToken = { current: async () => '', replace: async () => '' };
  const common = { baseUrl: 'https://wechat.test', pause, random: () => 0.5, send };
  const refresher: RefreshAllTokensDeps = {
    accounts: directoryOf(simulator),
    tokens: memoryTokens(),
    states: memoryStates(),
    api: createTokenApi(createWeChatClient({ ...common, tokens: withoutToken })),
    clock,
    pause,
    logger: { info: log, warn: log, error: log },
  };
  const client = () => {
    const refresh = refreshOneToken.bind(undefined, refresher);
    return createWeChatClient({
      ...common,
      tokens: createAccessTokens({ store: refresher.tokens, refresher: { refresh }, clock }),
    });
  };
  return {
    simulator,
    client,
    refresher,
    logged,
    calls: (path) => simulator.state.calls.filter((call) => call.path === path),
  };
}

function directoryOf(simulator: Simulator): AccountDirectory {
  const credentialsOf = (account: string) => {
    const settings = simulator.state.accounts[account]?.settings;
    if (!settings) return undefined;
    const { kind, appId, appSecret, originalId, wechatId } = settings;
    const { wechatId: _other, ...common } = aCredentials({ kind, appId, appSecret, originalId });
    return { ...common, ...(wechatId && { wechatId }) };
  };
  return {
    list: async () =>
      Object.keys(simulator.state.accounts).map((account) => ({
        account,
        credentials: credentialsOf(account) ?? aCredentials(),
      })),
    read: async (account) => credentialsOf(account),
    save: () => Promise.reject(new Error('the simulator keeps its own credentials')),
  };
}

/** Our requests through the simulator's `fetch`, with failures as `node:https` reports them. */
function httpOf(simulator: Simulator): HttpSend {
  return async ({ method, url, headers, body }) => {
    try {
      const response = await simulator.fetch(url, { method, headers, ...(body && { body: Uint8Array.from(body) }) });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
    } catch (error) {
      throw new HttpFailure(error instanceof TypeError ? 'ECONNRESET' : 'timeout', true);
    }
  };
}
