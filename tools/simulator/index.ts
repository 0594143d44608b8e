/** A WeChat that runs on the laptop: as an object for tests, and as a server for `npm start`. */
import { accountControls, faultControls } from './account-controls.ts';
import { type AccountOptions, createAccount } from './accounts.ts';
import { agentControls } from './agent-controls.ts';
import { callApi } from './api/index.ts';
import { fetchFrom } from './api-fetch.ts';
import { type CallbackTransport, httpTransport } from './callback-transport.ts';
import { type Clock, createClock } from './clock.ts';
import { type Bound, bind, type Controls } from './control.ts';
import { eventControls } from './event-controls.ts';
import { scheduleMassJob } from './mass-jobs.ts';
import { takeAnswer } from './passive-replies.ts';
import { pushesSettled, resumePushes } from './pushes.ts';
import { addSampleMedia } from './sample-media.ts';
import { scheduleRelease } from './sessions.ts';
import type { SimulatorEvent, SimulatorState } from './types.ts';
import { userControls } from './user-controls.ts';
import { emit, type World } from './world.ts';

export { type AccountOptions, SEEDED_ACCOUNTS } from './accounts.ts';
export type { CallbackRequest, CallbackResponse, CallbackTransport } from './callback-transport.ts';
export { type Clock, createClock } from './clock.ts';
export { answerControl } from './control-server.ts';
export { overheardName } from './overheard.ts';
export { startSimulatorServer } from './server.ts';
export { keepState, loadState } from './state-file.ts';
export type * from './types.ts';
export type { AccountView, StateView } from './view.ts';
export { ControlError } from './world.ts';

export interface SimulatorOptions {
  /** Accounts to begin with; those of a saved state win over accounts of the same name. */
  accounts: AccountOptions[];
  /** `http://127.0.0.1:3000/callback`, to which `/<account>` is added, or a function in tests. */
  callback: string | CallbackTransport;
  /** @default one that runs with real time */
  clock?: Clock;
  /** A state that `save` gave. */
  state?: SimulatorState;
}

export interface Simulator {
  clock: Clock;
  state: SimulatorState;
  users: Bound<typeof userControls>;
  agents: Bound<typeof agentControls>;
  accounts: Bound<typeof accountControls>;
  faults: Bound<typeof faultControls>;
  events: Bound<typeof eventControls>;
  /** Turn the clock forward; everything due happens in order, with its pushes. */
  advance(seconds: number): Promise<void>;
  /** Wait until no push is on its way. */
  settled(): Promise<void>;
  /** `fetch` that reaches this WeChat whatever the host, for API clients in tests. */
  fetch: typeof fetch;
  /** Hear everything that happens; the result ends it. */
  subscribe(listener: (event: SimulatorEvent) => void): () => void;
  /** The state as JSON can hold it. */
  save(): SimulatorState;
  /** Let no timer run on. */
  stop(): void;
  /** For the server beside it. */
  world: World;
  controls: Record<string, Controls>;
}

const CONTROLS = {
  users: userControls,
  agents: agentControls,
  accounts: accountControls,
  faults: faultControls,
  events: eventControls,
};

/** A WeChat with these accounts. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const world = createWorld(options);
  const { clock } = world;
  clock.onStep(() => pushesSettled(world));
  resume(world);
  return {
    world,
    controls: CONTROLS,
    clock,
    state: world.state,
    users: bind(world, userControls),
    agents: bind(world, agentControls),
    accounts: bind(world, accountControls),
    faults: bind(world, faultControls),
    events: bind(world, eventControls),
    advance: async (seconds) => {
      await clock.advance(seconds);
      emit(world, { type: 'clock.advanced', seconds });
    },
    settled: () => pushesSettled(world),
    fetch: fetchFrom((request) => callApi(world, request)),
    subscribe: (listener) => {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
    save: () => structuredClone({ ...world.state, clockOffsetSeconds: clock.offsetSeconds() }),
    stop: () => clock.stop(),
  };
}

function createWorld({ accounts, callback, clock, state }: SimulatorOptions): World {
  const offset = state?.clockOffsetSeconds ?? 0;
  const started = clock ?? createClock(offset === 0 ? {} : { startAt: Math.floor(Date.now() / 1000) + offset });
  const world: World = {
    state: state ?? emptyState(),
    clock: started,
    transport: typeof callback === 'string' ? httpTransport(callback) : callback,
    files: new Map(),
    listeners: new Set(),
    recent: [],
    underWay: new Set(),
    ownNonces: new Set(),
    baseUrl: 'http://127.0.0.1:3001',
    onAnswer: (account, push, verdict) => takeAnswer(world, account, push, verdict),
  };
  for (const account of accounts) world.state.accounts[account.name] ??= createAccount(account);
  return world;
}

const emptyState = (): SimulatorState => ({
  version: 1,
  clockOffsetSeconds: 0,
  sequence: 0,
  callerAddress: '203.0.113.10',
  accounts: {},
  pushes: [],
  rejections: [],
  calls: [],
  faults: [],
});

/** What was due when the state was saved is due again. */
function resume(world: World): void {
  resumePushes(world);
  for (const account of Object.values(world.state.accounts)) {
    addSampleMedia(world, account);
    for (const session of account.sessions) scheduleRelease(world, account, session);
    for (const job of account.massJobs) scheduleMassJob(world, account, job);
  }
}
