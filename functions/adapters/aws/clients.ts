import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SSMClient } from '@aws-sdk/client-ssm';

/** Two attempts, with the pause between them, end well within the callback's three seconds. */
const ANSWER_MS = 1_000;
const ATTEMPTS = 2;

/** The DynamoDB client of whoever is waited for: it gives up before its caller has to answer. */
export const createImpatientDynamoDb = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS },
  });

/** The SSM client, loaded when it is first needed: a warm container reads one parameter a minute. */
export function lazySsm(): () => Promise<SSMClient> {
  let client: Promise<SSMClient> | undefined;
  return () => {
    client ??= import('@aws-sdk/client-ssm').then(
      (sdk) =>
        new sdk.SSMClient({
          maxAttempts: ATTEMPTS,
          requestHandler: { connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS },
        }),
    );
    return client;
  };
}
