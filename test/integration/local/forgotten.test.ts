import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

const TABLES = ['contacts', 'conversations', 'tickets', 'statistics', 'accounts'];
const OPEN_ID = 'oLiMing0001';

let world: KefuWorld;
let client: DynamoDBClient;
beforeAll(async () => {
  world = await kefuWorld();
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  client = new DynamoDBClient({ endpoint: world.local.places.aws, region: 'us-east-1', credentials });
}, 120_000);
afterAll(async () => {
  client.destroy();
  await world.close();
});

/** Tables in which the user is to be found. */
async function found(): Promise<string[]> {
  await world.local.settled();
  const scans = await Promise.all(
    TABLES.map(async (table) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: `kefu-${table}` }));
      return JSON.stringify(Items).includes(OPEN_ID) ? [table] : [];
    }),
  );
  return scans.flat();
}

describe('a user who withdraws what they allowed', () => {
  it('is gone from every table once WeChat has pushed it, and comes back as a stranger', async () => {
    const { simulator } = world.local;
    const who = { account: 'demo', user: 'li' };
    await simulator?.users.create({ account: 'demo', name: 'li', openId: OPEN_ID });
    await simulator?.users.follow({ ...who, scene: 'store-7' });
    for (const text of ['演示工单', '没有人知道的问题']) await simulator?.users.type({ ...who, text });
    expect(await found()).toEqual(expect.arrayContaining(['contacts', 'conversations', 'tickets', 'statistics']));
    await simulator?.events.revokeAuthorization(who);
    expect(await found()).toEqual([]);
    await simulator?.advance(1);
    await simulator?.users.type({ ...who, text: '流量' });
    await found();
    const { tags, scenes } = await world.json<{ tags: string[]; scenes: string[] }>(
      ...['contacts', 'show', 'demo', OPEN_ID],
    );
    expect([tags, scenes]).toEqual([[], []]);
  }, 60_000);
});
