import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { core, dynalite, type Level } from './dynalite.ts';
import { createJournal } from './journal.ts';
import { captureChanges, mendIn, showItemOfFailedCondition } from './patches.ts';
import type { EngineAnswer, EngineMessage, EngineOptions, EngineRequest } from './protocol.ts';

/**
 * dynalite in a thread of its own: where it throws (a filter with `IN` over a missing attribute), this thread ends and not
 * the local service, and a new one opens the same data.
 */
const options = workerData as EngineOptions;
let clock = 0;

/** One request to dynalite's HTTP handler, without a socket between. */
function operate(server: Server, operation: string, body: string): Promise<EngineAnswer> {
  return new Promise((resolve) => {
    const headers: Record<string, string> = {};
    const request = Object.assign(new EventEmitter(), {
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': 'now',
        authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
      },
    });
    const response = {
      statusCode: 200,
      setHeader: (name: string, value: unknown) => {
        headers[name.toLowerCase()] = String(value);
      },
      end: (text = '') => resolve({ status: response.statusCode, headers, body: text }),
    };
    server.emit('request', request, response);
    request.emit('data', Buffer.from(body));
    request.emit('end');
  });
}

function openStore(): { server: Server; level: Level } {
  const created: { db: Level }[] = [];
  const { create } = core;
  core.create = (given) => {
    const store = create(given);
    created.push(store);
    return store;
  };
  const server = dynalite({ ...(options.path && { path: options.path }), createTableMs: 0, deleteTableMs: 0 });
  const level = created[0]?.db;
  if (!level) throw new Error('dynalite made no store');
  return { server, level };
}

const say = (message: EngineMessage) => parentPort?.postMessage(message);
const { server, level } = openStore();
await level.open();
const journal = createJournal(level);
await journal.start();
captureChanges({
  level,
  journal,
  streamed: new Set(options.streamed),
  now: () => clock,
  tell: (record) => say({ record }),
});
mendIn();
showItemOfFailedCondition();

async function answer(request: EngineRequest): Promise<unknown> {
  switch (request.ask) {
    case 'operation':
      clock = request.at;
      return operate(server, request.operation, request.body);
    case 'records':
      return journal.records(request.table, request.after);
    case 'position':
      return journal.position(request.mapping);
    case 'save-position':
      return journal.savePosition(request.mapping, request.sequence);
    case 'trim':
      return journal.trim(request.table, request.upTo);
    case 'close':
      return level.close();
  }
}

parentPort?.on('message', (request: EngineRequest) => {
  answer(request).then(
    (result) => say({ id: request.id, answer: result }),
    (error: unknown) => say({ id: request.id, error: String(error) }),
  );
});
say({ ready: true });
