import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver } from '../../../functions/handlers/deliver.ts';
import { deliverDue } from '../../../functions/usecases/deliver-due.ts';
import { deliverOutbox } from '../../../functions/usecases/deliver-outbox.ts';
import { storedConversation } from '../../support/conversations.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { anEntry, type SendingWorld, sendingWorld } from '../../support/sending.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const SEND = '/cgi-bin/message/custom/send';

/** A user who has just written, on an account of their own. */
async function someone(options: Parameters<typeof sendingWorld>[1] = {}, files: Record<string, Uint8Array> = {}) {
  const world = sendingWorld(engine, options, {}, files);
  const openId = await world.user('wang');
  const message = await world.writes('wang');
  return {
    world,
    openId,
    message,
    deliver: () => deliverOutbox(world.deps, world.account, openId),
    stored: () => storedConversation(engine.client, openId, world.account),
  };
}

const failures = async (world: SendingWorld) => {
  const answer = (await world.invoke('outbox')) as unknown as {
    failed: { id: string; state: string; reason: object }[];
  };
  return answer.failed;
};

describe('deliver', () => {
  it('sends the replies of a message in order and leaves nothing', async () => {
    const { world, message, deliver, stored } = await someone();
    await world.queue(message, '一', '二', '三');
    await deliver();
    expect(world.seenBy('wang')).toEqual(['一', '二', '三']);
    const { outbox, outboxDueAt, windowMessage } = await stored();
    expect([outbox, outboxDueAt, windowMessage]).toEqual([[], undefined, { at: message.createdAt, sent: 3 }]);
  });

  it('sends nothing twice when its record comes twice, or two workers have it', async () => {
    const { world, message, deliver } = await someone();
    await world.queue(message, '一', '二');
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(world.seenBy('wang')).toEqual(['一', '二']);
  });

  it.each([
    ['busy', -1, 5],
    ['too often', 45011, 60],
  ])('tries again later what WeChat refused as %s', async (_name, errcode, seconds) => {
    const { world, message, deliver, stored } = await someone();
    await world.queue(message, '一', '二');
    await world.simulator.faults.add({ target: SEND, kind: 'errcode', errcode, times: errcode === -1 ? 3 : 1 });
    await deliver();
    expect(world.seenBy('wang')).toEqual([]);
    expect((await stored()).windowMessage).toMatchObject({ sent: 0 });
    await world.simulator.advance(seconds - 1);
    await deliver();
    expect(world.seenBy('wang')).toEqual([]);
    await world.simulator.advance(5);
    await deliverDue(world.deps);
    expect(world.seenBy('wang')).toEqual(['一', '二']);
  });

  it('keeps what WeChat refused for good as a dead letter, and goes on with the next', async () => {
    const { world, message, deliver } = await someone();
    const image = { ...anEntry(message, 0, ''), reply: { kind: 'image', mediaId: 'gone' } as const };
    await world.queueEntries(message, [image, anEntry(message, 1, '二')]);
    await deliver();
    expect(world.seenBy('wang')).toEqual(['二']);
    expect(await failures(world)).toMatchObject([{ state: 'refused', reason: { errcode: 40007 } }]);
  });

  it('believes WeChat when it says that the window is closed or empty', async () => {
    for (const [errcode, left] of [
      [45015, undefined],
      [45047, 5],
    ] as const) {
      const { world, message, deliver, stored } = await someone();
      await world.queue(message, '一');
      await world.simulator.faults.add({ target: SEND, kind: 'errcode', errcode, times: 1 });
      await deliver();
      expect(await failures(world)).toMatchObject([{ state: 'refused', reason: { errcode } }]);
      expect(((await stored()).windowMessage as { sent: number } | undefined)?.sent).toBe(left);
    }
  });

  it('leaves the last send after a message to a human', async () => {
    const { world, message, deliver } = await someone();
    await world.queue(message, '1', '2', '3', '4', '5');
    await deliver();
    expect(world.seenBy('wang')).toEqual(['1', '2', '3', '4']);
    expect(await failures(world)).toMatchObject([{ state: 'refused', reason: { code: 'reserved' } }]);
  });

  it('lets what the bot had to say die after two minutes, and when an agent took over', async () => {
    const late = await someone();
    await late.world.queue(late.message, '一');
    await late.world.simulator.advance(120);
    await late.deliver();
    expect(await failures(late.world)).toMatchObject([{ state: 'expired' }]);
    const served = await someone();
    const { createdAt } = served.message;
    const state = { mode: 'human', at: createdAt + 1, cause: 'create', kfAccount: 'li@shop' } as const;
    await served.world.queueEntries(served.message, [anEntry(served.message, 0, '一')], { state });
    await served.deliver();
    expect(await failures(served.world)).toMatchObject([{ state: 'human-serves' }]);
    expect([...late.world.seenBy('wang'), ...served.world.seenBy('wang')]).toEqual([]);
  });

  it('shows a send whose worker died as unknown after a minute, and never repeats it', async () => {
    const { world, message, openId, deliver, stored } = await someone();
    await world.queue(message, '一', '二');
    const dying = { ...world.deps, customSend: { send: () => Promise.reject(new Error()), typing: async () => {} } };
    const stuck = { ...dying, pause: () => new Promise<void>(() => {}) };
    void deliverOutbox(stuck, world.account, openId);
    await expect.poll(async () => (await stored()).outbox[0]?.sendingAt).toBeDefined();
    await deliver();
    expect(world.seenBy('wang')).toEqual([]);
    await world.simulator.advance(61);
    await deliverDue(world.deps);
    expect(world.seenBy('wang')).toEqual(['二']);
    expect(await failures(world)).toMatchObject([{ state: 'unknown' }]);
  });

  it('opens a ticket and says its number', async () => {
    const { world, message, deliver } = await someone();
    const { createdAt, messageKey } = message;
    const question = { text: '退款', messageKey, askedAt: createdAt };
    const ticket = { kind: 'ticket', question, reason: 'rule', notice: '编号 {ticket}' } as const;
    await world.queueEntries(message, [{ id: `${messageKey}.0`, createdAt, expiresAt: createdAt + 120, ...ticket }]);
    await deliver();
    expect(world.seenBy('wang')).toEqual(['编号 T-1']);
  });

  it('has the first of the named agents who is online serve a waiting user', async () => {
    const { world, message, openId, deliver } = await someone();
    const { account, simulator } = world;
    await simulator.agents.hire({ account, kfAccount: 'li', nickname: '小李', online: false });
    await simulator.agents.hire({ account, kfAccount: 'wu', nickname: '小吴', online: true });
    const { createdAt, messageKey } = message;
    const entry = { id: `${messageKey}.0`, createdAt, expiresAt: createdAt + 120, kfAccounts: ['li', 'wu@shop'] };
    const state = { mode: 'waiting', at: createdAt, cause: 'message' } as const;
    await world.queueEntries(message, [{ kind: 'create-session', ...entry }], { state });
    await deliver();
    await expect(world.deps.kf.createSession(account, 'li@shop', openId)).rejects.toThrow();
    expect(simulator.state.accounts[account]?.sessions).toMatchObject([{ openId }]);
  });

  it('fetches a picture named by its address once, and again when it has died', async () => {
    const url = 'https://pictures.example/a.jpg';
    const jpg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]);
    const { world, message, deliver } = await someone({}, { [url]: jpg });
    const image = (index: number) => ({ ...anEntry(message, index, ''), reply: { kind: 'image', url } as const });
    await world.queueEntries(message, [image(0), image(1)]);
    await deliver();
    expect(world.seenBy('wang')).toEqual(['image', 'image']);
    expect(world.calls('/cgi-bin/media/upload')).toHaveLength(1);
    await world.simulator.advance(3 * 86_400);
    const later = await world.writes('wang');
    const again = { ...anEntry(later, 0, ''), reply: { kind: 'image', url } as const };
    await world.queueEntries(later, [again]);
    await deliver();
    expect(world.calls('/cgi-bin/media/upload')).toHaveLength(2);
    expect(world.seenBy('wang')).toHaveLength(3);
  });
});

describe('the function deliver', () => {
  it('fails no record because of WeChat', async () => {
    const { world, message, openId } = await someone();
    await world.queue(message, '一');
    await world.simulator.faults.add({ target: SEND, kind: 'errcode', errcode: 48001 });
    const Keys = { account: { S: world.account }, openId: { S: openId } };
    const record = { dynamodb: { Keys, NewImage: { ...Keys, outboxDueAt: { N: '1' } }, SequenceNumber: '1' } };
    await expect(deliver(world.deps, { Records: [record] })).resolves.toEqual({ batchItemFailures: [] });
    expect(await failures(world)).toMatchObject([{ state: 'refused', reason: { errcode: 48001 } }]);
  });
});

describe('different users', () => {
  it('do not wait for each other: a slow call holds up nobody else of the batch', async () => {
    const world = sendingWorld(engine);
    const users = { slow: await world.user('slow'), quick: await world.user('quick') };
    for (const name of ['slow', 'quick']) await world.queue(await world.writes(name), `给 ${name}`);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { customSend } = world.deps;
    const send: typeof customSend.send = async (account, openId, ...rest) => {
      if (openId === users.slow) await released;
      return await customSend.send(account, openId, ...rest);
    };
    const Records = Object.values(users).map((openId, index) => {
      const Keys = { account: { S: world.account }, openId: { S: openId } };
      return { dynamodb: { Keys, NewImage: { ...Keys, outboxDueAt: { N: '1' } }, SequenceNumber: `${index}` } };
    });
    const batch = deliver({ ...world.deps, customSend: { ...customSend, send } }, { Records });
    await expect.poll(() => world.seenBy('quick')).toEqual(['给 quick']);
    expect(world.seenBy('slow')).toEqual([]);
    release();
    await expect(batch).resolves.toEqual({ batchItemFailures: [] });
    expect(world.seenBy('slow')).toEqual(['给 slow']);
  });
});

describe('outbox, redrive and drop', () => {
  it('shows what waits and what failed, sends it again, and forgets it', async () => {
    const { world, message, deliver } = await someone();
    await world.queue(message, '一', '二', '三');
    await world.simulator.faults.add({ target: SEND, kind: 'errcode', errcode: 48001, times: 2 });
    await expect(world.invoke('outbox')).resolves.toMatchObject({
      waiting: [{ state: 'waiting' }, {}, {}],
      failed: [],
    });
    await deliver();
    const [second, first] = await failures(world);
    await expect(world.invoke('redrive', { id: first?.id })).resolves.toMatchObject({ ok: true, parts: 1 });
    await expect(world.invoke('drop', { id: second?.id })).resolves.toMatchObject({ ok: true });
    await expect(world.invoke('redrive', { id: first?.id })).resolves.toMatchObject({
      error: { code: 'unknown-letter' },
    });
    expect(world.seenBy('wang')).toEqual(['三', '一']);
    expect(await failures(world)).toEqual([]);
  });

  it('sends what may have arrived again only if it is told to', async () => {
    const { world, message, deliver } = await someone();
    await world.queue(message, '一');
    await world.simulator.faults.add({ target: SEND, kind: 'drop-after', times: 1 });
    await deliver();
    const [letter] = await failures(world);
    expect(letter).toMatchObject({ state: 'unknown' });
    await expect(world.invoke('redrive', { id: letter?.id })).resolves.toMatchObject({
      error: { code: 'unknown-outcome' },
    });
    await expect(world.invoke('redrive', { id: letter?.id, force: true })).resolves.toMatchObject({ ok: true });
    expect(world.seenBy('wang')).toEqual(['一', '一']);
  });
});
