import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = new URL('../../../tools/local/main.ts', import.meta.url).pathname;
const FREE_PORTS = { PORT: '0', AWS_PORT: '0', WECHAT_PORT: '0' };

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-start-'));
  // these tests are about the process: without seeds it is ready sooner
  writeFileSync(join(folder, 'seeded'), '');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function run(args: string[] = [], env: Record<string, string> = FREE_PORTS) {
  const { WECHAT_API: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...inherited, KEFU_LOCAL_DIR: folder, ...env } });
  children.push(child);
  const written = { text: '' };
  child.stderr.on('data', (chunk) => {
    written.text += chunk;
  });
  return { child, written };
}

async function ready({ child }: ReturnType<typeof run>): Promise<{ console: string; aws: string; wechat: string }> {
  for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
    if (line.startsWith('ready ')) return JSON.parse(line.slice('ready '.length));
  }
  throw new Error('it ended before it was ready');
}

async function ended({ child, written }: ReturnType<typeof run>) {
  const [code] = await once(child, 'close');
  return { code, text: written.text };
}

describe('npm start', () => {
  it('says that all of it answers, and stops at once', { timeout: 30_000 }, async () => {
    const started = run();
    const places = await ready(started);
    expect(Object.keys(places)).toEqual(['console', 'callback', 'aws', 'wechat']);
    const answers = await Promise.all([places.console, places.aws, places.wechat].map((url) => fetch(url)));
    expect(answers.map(({ status }) => status < 500)).toEqual([true, true, true]);
    const end = ended(started);
    started.child.kill('SIGINT');
    expect(await end).toEqual({ code: 0, text: '' });
  });

  it('ends with the reason, and nothing else, when it cannot start', async () => {
    const { code, text } = await ended(run(['--rest']));
    expect([code, text.split('\n')[0]]).toEqual([1, '--rest is unknown to npm start.']);
    expect(text).not.toContain('    at ');
  });

  it('loses and breaks nothing when it is killed in the middle of writes', { timeout: 30_000 }, async () => {
    const first = run();
    const acknowledged = await writeUntilKilled(first.child, await ready(first));
    const client = clientOf((await ready(run())).aws);
    const { Items: items = [] } = await client.send(new ScanCommand({ TableName }));
    const stored = new Map(items.map((item) => [item.openId?.S ?? '', Number(item.outboxDueAt?.N)]));
    for (const [id, due] of acknowledged) expect(stored.get(id)).toBeGreaterThanOrEqual(due);
    const index = new QueryCommand({
      TableName,
      IndexName: 'outbox-due',
      KeyConditionExpression: 'account = :demo',
      ExpressionAttributeValues: { ':demo': { S: 'demo' } },
    });
    const { Items: indexed = [] } = await client.send(index);
    expect(new Map(indexed.map((item) => [item.openId?.S ?? '', Number(item.outboxDueAt?.N)]))).toEqual(stored);
  });
});

const TableName = 'kefu-conversations';
const USERS = 20;
const WRITES = 20;

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  });

/** Twenty users, each written again and again, until the process is killed; what was acknowledged comes back. */
async function writeUntilKilled(child: ChildProcess, { aws }: { aws: string }): Promise<Map<string, number>> {
  const client = clientOf(aws);
  const acknowledged = new Map<string, number>();
  const writer = async (_: unknown, user: number) => {
    for (let due = 1; ; due++) {
      const id = `user-${user}`;
      const Item = { account: { S: 'demo' }, openId: { S: id }, outboxDueAt: { N: String(due) } };
      await client.send(new PutItemCommand({ TableName, Item }));
      acknowledged.set(id, due);
      if (due === WRITES) child.kill('SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: USERS }, writer));
  return acknowledged;
}
