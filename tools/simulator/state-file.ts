/** Keeps the simulator's state in a JSON file, so that a restart goes on where it was. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Simulator } from './index.ts';
import type { SimulatorState } from './types.ts';

const WRITE_AFTER_MS = 1000;

/**
 * The state in a file, or undefined if there is none.
 *
 * @throws Error when the file holds something else, with what to do about it
 */
export function loadState(path: string): SimulatorState | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as SimulatorState;
    if (state.version === 1) return state;
  } catch {
    // said below
  }
  throw new Error(`${path} is no state of the simulator that this release can read. Delete it to begin anew.`);
}

/** Write the state soon after whatever happens; the result writes it at once and ends. */
export function keepState(simulator: Simulator, path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  const write = () => {
    writeFileSync(`${path}.new`, JSON.stringify(simulator.save()), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  let timer: NodeJS.Timeout | undefined;
  const end = simulator.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      write();
    }, WRITE_AFTER_MS).unref();
  });
  return () => {
    end();
    clearTimeout(timer);
    write();
  };
}
