import type { Item } from './dynalite.ts';

/** What changed in a streamed table, in the order of the writes. */
export interface ChangeRecord {
  table: string;
  /** Rises by one with every change; 21 digits, so that text order is number order. */
  sequence: string;
  keys: Item;
  before?: Item;
  after?: Item;
  /** Epoch seconds by the local service's clock. */
  at: number;
}

/** How the engine's thread is started. */
export interface EngineOptions {
  /** Folder of the data; without it everything is in memory. */
  path?: string;
  /** Tables whose changes are kept for the streams. */
  streamed: string[];
}

/** What the main thread asks of the engine's thread. */
export type EngineRequest = { id: number } & (
  | { ask: 'operation'; operation: string; body: string; at: number }
  | { ask: 'records'; table: string; after: string }
  | { ask: 'position'; mapping: string }
  | { ask: 'save-position'; mapping: string; sequence: string }
  | { ask: 'trim'; table: string; upTo: string }
  | { ask: 'close' }
);

/** An HTTP answer of the engine. */
export interface EngineAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What the engine's thread says: an answer to a request, a committed change, or that it is ready. */
export type EngineMessage =
  | { id: number; answer: unknown }
  | { id: number; error: string }
  | { record: ChangeRecord }
  | { ready: true };

/** Before the first record of a stream. */
export const START = '0'.repeat(21);
