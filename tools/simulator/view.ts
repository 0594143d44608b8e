/** The state as the console page gets it: without token values, secrets and the long lists of records. */
import type { Simulator } from './index.ts';
import type { AccountState, SimulatorState } from './types.ts';

type Hidden = 'appSecret' | 'token' | 'encodingAesKey';

/** An account without what a page need not know. */
export interface AccountView extends Omit<AccountState, 'settings' | 'tokens' | 'records'> {
  settings: Omit<AccountState['settings'], Hidden>;
  tokens: { endpoint: string; issuedAt: number; expiresAt: number; killedAt?: number }[];
  recordCount: number;
}

/** What `GET /_simulator/state` gives; `lastEventId` is where to go on listening. */
export interface StateView extends Omit<SimulatorState, 'accounts'> {
  now: number;
  lastEventId: number;
  accounts: Record<string, AccountView>;
}

/** @param only the account wanted, all of them if absent */
export function view({ world }: Simulator, only?: string): StateView {
  const accounts = Object.entries(world.state.accounts).filter(([name]) => only === undefined || name === only);
  return {
    ...world.state,
    now: world.clock.now(),
    clockOffsetSeconds: world.clock.offsetSeconds(),
    lastEventId: world.recent.at(-1)?.id ?? world.state.sequence,
    accounts: Object.fromEntries(accounts.map(([name, account]) => [name, viewOf(account)])),
  };
}

function viewOf({ settings, tokens, records, ...rest }: AccountState): AccountView {
  const { appSecret: _secret, token: _token, encodingAesKey: _key, ...shown } = settings;
  const bare = tokens.map(({ value: _value, ...token }) => token);
  return { ...rest, settings: shown, tokens: bare, recordCount: records.length };
}
