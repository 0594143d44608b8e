import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { STREAM_SOURCES } from '../../functions/env.ts';
import type { Simulator } from '../simulator/index.ts';
import { createDynamoDb } from './aws/dynamodb.ts';
import { createLambdaApi } from './aws/lambda.ts';
import { createAwsServer } from './aws/server.ts';
import { createSsm } from './aws/ssm.ts';
import { tellOfPush } from './console/outsiders.ts';
import { createConsole } from './console/routes.ts';
import { createTableChanges } from './console/table-changes.ts';
import { createTrail } from './console/trail.ts';
import { createEngine, type Engine } from './dynamodb/engine.ts';
import { createTables, streamedTables } from './dynamodb/tables.ts';
import { applyEnvironment, localEnvironment } from './functions/environment.ts';
import { createFunctionHost, type FunctionHost } from './functions/host.ts';
import { createRecordedModel } from './functions/recorded-model.ts';
import { functionLoaders } from './functions/registry.ts';
import { createGateway, type Route } from './gateway/server.ts';
import { listen, stop } from './http/listen.ts';
import { lockFolder } from './lock.ts';
import { createLogSubscription } from './log-subscription.ts';
import type { LocalOptions } from './options.ts';
import { startSchedules } from './schedules.ts';
import { seedCredentials } from './seeds/accounts.ts';
import { plantRules, type Unready, untilLive } from './seeds/plant.ts';
import { createParameterStore } from './ssm/parameter-file.ts';
import { appendFailure, failureMessage } from './streams/failures.ts';
import { createStreams, type Streams } from './streams/streams.ts';
import { startWeChat } from './wechat.ts';

const PREFIX = 'kefu';
const SEED_TIMEOUT_MS = 10_000;

/** Where everything is. */
export interface Places {
  console: string;
  callback: string;
  aws: string;
  wechat: string;
}

/** The running local service. */
export interface Local {
  places: Places;
  /** Seeded rules that did not become live. */
  unready: Unready[];
  /** The simulated WeChat, when it is the one in use. */
  simulator?: Simulator;
  /** Resolves when every change written so far has reached the functions it starts. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const sleep = (ms: number) => pause(ms, undefined, { ref: false });

/** Start everything, in order; what was started is stopped again when a later part cannot start. */
export async function startLocal(options: LocalOptions, routes: readonly Route[] = []): Promise<Local> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await startParts(options, routes, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Closers = (() => unknown)[];

async function startParts(options: LocalOptions, routes: readonly Route[], closers: Closers) {
  const { folder, ports } = options;
  closers.push(lockFolder(folder));
  if (options.reset) forget(folder);
  const streamed = streamedTables(PREFIX);
  const engine = await createEngine({ path: join(folder, 'dynamodb'), streamed: [...streamed] });
  closers.push(() => engine.close());
  const wechat = await startWeChat(options);
  closers.push(() => wechat.close());
  const clock = () => wechat.clock.now();
  const seconds = () => clock() / 1000;
  const [trail, tables] = [createTrail(), createTableChanges()];
  const loaded = createFunctionHost(
    functionLoaders(PREFIX, { clock, observe: trail.observe, ...(options.robot && { model: createRecordedModel() }) }),
    reportFailure,
  );
  const statistics = { from: `${PREFIX}-callback`, to: `${PREFIX}-collect-statistics`, clock };
  const log = createLogSubscription({ ...statistics, functions: trail.watch(loaded, `${PREFIX}-callback`, clock) });
  const { functions } = log;
  const idle = async () => {
    await Promise.all([streams.idle(), log.idle()]);
  };
  const parameters = createParameterStore(join(folder, 'parameters.json'));
  const services = {
    dynamodb: tables.watch(createDynamoDb({ engine, streamed, now: seconds })),
    ssm: createSsm({ parameters, now: seconds }),
    lambda: createLambdaApi(functions),
  };
  const aws = await open(createAwsServer(services), closers, 'the AWS endpoint', ports.aws, 'AWS_PORT');
  const { simulator } = wechat;
  const consolePage = createConsole({ aws, trail, tables, ...(simulator && { simulator }) });
  simulator?.subscribe(trail.hear);
  if (simulator) trail.onMessage((observation, nonce) => tellOfPush(simulator, observation, nonce));
  const mounted = [...routes, consolePage];
  const gateway = createGateway({ functions, callbackFunction: `${PREFIX}-callback`, clock, routes: mounted });
  const page = await open(gateway, closers, 'the console page with the callback', ports.console, 'PORT');
  const places = { console: page, callback: `${page}/callback`, aws, wechat: wechat.url };
  applyEnvironment(localEnvironment(PREFIX, places));
  writeFileSync(join(folder, 'places.json'), JSON.stringify(places));
  closers.push(() => rmSync(join(folder, 'places.json'), { force: true }));
  await createTables(engine, PREFIX, seconds());
  const streams = streamsOf(folder, engine, functions, clock);
  await streams.start();
  wechat.connect(places.callback);
  wechat.onStep(idle);
  seedCredentials(parameters, PREFIX, seconds());
  const unready = await seedRules(folder, engine, functions, clock, idle);
  closers.push(startSchedules(functions, PREFIX, wechat.clock));
  return { places, unready, ...(simulator && { simulator }), settled: idle };
}

async function open(server: Server, closers: Closers, name: string, port: number, variable: string): Promise<string> {
  const chosen = await listen(server, { name, port, variable });
  closers.push(() => stop(server));
  return `http://127.0.0.1:${chosen}`;
}

/** A function that fails says so where the developer looks. */
function reportFailure(name: string, error: unknown): void {
  const { errorType, errorMessage, trace } = error as { errorType: string; errorMessage: string; trace: string[] };
  console.error(`${name} failed: ${trace.length > 0 ? trace.join('\n') : `${errorType}: ${errorMessage}`}`);
}

/** What a start keeps in its folder, but for the lock. */
function forget(folder: string): void {
  for (const name of ['dynamodb', 'parameters.json', 'failures', 'seeded', 'wechat.json']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function streamsOf(folder: string, engine: Engine, functions: FunctionHost, clock: () => number): Streams {
  const sources = STREAM_SOURCES.filter((source) => functions.has(`${PREFIX}-${source.function}`));
  return createStreams({
    prefix: PREFIX,
    sources,
    engine,
    functions,
    clock,
    sleep,
    giveUp: (name, records, condition, attempts) => {
      appendFailure(join(folder, 'failures'), name, failureMessage(name, records, condition, attempts, clock()));
    },
  });
}

/** Only once: what people change afterwards stays. */
async function seedRules(
  folder: string,
  engine: Engine,
  functions: FunctionHost,
  clock: () => number,
  idle: () => Promise<void>,
): Promise<Unready[]> {
  const mark = join(folder, 'seeded');
  if (existsSync(mark)) return [];
  const deps = { engine, prefix: PREFIX, clock, sleep };
  await plantRules(deps);
  await idle();
  const unready = functions.has(`${PREFIX}-publish-rules`) ? await untilLive(deps, SEED_TIMEOUT_MS) : [];
  writeFileSync(mark, '');
  return unready;
}
