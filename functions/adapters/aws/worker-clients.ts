import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';

/** Nobody at WeChat waits for a worker or an admin call: more attempts than the callback makes. */
const ATTEMPTS = 5;
const CONNECT_MS = 2_000;
const ANSWER_MS = 5_000;
/** `refresh-token` may wait for the lease of another call. */
const INVOKE_MS = 40_000;

const limits = (requestTimeout: number) => ({
  maxAttempts: ATTEMPTS,
  requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout },
});

/** AWS clients for what is not waited for within WeChat's five seconds. */
export const createDynamoDb = (): DynamoDBClient => new DynamoDBClient(limits(ANSWER_MS));
export const createSsm = (): SSMClient => new SSMClient(limits(ANSWER_MS));
export const createLambda = (): LambdaClient => new LambdaClient(limits(INVOKE_MS));
