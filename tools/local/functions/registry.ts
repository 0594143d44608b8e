import { existsSync } from 'node:fs';
import { ENVIRONMENT } from '../../../functions/env.ts';
import type { Handler } from './host.ts';

interface HandlerModule {
  /** The deployed function with the local clock in the place of the machine's. */
  createHandler?: (overrides: { clock: () => number }) => Handler;
  handler?: Handler;
}

/** Loaders of all functions of the deployment, by their full names. */
export function functionLoaders(prefix: string, clock: () => number): Map<string, () => Promise<Handler>> {
  const loaders = new Map<string, () => Promise<Handler>>();
  for (const name of Object.keys(ENVIRONMENT)) {
    const file = new URL(`../../../functions/handlers/${name}.ts`, import.meta.url);
    if (existsSync(file)) loaders.set(`${prefix}-${name}`, () => load(file, clock));
  }
  return loaders;
}

async function load(file: URL, clock: () => number): Promise<Handler> {
  const { createHandler, handler } = (await import(file.href)) as HandlerModule;
  const made = createHandler?.({ clock }) ?? handler;
  if (!made) throw new Error(`${file.pathname} exports no handler`);
  return made;
}
