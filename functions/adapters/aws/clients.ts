import type { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';

/** Two attempts, with the pause between them, end well within the callback's three seconds. */
const ANSWER_MS = 1_000;
const IMPATIENT = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS },
  // The SDK's own asks first whether a body is a web stream, and Node loads web streams for the question: 1 ms.
  streamCollector: async (body: Readable): Promise<Uint8Array> => Buffer.concat(await body.toArray()),
};

/** The DynamoDB client of whoever is waited for: it gives up before its caller has to answer. */
export const createImpatientDynamoDb = (): DynamoDBClient => new DynamoDBClient(IMPATIENT);

/**
 * The SSM client of whoever is waited for. Imported like any other: every fresh container reads a parameter for its first
 * message, and an `import()` would keep the bundler from leaving out the commands that nobody uses, 175 kB of them.
 */
export const createImpatientSsm = (): SSMClient => new SSMClient(IMPATIENT);
