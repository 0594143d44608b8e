// No request of ours answers with a stream of events. esbuild puts this file in the place of `@smithy/core/event-streams`:
// 12 kB, in every cold start.

/** Would read such a stream. */
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are left out of the bundles: see infra/bundling/no-event-streams.ts');
  }
}

/** Makes no marshaller: nothing is marshalled. */
export const eventStreamSerdeProvider = () => ({});

/** Leaves the client's configuration as it is. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
