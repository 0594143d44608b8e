import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One version of a parameter. */
export interface ParameterVersion {
  version: number;
  value: string;
  type: 'String' | 'StringList' | 'SecureString';
  tier: 'Standard' | 'Advanced';
  description?: string;
  /** Epoch seconds. */
  modifiedAt: number;
}

/** All parameters by name, each with its newest versions, oldest first. */
export interface ParameterStore {
  get(name: string): ParameterVersion[] | undefined;
  names(): string[];
  put(name: string, versions: ParameterVersion[]): void;
  delete(name: string): void;
}

/** Parameters in one JSON file, replaced whole at each change so that a killed process leaves the old or the new one. */
export function createParameterStore(path: string | undefined): ParameterStore {
  const all = new Map(Object.entries(path ? load(path) : {}));
  const save = () => path && replace(path, JSON.stringify(Object.fromEntries(all), null, 1));
  return {
    get: (name) => all.get(name),
    names: () => [...all.keys()].sort(),
    put(name, versions) {
      all.set(name, versions);
      save();
    },
    delete(name) {
      all.delete(name);
      save();
    },
  };
}

function load(path: string): Record<string, ParameterVersion[]> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Only the owner may read it: it holds secrets. */
function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}
