import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallbackTransport, httpTransport } from '../simulator/callback-transport.ts';
import { createSimulator, SEEDED_ACCOUNTS, type Simulator, type SimulatorState } from '../simulator/index.ts';
import { startSimulatorServer } from '../simulator/server.ts';
import { type LocalClock, realClock } from './clock.ts';
import { explainPort } from './http/listen.ts';
import type { LocalOptions } from './options.ts';
import { seedMedia } from './seeds/media.ts';

const STATE_FILE = 'wechat.json';
const SAVE_AFTER_MS = 1000;

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
  const state = load(path);
  const simulator = createSimulator({ accounts: SEEDED_ACCOUNTS, callback: transport, ...(state && { state }) });
  if (!state) seedMedia(simulator.world);
  const endSaving = saveOnChange(simulator, path);
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

function load(path: string): SimulatorState | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SimulatorState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Save a moment after something happened, and at the end. */
function saveOnChange(simulator: Simulator, path: string): () => void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    timer = undefined;
    writeFileSync(`${path}.new`, JSON.stringify(simulator.save()), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  const end = simulator.subscribe(() => {
    timer ??= setTimeout(save, SAVE_AFTER_MS).unref();
  });
  return () => {
    end();
    clearTimeout(timer);
    save();
  };
}
