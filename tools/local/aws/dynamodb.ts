import { type Engine, EngineStoppedError } from '../dynamodb/engine.ts';
import { type AwsAnswer, AwsError, json, jsonError } from './answer.ts';
import { STREAM_LABEL, streamArn } from './arn.ts';

const JSON_1_0 = 'application/x-amz-json-1.0';

/** Operations of the embedded engine. */
const SERVED = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
]);

export interface DynamoDbDeps {
  engine: Engine;
  streamed: ReadonlySet<string>;
  /** Epoch seconds. */
  now: () => number;
}

/** DynamoDB by the embedded engine: what it lacks is named, and its end under a request is an answer like AWS's own 500. */
export function createDynamoDb({ engine, streamed, now }: DynamoDbDeps) {
  return async (operation: string, body: string): Promise<AwsAnswer> => {
    if (!SERVED.has(operation)) return jsonError(notServed(operation), JSON_1_0);
    try {
      const answer = await engine.operate(operation, body, now());
      return operation === 'DescribeTable' && answer.status === 200 ? withStream(answer.body, streamed) : answer;
    } catch (error) {
      if (!(error instanceof EngineStoppedError)) throw error;
      return jsonError(
        new AwsError('com.amazonaws.dynamodb.v20120810#InternalServerError', error.message, 500),
        JSON_1_0,
      );
    }
  };
}
export type DynamoDb = ReturnType<typeof createDynamoDb>;

function notServed(operation: string): AwsError {
  return new AwsError(
    'com.amazon.coral.service#UnknownOperationException',
    `${operation} is not served by the local DynamoDB: it has no transactions, PartiQL, time to live, backups or stream reads. ` +
      'Streams do reach the local functions.',
  );
}

interface Description {
  Table: { TableName: string };
}

/** The engine knows nothing of streams; the description shows what the local service keeps. */
function withStream(body: string, streamed: ReadonlySet<string>): AwsAnswer {
  const { Table: table } = JSON.parse(body) as Description;
  if (!streamed.has(table.TableName)) return json({ Table: table }, JSON_1_0);
  const stream = {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    LatestStreamArn: streamArn(table.TableName),
    LatestStreamLabel: STREAM_LABEL,
  };
  return json({ Table: { ...table, ...stream } }, JSON_1_0);
}
