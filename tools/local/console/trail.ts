import { AsyncLocalStorage } from 'node:async_hooks';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Observation } from '../../../functions/usecases/handle-message.ts';
import type { Delivery, SimulatorEvent } from '../../simulator/index.ts';
import type { FunctionHost, Invocation } from '../functions/host.ts';
import { countAwsRequests } from './aws-requests.ts';
import type { AwsRequestLine, TrailDetail, TrailLine } from './trail-line.ts';
import { detailOf, lineOf } from './trail-view.ts';

/** Requests to the callback that are remembered. */
const KEPT = 300;

/** A request to the callback, as it is kept. */
export interface Passage {
  id: number;
  atMs: number;
  event: APIGatewayProxyEventV2;
  requests: AwsRequestLine[];
  milliseconds: number;
  result?: Invocation;
  observation?: Observation;
  /** What WeChat wrote and read. */
  plain?: { pushId: number; body: string; delivery: Delivery };
}

/** What became of every request to the callback, for the console page. */
export interface Trail {
  /** What the callback is given to tell how it decided. */
  observe(observation: Observation): void;
  /** The functions, with the callback watched. */
  watch(functions: FunctionHost, callback: string, clock: () => number): FunctionHost;
  /** Listen to every message, with the nonce of its request. */
  onMessage(listener: (observation: Observation, nonce: string) => void): void;
  /** Hear what the simulated WeChat sent and read. */
  hear(event: SimulatorEvent): void;
  list(): TrailLine[];
  detail(id: number): TrailDetail | undefined;
  subscribe(listener: (line: TrailLine) => void): () => void;
}

/** An empty trail. */
export function createTrail(): Trail {
  const current = new AsyncLocalStorage<Passage>();
  const listeners = new Set<(line: TrailLine) => void>();
  const hearers: ((observation: Observation, nonce: string) => void)[] = [];
  const passages: Passage[] = [];
  let lastId = 0;

  const tell = (passage: Passage) => {
    for (const listener of listeners) listener(lineOf(passage));
  };

  async function pass(functions: FunctionHost, name: string, event: unknown, atMs: number): Promise<Invocation> {
    const passage: Passage = {
      id: ++lastId,
      atMs,
      event: event as APIGatewayProxyEventV2,
      requests: [],
      milliseconds: 0,
    };
    passages.push(passage);
    if (passages.length > KEPT) passages.shift();
    const begun = performance.now();
    const work = () => functions.invoke(name, event);
    const result = await current.run(passage, () => countAwsRequests(passage.requests, work));
    passage.milliseconds = Math.round((performance.now() - begun) * 10) / 10;
    passage.result = result;
    tell(passage);
    return result;
  }

  return {
    observe: (observation) => {
      const passage = current.getStore();
      if (passage) passage.observation = observation;
      for (const hear of hearers) hear(observation, passage?.event.queryStringParameters?.nonce ?? '');
    },
    onMessage: (listener) => {
      hearers.push(listener);
    },
    watch: (functions, callback, clock) => ({
      ...functions,
      invoke: (name, event) =>
        name === callback ? pass(functions, name, event, clock()) : functions.invoke(name, event),
    }),
    hear: (event) => {
      if (event.type !== 'push.delivered' && event.type !== 'push.settled') return;
      for (const delivery of event.push.deliveries) {
        const passage = passages.findLast((one) => one.event.queryStringParameters?.nonce === delivery.nonce);
        if (!passage) continue;
        passage.plain = { pushId: event.push.id, body: event.push.body, delivery };
        if (passage.result) tell(passage);
      }
    },
    list: () => passages.filter(({ result }) => result !== undefined).map(lineOf),
    detail: (id) => {
      const passage = passages.find((one) => one.id === id && one.result !== undefined);
      return passage && detailOf(passage);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
