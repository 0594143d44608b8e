import { existsSync } from 'node:fs';
import { ENVIRONMENT } from '../../../functions/env.ts';
import type { AnswerModel } from '../../../functions/ports/answer-model.ts';
import type { Observation } from '../../../functions/usecases/handle-message.ts';
import type { Handler } from './host.ts';

interface Overrides {
  clock: () => number;
  /** Only the robot asks for it: without one there is no such function, as where it is not deployed. */
  model?: AnswerModel;
  /** Only the callback asks for it. */
  observe?: (observation: Observation) => void;
}

interface HandlerModule {
  /** The deployed function with the local clock in the place of the machine's. */
  createHandler?: (overrides: Overrides) => Handler;
  handler?: Handler;
}

/** Loaders of all functions of the deployment, by their full names. */
export function functionLoaders(prefix: string, overrides: Overrides): Map<string, () => Promise<Handler>> {
  const loaders = new Map<string, () => Promise<Handler>>();
  for (const name of Object.keys(ENVIRONMENT)) {
    if (name === 'robot' && overrides.model === undefined) continue;
    const file = new URL(`../../../functions/handlers/${name}.ts`, import.meta.url);
    if (existsSync(file)) loaders.set(`${prefix}-${name}`, () => load(file, overrides));
  }
  return loaders;
}

async function load(file: URL, overrides: Overrides): Promise<Handler> {
  const { createHandler, handler } = (await import(file.href)) as HandlerModule;
  const made = createHandler?.(overrides) ?? handler;
  if (!made) throw new Error(`${file.pathname} exports no handler`);
  return made;
}
