import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { functionArn } from '../aws/arn.ts';

/** A function as Lambda calls it. */
export type Handler = (event: unknown, context: Context) => unknown;

/** What an invocation gave: the result, or the error as Lambda writes it. */
export interface Invocation {
  payload: unknown;
  failed: boolean;
  /** What the function wrote to standard output. */
  log: string;
}

/** The deployed functions, in this process. */
export interface FunctionHost {
  names(): string[];
  has(name: string): boolean;
  invoke(name: string, event: unknown): Promise<Invocation>;
}

const TIMEOUT_MS = 30_000;

/** The functions by name; each is loaded at its first invocation. `report` hears of every invocation that failed. */
export function createFunctionHost(
  loaders: ReadonlyMap<string, () => Promise<Handler>>,
  report: (name: string, error: unknown) => void = () => {},
): FunctionHost {
  const loaded = new Map<string, Promise<Handler>>();
  const load = (name: string): Promise<Handler> => {
    const loading = loaded.get(name) ?? loaders.get(name)?.() ?? Promise.reject(new Error(`no function ${name}`));
    loaded.set(name, loading);
    loading.catch(() => loaded.delete(name));
    return loading;
  };
  return {
    names: () => [...loaders.keys()],
    has: (name) => loaders.has(name),
    async invoke(name, event) {
      const invocation = await withLog((requestId) => run(name, load, copy(event), requestId));
      if (invocation.failed) report(name, invocation.payload);
      return invocation;
    },
  };
}

/** Events and results cross the border as JSON. */
const copy = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

async function run(name: string, load: (name: string) => Promise<Handler>, event: unknown, requestId: string) {
  try {
    const handler = await load(name);
    return { payload: copy(await handler(event, context(name, requestId))), failed: false };
  } catch (error) {
    return { payload: described(error), failed: true };
  }
}

function described(error: unknown) {
  if (!(error instanceof Error)) return { errorType: 'string', errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function context(name: string, requestId: string): Context {
  const deadline = Date.now() + TIMEOUT_MS;
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(name),
    memoryLimitInMB: '512',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

const logs = new AsyncLocalStorage<{ text: string }>();
let capturing = false;

/** From now on what a function writes to standard output is kept for its invocation too. */
function capture(): void {
  if (capturing) return;
  capturing = true;
  const write = process.stdout.write.bind(process.stdout) as (...args: unknown[]) => boolean;
  process.stdout.write = (...args: unknown[]) => {
    const log = logs.getStore();
    if (log) log.text += String(args[0]);
    return write(...args);
  };
}

async function withLog(work: (requestId: string) => Promise<Omit<Invocation, 'log'>>): Promise<Invocation> {
  capture();
  const requestId = randomUUID();
  const log = { text: `START RequestId: ${requestId} Version: $LATEST\n` };
  const result = await logs.run(log, () => work(requestId));
  if (result.failed) log.text += `${JSON.stringify(result.payload)}\n`;
  return { ...result, log: `${log.text}END RequestId: ${requestId}\n` };
}
