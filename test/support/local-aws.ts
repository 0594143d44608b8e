import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { StreamSource } from '../../functions/env.ts';
import { createDynamoDb } from '../../tools/local/aws/dynamodb.ts';
import { createLambdaApi } from '../../tools/local/aws/lambda.ts';
import { createAwsServer } from '../../tools/local/aws/server.ts';
import { createSsm } from '../../tools/local/aws/ssm.ts';
import { createEngine } from '../../tools/local/dynamodb/engine.ts';
import type { ChangeRecord } from '../../tools/local/dynamodb/protocol.ts';
import { createTables, streamedTables } from '../../tools/local/dynamodb/tables.ts';
import { createFunctionHost, type Handler } from '../../tools/local/functions/host.ts';
import { listen, stop } from '../../tools/local/http/listen.ts';
import { createParameterStore } from '../../tools/local/ssm/parameter-file.ts';
import type { Condition } from '../../tools/local/streams/attempt.ts';
import { createStreams } from '../../tools/local/streams/streams.ts';

export interface LocalAwsOptions {
  /** Folder of the data; without it everything is in memory. */
  folder?: string;
  functions?: Record<string, Handler>;
  sources?: StreamSource[];
  /** Epoch milliseconds. */
  clock?: () => number;
}

/** The stream of the rules to `publish-rules`, one record at a time unless said. */
export const aStreamSource = (changes: Partial<StreamSource> = {}): StreamSource => ({
  table: 'rules',
  function: 'publish-rules',
  batchSize: 1,
  windowSeconds: 0,
  parallel: 1,
  retries: 2,
  maximumAgeSeconds: 3600,
  ...changes,
});

/** The local AWS endpoint with functions of a test's own, and real AWS clients for it. Pauses between tries take no time. */
export async function startLocalAws({ folder, functions = {}, sources = [], clock = Date.now }: LocalAwsOptions) {
  const streamed = streamedTables('kefu');
  const engine = await createEngine({ ...(folder && { path: `${folder}/db` }), streamed: [...streamed] });
  const host = createFunctionHost(new Map(Object.entries(functions).map(([name, run]) => [name, async () => run])));
  const parameters = createParameterStore(folder && `${folder}/parameters.json`);
  const now = () => clock() / 1000;
  const dynamodb = createDynamoDb({ engine, streamed, now });
  const server = createAwsServer({ dynamodb, ssm: createSsm({ parameters, now }), lambda: createLambdaApi(host) });
  const port = await listen(server, { name: 'test', port: 0, variable: 'AWS_PORT' });
  const endpoint = `http://127.0.0.1:${port}`;
  const givenUp: { name: string; records: ChangeRecord[]; condition: Condition }[] = [];
  await createTables(engine, 'kefu', now());
  const giveUp = (name: string, records: ChangeRecord[], condition: Condition) =>
    givenUp.push({ name, records, condition });
  const streams = createStreams({
    prefix: 'kefu',
    sources,
    engine,
    functions: host,
    clock,
    sleep: async () => {},
    giveUp,
  });
  await streams.start();
  const client = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  return {
    endpoint,
    givenUp,
    streams,
    engine,
    dynamodb: new DynamoDBClient(client),
    ssm: new SSMClient(client),
    lambda: new LambdaClient(client),
    async close() {
      await stop(server);
      await engine.close();
    },
  };
}
export type LocalAws = Awaited<ReturnType<typeof startLocalAws>>;
