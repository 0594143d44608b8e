import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { aStreamSource, type LocalAws, type LocalAwsOptions, startLocalAws } from '../../support/local-aws.ts';

const TableName = 'kefu-rules';
const key = (id: string) => ({ account: { S: 'demo' }, id: { S: id } });
const put = (aws: LocalAws, id: string, more = {}) =>
  aws.dynamodb.send(new PutItemCommand({ TableName, Item: { ...key(id), ...more } }));
const idOf = (record: DynamoDBRecord) => record.dynamodb?.Keys?.id?.S;

const running: LocalAws[] = [];
async function start(options: LocalAwsOptions): Promise<LocalAws> {
  const aws = await startLocalAws(options);
  running.push(aws);
  return aws;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((aws) => aws.close()));
});

/** A function that notes the ids of each batch it gets, and fails where it is told to. */
function aFunction(fails: (ids: (string | undefined)[], call: number) => boolean = () => false) {
  const batches: (string | undefined)[][] = [];
  const records: DynamoDBRecord[] = [];
  const run = (event: unknown) => {
    const batch = (event as DynamoDBStreamEvent).Records;
    batches.push(batch.map(idOf));
    if (fails(batch.map(idOf), batches.length)) throw new Error('refused');
    records.push(...batch);
  };
  return { batches, records, functions: { 'kefu-publish-rules': run } };
}

/** Holds the first batch until all were written, so that the rest gathers. */
async function gathered(aws: LocalAws, ids: string[]): Promise<void> {
  for (const id of ids) await put(aws, id);
  await aws.streams.idle();
}

describe('local streams', () => {
  it('hand every kind of write over with its images, in order', async () => {
    const { records, functions } = aFunction();
    const aws = await start({ functions, sources: [aStreamSource()], clock: () => 1_800_000_000_000 });
    await put(aws, 'a', { n: { N: '1' } });
    await aws.dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: key('a'),
        UpdateExpression: 'SET n = :two',
        ExpressionAttributeValues: { ':two': { N: '2' } },
      }),
    );
    await aws.dynamodb.send(new DeleteItemCommand({ TableName, Key: key('a') }));
    await aws.dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: key('b') } }] } }),
    );
    await aws.streams.idle();
    const one = { ...key('a'), n: { N: '1' } };
    const two = { ...key('a'), n: { N: '2' } };
    expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage, dynamodb?.NewImage])).toEqual([
      ['INSERT', undefined, one],
      ['MODIFY', one, two],
      ['REMOVE', two, undefined],
      ['INSERT', undefined, key('b')],
    ]);
    expect(records[0]).toMatchObject({
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      eventSourceARN: expect.stringMatching(/table\/kefu-rules\/stream\//),
      dynamodb: { ApproximateCreationDateTime: 1_800_000_000, Keys: key('a'), StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    const sequence = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect(sequence).toEqual([...new Set(sequence)].sort());
  });

  it('tell nothing of a write that changes nothing', async () => {
    const { batches, functions } = aFunction();
    const aws = await start({ functions, sources: [aStreamSource()] });
    await gathered(aws, ['a', 'a', 'b']);
    expect(batches).toEqual([['a'], ['b']]);
  });

  it('try a failing batch again until it is taken', async () => {
    const { batches, functions } = aFunction((_ids, call) => call <= 2);
    const aws = await start({ functions, sources: [aStreamSource()] });
    await gathered(aws, ['a', 'b']);
    expect(batches).toEqual([['a'], ['a'], ['a'], ['b']]);
    expect(aws.givenUp).toEqual([]);
  });

  it('halve a failing batch, so that only the bad record is given up', async () => {
    const { records, functions } = aFunction((ids) => ids.includes('bad'));
    const held = Promise.withResolvers<void>();
    const run = functions['kefu-publish-rules'];
    const waits = async (event: unknown) => {
      await held.promise;
      run(event);
    };
    const source = aStreamSource({ batchSize: 10, retries: 1 });
    const aws = await start({ functions: { 'kefu-publish-rules': waits }, sources: [source] });
    for (const id of ['first', 'a', 'bad', 'b', 'c']) await put(aws, id);
    held.resolve();
    await aws.streams.idle();
    expect(records.map(idOf)).toEqual(['first', 'a', 'b', 'c']);
    expect(aws.givenUp).toMatchObject([{ condition: 'RetryAttemptsExhausted', records: [{ keys: key('bad') }] }]);
  });

  it('take up a batch where the function says it stopped', async () => {
    const seen: (string | undefined)[] = [];
    let refused = false;
    const partly = (event: unknown) => {
      const { Records: records } = event as DynamoDBStreamEvent;
      seen.push(...records.map(idOf));
      if (refused) return undefined;
      refused = true;
      return { batchItemFailures: [{ itemIdentifier: records[0]?.dynamodb?.SequenceNumber }] };
    };
    const aws = await start({ functions: { 'kefu-publish-rules': partly }, sources: [aStreamSource()] });
    await gathered(aws, ['a', 'b']);
    expect(seen).toEqual(['a', 'a', 'b']);
  });

  it('give up what is too old', async () => {
    let now = 1_800_000_000_000;
    const { functions } = aFunction(() => {
      now += 20_000;
      return true;
    });
    const source = aStreamSource({ retries: 100, maximumAgeSeconds: 60 });
    const aws = await start({ functions, sources: [source], clock: () => now });
    await gathered(aws, ['a']);
    expect(aws.givenUp).toMatchObject([{ condition: 'MaximumRecordAgeExceeded' }]);
  });

  it('leave out what no filter pattern matches', async () => {
    const { batches, functions } = aFunction();
    const filters = [{ dynamodb: { NewImage: { due: { N: [{ exists: true }] } } } }];
    const aws = await start({ functions, sources: [aStreamSource({ filters })] });
    await put(aws, 'a');
    await put(aws, 'b', { due: { N: '5' } });
    await aws.streams.idle();
    expect(batches).toEqual([['b']]);
  });

  it('go on after a restart with what was not delivered, and with nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kefu-streams-'));
    const before = aFunction();
    const first = await start({ folder, functions: before.functions, sources: [aStreamSource()] });
    await gathered(first, ['a', 'b']);
    running.length = 0;
    await first.close();
    const unheard = await startLocalAws({ folder });
    await put(unheard, 'c');
    await unheard.close();
    const after = aFunction();
    const again = await start({ folder, functions: after.functions, sources: [aStreamSource()] });
    await put(again, 'd');
    await again.streams.idle();
    expect([...before.batches, ...after.batches].flat()).toEqual(['a', 'b', 'c', 'd']);
    rmSync(folder, { recursive: true });
  });
});
