import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { type Local, startLocal } from '../../../tools/local/start.ts';

/** The local service, with people at it. */
async function aWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-satisfaction-'));
  const local: Local = await startLocal({ folder, reset: false, ports: { console: 0, aws: 0, wechat: 0 } });
  const { simulator } = local;
  if (simulator === undefined) throw new Error('there is no simulator');
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const lambda = new LambdaClient({ endpoint: local.places.aws, region: 'us-east-1', credentials });
  const invoke = async <T>(name: string, action: string, account: string, fields: object = {}) => {
    const Payload = JSON.stringify({ action, account, ...fields });
    const { Payload: answer } = await lambda.send(new InvokeCommand({ FunctionName: `kefu-${name}`, Payload }));
    return JSON.parse(Buffer.from(answer ?? []).toString()) as T;
  };
  /** Until everything has reached everybody. */
  const settled = async () => {
    for (let round = 0; round < 3; round++) {
      await simulator.settled();
      await local.settled();
    }
  };
  const chatOf = (account: string, user: string) =>
    Object.values(simulator.state.accounts[account]?.users ?? {}).find(({ name }) => name === user)?.chat ?? [];
  const agentsOf = async (account: string) =>
    (await invoke<Report>('admin-statistics', 'report', account)).agents.map(
      ({ kfAccount, ratings, satisfaction }) => ({
        kfAccount,
        ratings,
        satisfaction,
      }),
    );
  const close = async () => {
    lambda.destroy();
    await local.close();
    rmSync(folder, { recursive: true });
  };
  return { simulator, invoke, settled, chatOf, agentsOf, close };
}

describe('satisfaction', { timeout: 120_000 }, () => {
  let world: Awaited<ReturnType<typeof aWorld>>;
  beforeAll(async () => {
    world = await aWorld();
  }, 120_000);
  afterAll(() => world.close());

  /** A user who was served by an agent who wrote so many times. */
  async function served(user: string, messages: number) {
    const { simulator, settled } = world;
    const who = { account: 'demo', user };
    await simulator.users.create({ account: 'demo', name: user, following: true });
    await simulator.users.type({ ...who, text: '0' });
    await settled();
    await simulator.agents.accept({ ...who, agent: 'li@demo' });
    for (let count = 0; count < messages; count++)
      await simulator.agents.say({ ...who, agent: 'li@demo', text: `您好 ${count}` });
    await simulator.advance(5);
    await simulator.agents.close({ ...who, agent: 'li@demo' });
    await settled();
    return world.chatOf('demo', user).flatMap(({ content }) => (content.kind === 'menu' ? [content] : []));
  }

  it('is asked once after a session in which the agent wrote twice, by a menu message, and counted for the agent', async () => {
    const { simulator, settled, agentsOf, chatOf } = world;
    await simulator.agents.hire({ account: 'demo', kfAccount: 'li', nickname: '小李', online: true });
    expect(await served('once', 1)).toEqual([]);
    expect(await served('twice', 2)).toHaveLength(1);
    await simulator.users.tapMenuItem({ account: 'demo', user: 'twice', id: 'rate-3' });
    await simulator.users.type({ account: 'demo', user: 'twice', text: '1' });
    await settled();
    expect(JSON.stringify(chatOf('demo', 'twice'))).toContain('感谢您的评价');
    expect(await agentsOf('demo')).toContainEqual({ kfAccount: 'li@demo', ratings: 1, satisfaction: 3 });
  });

  it('is good for ten minutes', async () => {
    const { simulator, settled, agentsOf } = world;
    expect(await served('late', 2)).toHaveLength(1);
    await simulator.advance(601);
    await simulator.users.tapMenuItem({ account: 'demo', user: 'late', id: 'rate-1' });
    await settled();
    expect(await agentsOf('demo')).toContainEqual({ kfAccount: 'li@demo', ratings: 1, satisfaction: 3 });
  });

  it('is asked in numbers in a mini program, when a ticket is solved that took two answers', async () => {
    const { simulator, invoke, settled, chatOf, agentsOf } = world;
    await simulator.users.create({ account: 'mini', name: 'chen' });
    const who = { account: 'mini', user: 'chen' };
    await simulator.users.type({ ...who, text: '演示工单 尺码不对' });
    await settled();
    const { tickets } = await invoke<{ tickets: { id: string }[] }>('admin-tickets', 'list', 'mini');
    const ticket = tickets[0]?.id;
    await invoke('admin-tickets', 'assign', 'mini', { ticket, assignee: '小陈' });
    for (const text of ['请问要换几码', '已为您换货']) await invoke('admin-tickets', 'reply', 'mini', { ticket, text });
    await settled();
    await simulator.users.type({ ...who, text: '四十二码' });
    await settled();
    expect(await invoke('admin-tickets', 'transition', 'mini', { ticket, state: 'solved' })).toMatchObject({
      told: 'now',
    });
    await settled();
    const said = chatOf('mini', 'chen').flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    expect(said.at(-1)).toMatch(/满意吗.*\n1\. 满意\n2\. 一般\n3\. 不满意$/);
    await simulator.users.type({ ...who, text: '２' });
    await settled();
    expect(await agentsOf('mini')).toContainEqual({ kfAccount: '小陈', ratings: 1, satisfaction: 2 });
    expect(await invoke('admin-tickets', 'get', 'mini', { ticket })).toMatchObject({ ticket: { state: 'solved' } });
  });
});
