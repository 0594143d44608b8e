import { join } from 'node:path';
import { type CallbackTransport, httpTransport } from '../simulator/callback-transport.ts';
import { createSimulator, keepState, loadState, SEEDED_ACCOUNTS, type Simulator } from '../simulator/index.ts';
import { startSimulatorServer } from '../simulator/server.ts';
import { type LocalClock, realClock } from './clock.ts';
import { explainPort } from './http/listen.ts';
import type { LocalOptions } from './options.ts';

const STATE_FILE = 'wechat.json';

/** The WeChat that the local service talks to, and the time it lives in. */
export interface WeChat {
  url: string;
  clock: LocalClock;
  /** The simulated one; absent when WECHAT_API names another. */
  simulator?: Simulator;
  /** What turning the clock waits for after each thing that fell due. */
  onStep(wait: () => Promise<void>): void;
  /** Tell it where the callback answers. */
  connect(callback: string): void;
  close(): Promise<void>;
}

/** The simulator with its state from the last time; or, in real time, what WECHAT_API names. */
export async function startWeChat(options: LocalOptions): Promise<WeChat> {
  if (options.wechatApi) return elsewhere(options.wechatApi);
  const { transport, connect } = lateTransport();
  const path = join(options.folder, STATE_FILE);
  const state = loadState(path);
  const simulator = createSimulator({ accounts: SEEDED_ACCOUNTS, callback: transport, ...(state && { state }) });
  const endSaving = keepState(simulator, path);
  const { clock } = simulator;
  const server = await serve(simulator, options.ports.wechat).catch((error: unknown) => {
    simulator.stop();
    throw error;
  });
  return {
    url: server.url,
    clock: { now: () => Math.floor(clock.nowMs()), every: (seconds, task) => clock.every(seconds, task) },
    simulator,
    onStep: (wait) => clock.onStep(wait),
    connect,
    close: async () => {
      simulator.stop();
      endSaving();
      await server.close();
    },
  };
}

function elsewhere(url: string): WeChat {
  return { url, clock: realClock(), onStep: () => {}, connect: () => {}, close: async () => {} };
}

async function serve(simulator: Simulator, port: number) {
  try {
    return await startSimulatorServer(simulator, port);
  } catch (error) {
    const listening = { name: 'the simulated WeChat', port, variable: 'WECHAT_PORT' };
    throw explainPort(error as NodeJS.ErrnoException, listening);
  }
}

/** Pushes wait until it is known where the callback answers. */
function lateTransport(): { transport: CallbackTransport; connect: (callback: string) => void } {
  const { promise, resolve } = Promise.withResolvers<CallbackTransport>();
  return {
    transport: async (request) => (await promise)(request),
    connect: (callback) => resolve(httpTransport(callback)),
  };
}
