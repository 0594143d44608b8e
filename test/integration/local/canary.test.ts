import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('the canary against the running service', { timeout: 60_000 }, () => {
  let world: KefuWorld;
  let lambda: LambdaClient;
  let dynamodb: DynamoDBClient;
  beforeAll(async () => {
    world = await kefuWorld();
    lambda = new LambdaClient({ endpoint: world.local.places.aws });
    dynamodb = new DynamoDBClient({ endpoint: world.local.places.aws });
  }, 60_000);
  afterAll(async () => {
    lambda.destroy();
    dynamodb.destroy();
    await world.close();
  });

  const run = async (): Promise<unknown> => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'kefu-canary' }));
    return JSON.parse(Buffer.from(Payload ?? '').toString());
  };

  it('makes its account in the first run, and is answered in the next', async () => {
    expect(await run()).toEqual({ watched: false });
    await world.local.settled();
    expect(await run()).toEqual({ watched: true });
    expect(await run()).toEqual({ watched: true });
  });

  it('is no account of the deployment, is not counted and is no contact', async () => {
    await world.local.settled();
    const { accounts } = await world.json<{ accounts: { account: string }[] }>('account', 'list');
    expect(accounts.map(({ account }) => account)).not.toContain('_canary');
    const of = async (table: string) => {
      const query = {
        TableName: `kefu-${table}`,
        KeyConditionExpression: 'account = :a',
        ExpressionAttributeValues: { ':a': { S: '_canary' } },
      };
      return (await dynamodb.send(new QueryCommand(query))).Count;
    };
    expect(await Promise.all(['conversations', 'contacts', 'statistics', 'tickets'].map(of))).toEqual([1, 0, 0, 0]);
  });
});
