import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRuleStore } from '../../../functions/adapters/aws/rule-store.ts';
import type { StoredRuleItem } from '../../../functions/ports/rule-store.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

const TABLE = 'kefu-rules';
const LIVE = { status: 'live', checkedAt: 1_700_000_000 } as const;

describe('rule store', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  const store = () => createRuleStore({ client: engine.client, table: TABLE });
  const put = (item: Record<string, unknown>) =>
    engine.client.send(new PutItemCommand({ TableName: TABLE, Item: marshall(item) }));
  const get = async (account: string, id: string) => {
    const { Item } = await engine.client.send(
      new GetItemCommand({ TableName: TABLE, Key: marshall({ account, id }), ConsistentRead: true }),
    );
    return Item && unmarshall(Item);
  };
  const only = async (account: string): Promise<StoredRuleItem> => {
    const [item] = await store().items(account);
    if (!item) throw new Error(`${account} has no item`);
    return item;
  };

  it('gives the items of one account in the order of their ids, sets as lists', async () => {
    await put({ account: 'plain', id: 'b', keywords: new Set(['流量', '套餐']), priority: 3 });
    await put({ account: 'plain', id: 'a', reply: { kind: 'text', content: '好' } });
    await put({ account: 'other', id: 'c' });
    const items = await store().items('plain');
    expect(items.map(({ item }) => item)).toEqual([
      { account: 'plain', id: 'a', reply: { kind: 'text', content: '好' } },
      { account: 'plain', id: 'b', keywords: ['套餐', '流量'], priority: 3 },
    ]);
  });

  it('reads numbers that JavaScript cannot hold', async () => {
    await engine.client.send(
      new PutItemCommand({
        TableName: TABLE,
        Item: { account: { S: 'long' }, id: { S: 'a' }, priority: { N: '12345678901234567890' } },
      }),
    );
    expect((await only('long')).item.priority).toBe(12_345_678_901_234_567_000);
  });

  it('writes a verdict on the item that was judged, and takes an old error away', async () => {
    await put({
      account: 'verdict',
      id: 'a',
      keywords: ['x'],
      reply: { content: '好' },
      error: 'old',
      status: 'error',
    });
    expect(await store().writeVerdict(await only('verdict'), LIVE)).toBeUndefined();
    expect(await get('verdict', 'a')).toEqual({
      account: 'verdict',
      id: 'a',
      keywords: ['x'],
      reply: { content: '好' },
      ...LIVE,
    });
  });

  it('does not bring back an item that was deleted meanwhile', async () => {
    await put({ account: 'gone', id: 'a' });
    const judged = await only('gone');
    await store().change('gone', [], ['a']);
    expect(await store().writeVerdict(judged, LIVE)).toBeUndefined();
    expect(await get('gone', 'a')).toBeUndefined();
  });

  it('leaves an item alone whose text was changed meanwhile, and answers its new form', async () => {
    await put({ account: 'changed', id: 'a', reply: 'old', status: 'live', checkedAt: 1 });
    const judged = await only('changed');
    await put({ account: 'changed', id: 'a', reply: 'new', status: 'live', checkedAt: 1 });
    const now = await store().writeVerdict(judged, { status: 'error', error: 'reply is old', checkedAt: 2 });
    expect(now?.item).toEqual({ account: 'changed', id: 'a', reply: 'new', status: 'live', checkedAt: 1 });
  });

  it.each([
    ['a list', { keywords: ['old'] }, { keywords: ['new'] }],
    ['a map', { reply: { content: 'old' } }, { reply: { content: 'new' } }],
    ['a new attribute', {}, { priority: 2 }],
  ])('answers the new form when %s was changed meanwhile, so that it is judged again', async (_, before, after) => {
    await put({ account: 'deep', id: 'a', ...before });
    const judged = await only('deep');
    await put({ account: 'deep', id: 'a', ...after });
    expect((await store().writeVerdict(judged, LIVE))?.item).toMatchObject(after);
  });

  it('yields to a verdict that was written meanwhile', async () => {
    await put({ account: 'raced', id: 'a' });
    const judged = await only('raced');
    await engine.client.send(
      new UpdateItemCommand({
        TableName: TABLE,
        Key: marshall({ account: 'raced', id: 'a' }),
        UpdateExpression: 'SET #s = :s',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': { S: 'error' } },
      }),
    );
    expect((await store().writeVerdict(judged, LIVE))?.item.status).toBe('error');
  });

  it('takes an item with two hundred attributes', async () => {
    const junk = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`field ${index}`, index]));
    await put({ account: 'junk', id: 'a', ...junk });
    expect(await store().writeVerdict(await only('junk'), LIVE)).toBeUndefined();
    expect(await get('junk', 'a')).toMatchObject(LIVE);
  });

  it('stores and removes more items than fit into one batch', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `rule-${index}`);
    const items = ids.map((id) => ({ account: 'many', id, reply: '好', cooldownMinutes: undefined }));
    await store().change('many', items, []);
    expect(await store().items('many')).toHaveLength(60);
    await store().change('many', [], ids.slice(1));
    expect((await store().items('many')).map(({ item }) => item)).toEqual([
      { account: 'many', id: 'rule-0', reply: '好' },
    ]);
  });
});
