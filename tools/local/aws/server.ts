import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readBody } from '../http/body.ts';
import { refusal } from '../http/guard.ts';
import { type AwsAnswer, AwsError, type AwsRequest, jsonError, send } from './answer.ts';
import type { DynamoDb } from './dynamodb.ts';
import type { LambdaApi } from './lambda.ts';
import type { Ssm } from './ssm.ts';
import { sts } from './sts.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
const JSON_1_0 = 'application/x-amz-json-1.0';
const JSON_1_1 = 'application/x-amz-json-1.1';
const SERVED = 'DynamoDB, SSM (Parameter Store), Lambda (Invoke, ListFunctions, GetFunction) and STS GetCallerIdentity';

interface Services {
  dynamodb: DynamoDb;
  ssm: Ssm;
  lambda: LambdaApi;
}

/** One HTTP server in the place of all AWS services that the product uses, with their real wire protocols. */
export function createAwsServer(services: Services): Server {
  return createServer((request, response) => {
    const requestId = randomUUID();
    answer(services, request).then(
      (result) => send(response, result, requestId),
      (error: unknown) => send(response, broken(error), requestId),
    );
  });
}

async function answer(services: Services, request: IncomingMessage): Promise<AwsAnswer> {
  const refused = refusal(request);
  const body = await readBody(request, BODY_LIMIT_BYTES);
  if (refused) return jsonError(new AwsError('AccessDeniedException', refused, 403), JSON_1_1);
  if (body === 'too-large') return jsonError(new AwsError('RequestTooLargeException', 'over 16 MB', 413), JSON_1_1);
  const url = new URL(request.url ?? '/', 'http://local');
  const headers = request.headers as Record<string, string | undefined>;
  return route(services, { method: request.method ?? 'GET', url, headers, body });
}

async function route({ dynamodb, ssm, lambda }: Services, request: AwsRequest): Promise<AwsAnswer> {
  const [service = '', operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
  if (service === 'DynamoDB_20120810') return dynamodb(operation, request.body.toString());
  if (service === 'AmazonSSM') return ssm(operation, request.body.toString());
  if (request.url.pathname.startsWith('/2015-03-31/functions')) return lambda(request);
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return sts(request);
  return notServed(request);
}

/** The answer to a call of any other service, in the form that its client can show. */
function notServed({ headers, method, url }: AwsRequest): AwsAnswer {
  const service = /Credential=[^/]*\/\d+\/[^/]*\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  const what = headers['x-amz-target'] ?? service ?? `${method} ${url.pathname}`;
  const message = `${what} is not served here. This local endpoint serves ${SERVED}.`;
  if (service !== 's3') return jsonError(new AwsError('UnknownOperationException', message), JSON_1_0);
  const body = `<Error><Code>UnknownOperationException</Code><Message>${message}</Message></Error>`;
  return { status: 400, headers: { 'content-type': 'application/xml' }, body };
}

function broken(error: unknown): AwsAnswer {
  const message = error instanceof Error ? error.message : String(error);
  return jsonError(new AwsError('InternalServerError', `the local endpoint failed: ${message}`, 500), JSON_1_0);
}
