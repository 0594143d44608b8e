import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand, InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../support/local-aws.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({
    functions: {
      'kefu-echo': (event) => ({ got: event }),
      'kefu-broken': () => {
        process.stdout.write('on the way down\n');
        throw new TypeError('it broke');
      },
    },
  });
});
afterAll(() => aws.close());

const TableName = 'kefu-rules';
const item = { account: { S: 'demo' }, id: { S: 'a' }, status: { S: 'live' } };

describe('local DynamoDB', () => {
  it('brings the item of a failed condition', async () => {
    await aws.dynamodb.send(new PutItemCommand({ TableName, Item: item }));
    const again = new PutItemCommand({
      TableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(aws.dynamodb.send(again)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: item,
    });
  });

  it('evaluates IN over attributes that the item lacks', async () => {
    const found = new PutItemCommand({
      TableName,
      Item: item,
      ConditionExpression: ':live IN (nothing, #status)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':live': { S: 'live' } },
    });
    await expect(aws.dynamodb.send(found)).resolves.toBeDefined();
  });

  it('shows the stream of a table that has one', async () => {
    const described = await aws.dynamodb.send(new DescribeTableCommand({ TableName }));
    expect(described.Table).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      LatestStreamArn: expect.stringContaining(`${TableName}/stream/`),
    });
    const other = await aws.dynamodb.send(new DescribeTableCommand({ TableName: 'kefu-rule-sets' }));
    expect(other.Table?.LatestStreamArn).toBeUndefined();
  });

  it('says what it does not serve', async () => {
    const write = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: item } }] });
    await expect(aws.dynamodb.send(write)).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('TransactWriteItems is not served'),
    });
    await expect(aws.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))).resolves.toBeDefined();
  });
});

describe('local SSM', () => {
  const put = (Name: string, Value: string, more = {}) =>
    aws.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', ...more }));

  it('keeps versions, and overwrites only when told to', async () => {
    await expect(put('/a/one', '1')).resolves.toMatchObject({ Version: 1, Tier: 'Standard' });
    await expect(put('/a/one', '2')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    await expect(put('/a/one', '2', { Overwrite: true, Type: undefined })).resolves.toMatchObject({ Version: 2 });
    const get = (Name: string) => aws.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    await expect(get('/a/one')).resolves.toMatchObject({ Parameter: { Value: '2', Type: 'SecureString', Version: 2 } });
    await expect(get('/a/one:1')).resolves.toMatchObject({ Parameter: { Value: '1' } });
  });

  it('shows a SecureString only decrypted', async () => {
    await put('/b/secret', 'plain text');
    const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: '/b/secret' }));
    expect(Parameter?.Value).not.toContain('plain');
  });

  it('names what is missing', async () => {
    const get = new GetParameterCommand({ Name: '/no/such' });
    await expect(aws.ssm.send(get)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await put('/c/one', '1');
    const some = await aws.ssm.send(new GetParametersCommand({ Names: ['/c/one', '/c/two'] }));
    expect(some).toMatchObject({ Parameters: [{ Name: '/c/one' }], InvalidParameters: ['/c/two'] });
    await aws.ssm.send(new DeleteParameterCommand({ Name: '/c/one' }));
    const gone = new DeleteParameterCommand({ Name: '/c/one' });
    await expect(aws.ssm.send(gone)).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('pages through a path', async () => {
    for (const name of ['/d/1', '/d/2', '/d/3', '/d/deep/4', '/dd/5']) await put(name, 'x');
    const list = (more: object) => aws.ssm.send(new GetParametersByPathCommand({ Path: '/d', MaxResults: 2, ...more }));
    const first = await list({});
    const rest = await list({ NextToken: first.NextToken });
    expect([first, rest].map(({ Parameters = [] }) => Parameters.map(({ Name }) => Name))).toEqual([
      ['/d/1', '/d/2'],
      ['/d/3'],
    ]);
    expect(rest.NextToken).toBeUndefined();
    const deep = await list({ Recursive: true, MaxResults: 10 });
    expect(deep.Parameters).toHaveLength(4);
    const filters = [{ Key: 'Name', Option: 'BeginsWith', Values: ['/dd'] }];
    const described = await aws.ssm.send(new DescribeParametersCommand({ ParameterFilters: filters }));
    expect(described.Parameters).toMatchObject([{ Name: '/dd/5', Type: 'SecureString', Tier: 'Standard' }]);
  });

  it.each([
    ['a standard value over 4 KB', '/e/big', 'x'.repeat(4097), {}, 'ValidationException'],
    ['an advanced value over 8 KB', '/e/big', 'x'.repeat(8193), { Tier: 'Advanced' }, 'ValidationException'],
    ['a path without its slash', 'e/relative', 'x', {}, 'ValidationException'],
    ['a name with a blank', '/e/a b', 'x', {}, 'ValidationException'],
    ['no type', '/e/untyped', 'x', { Type: undefined }, 'ValidationException'],
  ])('refuses %s', async (_what, name, value, more, error) => {
    await expect(put(name, value, more)).rejects.toMatchObject({ name: error });
  });

  it('takes 4 KB, and 8 KB in the advanced tier', async () => {
    await expect(put('/f/4', 'x'.repeat(4096))).resolves.toMatchObject({ Tier: 'Standard' });
    await expect(put('/f/8', 'x'.repeat(8192), { Tier: 'Advanced' })).resolves.toMatchObject({ Tier: 'Advanced' });
  });
});

describe('local Lambda', () => {
  const invoke = (FunctionName: string, more = {}) => aws.lambda.send(new InvokeCommand({ FunctionName, ...more }));
  const read = (payload?: Uint8Array) => JSON.parse(Buffer.from(payload ?? []).toString());

  it.each(['kefu-echo', 'kefu-echo:$LATEST', 'arn:aws:lambda:us-east-1:000000000000:function:kefu-echo'])(
    'invokes %s',
    async (name) => {
      const answer = await invoke(name, { Payload: Buffer.from('{"text":"你好"}'), ClientContext: 'e30=' });
      expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
      expect(answer.FunctionError).toBeUndefined();
      expect(read(answer.Payload)).toEqual({ got: { text: '你好' } });
    },
  );

  it('tells what a function threw, with the end of its log when asked', async () => {
    const answer = await invoke('kefu-broken', { LogType: 'Tail' });
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(read(answer.Payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'it broke' });
    expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('on the way down');
  });

  it('answers other kinds of invocation at once', async () => {
    await expect(invoke('kefu-echo', { InvocationType: 'Event' })).resolves.toMatchObject({ StatusCode: 202 });
    await expect(invoke('kefu-echo', { InvocationType: 'DryRun' })).resolves.toMatchObject({ StatusCode: 204 });
  });

  it('refuses an unknown function and a payload that is no JSON', async () => {
    await expect(invoke('kefu-nobody')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining('function:kefu-nobody'),
    });
    await expect(invoke('kefu-echo', { Payload: Buffer.from('{') })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    });
  });

  it('lists its functions', async () => {
    const { Functions = [] } = await aws.lambda.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(['kefu-echo', 'kefu-broken']);
    const { Configuration } = await aws.lambda.send(new GetFunctionCommand({ FunctionName: 'kefu-echo' }));
    expect(Configuration).toMatchObject({ FunctionName: 'kefu-echo', State: 'Active' });
  });
});

describe('the AWS endpoint', () => {
  /** `fetch` sets Host and Sec-Fetch-Site itself. */
  const ask = (headers: Record<string, string>, body = '{}') =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const asking = request(aws.endpoint, { method: 'POST', headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() });
      });
      asking.on('error', reject).end(body);
    });
  const TARGET = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };

  it.each([
    ['another Host', { host: 'kefu.example.com' }],
    ['the page of another site', { origin: 'https://example.com' }],
    ['the page of another local port', { origin: 'http://127.0.0.1:8080' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_what, headers) => {
    const answer = await ask({ ...TARGET, ...headers });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('refused');
  });

  it('answers tools of this machine', async () => {
    expect((await ask(TARGET)).status).toBe(200);
  });

  it('says which services it serves when asked for another', async () => {
    const answer = await ask({ 'x-amz-target': 'AmazonSQS.ListQueues' });
    expect(answer).toMatchObject({
      status: 400,
      text: expect.stringMatching(/AmazonSQS.*not served.*serves DynamoDB, SSM/),
    });
  });

  it('says who asks', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const answer = await ask(form, 'Action=GetCallerIdentity&Version=2011-06-15');
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<Account>000000000000</Account>') });
  });

  it('keeps items and parameters over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kefu-aws-'));
    const first = await startLocalAws({ folder });
    await first.ssm.send(new PutParameterCommand({ Name: '/kept', Value: 'v', Type: 'String' }));
    await first.dynamodb.send(new PutItemCommand({ TableName, Item: item }));
    await first.close();
    const second = await startLocalAws({ folder });
    const kept = await second.ssm.send(new GetParameterCommand({ Name: '/kept' }));
    const again = new PutItemCommand({ TableName, Item: item, ReturnValues: 'ALL_OLD' });
    expect([kept.Parameter?.Value, (await second.dynamodb.send(again)).Attributes]).toEqual(['v', item]);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});
