import type { FunctionHost } from '../functions/host.ts';
import { type AwsAnswer, AwsError, type AwsRequest, json } from './answer.ts';
import { functionArn } from './arn.ts';

const JSON_TYPE = 'application/json';
const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;
const EVENT_ATTEMPTS = 3;
const LOG_TAIL_BYTES = 4096;
/** /2015-03-31/functions/NAME/ACTION, where NAME may be an ARN. */
const PATH = /^\/2015-03-31\/functions(?:\/(?<name>[^/]*))?(?:\/(?<action>[^/]*))?\/?$/;

/** Lambda's Invoke, ListFunctions and GetFunction over the local functions. */
export function createLambdaApi(functions: FunctionHost) {
  return async (request: AwsRequest): Promise<AwsAnswer> => {
    try {
      return await route(functions, request);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { type, message: Message, status } = error;
      const answer = json({ Type: 'User', Message, message: Message }, JSON_TYPE, status);
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
    }
  };
}
export type LambdaApi = ReturnType<typeof createLambdaApi>;

async function route(functions: FunctionHost, request: AwsRequest): Promise<AwsAnswer> {
  const { name: wanted, action } = PATH.exec(request.url.pathname)?.groups ?? {};
  if (!wanted && request.method === 'GET') return json({ Functions: functions.names().map(configuration) }, JSON_TYPE);
  const name = functionName(decodeURIComponent(wanted ?? ''));
  if (!functions.has(name)) throw notFound(name, functions);
  if (action === 'invocations' && request.method === 'POST') return invoke(functions, name, request);
  if (request.method === 'GET' && action === 'configuration') return json(configuration(name), JSON_TYPE);
  if (request.method === 'GET' && !action) return json({ Configuration: configuration(name) }, JSON_TYPE);
  throw new AwsError('UnknownOperationException', `${request.method} ${request.url.pathname} is not served here`);
}

/** `kefu-callback`, `kefu-callback:$LATEST`, `123456789012:function:kefu-callback` or the whole ARN. */
function functionName(given: string): string {
  return (
    /^(?:(?:arn:[^:]+:lambda:[^:]*:)?\d{12}:)?(?:function:)?([\w-]+)(?::[\w$-]+)?$/.exec(given)?.[1] ?? given
  ).trim();
}

function notFound(name: string, functions: FunctionHost): AwsError {
  const known = functions.names().join(', ');
  return new AwsError(
    'ResourceNotFoundException',
    `Function not found: ${functionArn(name)} (here are: ${known})`,
    404,
  );
}

async function invoke(functions: FunctionHost, name: string, { headers, body }: AwsRequest): Promise<AwsAnswer> {
  if (body.length > PAYLOAD_LIMIT_BYTES) {
    throw new AwsError('RequestTooLargeException', `${body.length} bytes; Lambda takes ${PAYLOAD_LIMIT_BYTES}`, 413);
  }
  const event = payload(body);
  const kind = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (kind === 'DryRun') return { status: 204 };
  if (kind === 'Event') {
    void inBackground(functions, name, event);
    return { status: 202 };
  }
  if (kind !== 'RequestResponse')
    throw new AwsError('InvalidParameterValueException', `invocation type ${kind} is unknown`);
  return invoked(await functions.invoke(name, event), headers['x-amz-log-type'] === 'Tail');
}

function payload(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${why}`);
  }
}

/** An asynchronous invocation is tried again twice, as Lambda does (but without its minutes of waiting). */
async function inBackground(functions: FunctionHost, name: string, event: unknown): Promise<void> {
  for (let attempt = 1; attempt <= EVENT_ATTEMPTS; attempt++) {
    if (!(await functions.invoke(name, event)).failed) return;
  }
}

type Invocation = Awaited<ReturnType<FunctionHost['invoke']>>;

function invoked({ payload: result, failed, log }: Invocation, withLog: boolean): AwsAnswer {
  const headers: Record<string, string> = { 'content-type': JSON_TYPE, 'x-amz-executed-version': '$LATEST' };
  if (failed) headers['x-amz-function-error'] = 'Unhandled';
  if (withLog) headers['x-amz-log-result'] = Buffer.from(log).subarray(-LOG_TAIL_BYTES).toString('base64');
  return { status: 200, headers, body: JSON.stringify(result ?? null) };
}

function configuration(name: string) {
  return {
    FunctionName: name,
    FunctionArn: functionArn(name),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: functionArn(name)
      .replace(':lambda:', ':iam:')
      .replace(/function:.*/, 'role/local'),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Version: '$LATEST',
    PackageType: 'Zip',
    Timeout: 30,
    MemorySize: 512,
  };
}
