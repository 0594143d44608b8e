import { Worker } from 'node:worker_threads';
import { REGION } from '../aws/arn.ts';
import type { ChangeRecord, EngineAnswer, EngineMessage, EngineOptions, EngineRequest } from './protocol.ts';

type Ask = EngineRequest extends infer R ? (R extends EngineRequest ? Omit<R, 'id'> : never) : never;

interface Pending {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/** The engine's thread ended under a request; what it had stored stays stored. */
export class EngineStoppedError extends Error {}

/** The embedded DynamoDB, in a thread of its own that is started again when it ends. */
export interface Engine {
  operate(operation: string, body: string, at: number): Promise<EngineAnswer>;
  records(table: string, after: string): Promise<ChangeRecord[]>;
  position(mapping: string): Promise<string>;
  savePosition(mapping: string, sequence: string): Promise<void>;
  trim(table: string, upTo: string): Promise<void>;
  /** Called with every change of a streamed table, in order; what was stored while nobody listened is in `records`. */
  onRecord(listener: (record: ChangeRecord) => void): void;
  /** Called when the engine was started again, since some changes may not have been told. */
  onRestart(listener: () => void): void;
  close(): Promise<void>;
}

/** Start the engine on a folder, or in memory. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const pending = new Map<number, Pending>();
  let listener: (record: ChangeRecord) => void = () => {};
  let restarted = () => {};
  let lastId = 0;
  let closing = false;
  let worker = await spawn();
  let current = Promise.resolve(worker);

  function receive(message: EngineMessage): void {
    if ('record' in message) listener(message.record);
    else if ('id' in message) settle(message);
  }

  function settle(message: Extract<EngineMessage, { id: number }>): void {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.answer);
  }

  function ended(error: Error): void {
    const reason = new EngineStoppedError(`the embedded engine stopped: ${error.message}`);
    for (const { reject } of pending.values()) reject(reason);
    pending.clear();
    if (closing) return;
    current = spawn();
    current.then((next) => {
      worker = next;
      restarted();
    });
  }

  async function spawn(): Promise<Worker> {
    const started = new Worker(new URL('./engine-worker.ts', import.meta.url), {
      workerData: options,
      env: { AWS_REGION: REGION },
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
      execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0169'],
    });
    await new Promise<void>((resolve, reject) => {
      started.once('message', () => resolve());
      started.once('error', reject);
    });
    started.removeAllListeners('error');
    started.on('message', receive);
    started.on('error', (error) => started.once('exit', () => ended(error)));
    return started;
  }

  async function ask<T>(request: Ask): Promise<T> {
    const thread = await current;
    const id = ++lastId;
    return new Promise<T>((resolve, reject) => {
      pending.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      thread.postMessage({ ...request, id });
    });
  }

  return {
    operate: (operation, body, at) => ask({ ask: 'operation', operation, body, at }),
    records: (table, after) => ask({ ask: 'records', table, after }),
    position: (mapping) => ask({ ask: 'position', mapping }),
    savePosition: (mapping, sequence) => ask({ ask: 'save-position', mapping, sequence }),
    trim: (table, upTo) => ask({ ask: 'trim', table, upTo }),
    onRecord: (next) => {
      listener = next;
    },
    onRestart: (next) => {
      restarted = next;
    },
    close: async () => {
      closing = true;
      await ask({ ask: 'close' });
      await worker.terminate();
    },
  };
}
