import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FunctionHost } from './functions/host.ts';

export interface LogSubscriptionDeps {
  functions: FunctionHost;
  /** The function whose log is followed, and the one that gets it. */
  from: string;
  to: string;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** How long lines are gathered: CloudWatch takes some seconds. */
const GATHER_MS = 500;

/**
 * A subscription filter on the log of one function: its lines reach the other as CloudWatch Logs delivers them, gzipped in
 * base64, each with the id of its event.
 */
export function createLogSubscription({ functions, from, to, clock }: LogSubscriptionDeps) {
  let gathered: { id: string; timestamp: number; message: string }[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let delivering: Promise<unknown> = Promise.resolve();
  const session = createHash('sha256').update(`${process.pid} ${performance.timeOrigin}`).digest('hex');

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    const event = subscriptionEvent(from, `local/${session.slice(0, 32)}`, gathered);
    gathered = [];
    delivering = Promise.all([delivering, functions.invoke(to, event)]);
  }

  function gather(log: string): void {
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    for (const message of lines) {
      gathered.push({ id: `${session.slice(0, 20)}${`${count++}`.padStart(36, '0')}`, timestamp: clock(), message });
    }
    if (gathered.length > 0) timer ??= setTimeout(flush, GATHER_MS).unref();
  }

  return {
    /** The functions, with the log of one of them followed. */
    functions: {
      ...functions,
      invoke: async (name: string, event: unknown) => {
        const invocation = await functions.invoke(name, event);
        if (name === from && functions.has(to)) gather(invocation.log);
        return invocation;
      },
    } satisfies FunctionHost,
    /** Resolves when everything that was logged so far has been delivered. */
    async idle(): Promise<void> {
      flush();
      await delivering;
    },
  };
}

/** @see Subscription filters with Lambda, in the documentation of CloudWatch Logs */
function subscriptionEvent(functionName: string, logStream: string, logEvents: object[]): object {
  const data = {
    messageType: 'DATA_MESSAGE',
    owner: '000000000000',
    logGroup: `/aws/lambda/${functionName}`,
    logStream,
    subscriptionFilters: ['statistics'],
    logEvents,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
}
