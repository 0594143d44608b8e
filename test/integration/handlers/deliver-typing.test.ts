import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverOutbox } from '../../../functions/usecases/deliver-outbox.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { anEntry, sendingWorld } from '../../support/sending.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** A user who has just written, on an account of their own. */
async function someone(options: Parameters<typeof sendingWorld>[1], files: Record<string, Uint8Array> = {}) {
  const world = sendingWorld(engine, options, {}, files);
  const openId = await world.user('wang');
  const message = await world.writes('wang');
  return { world, message, deliver: () => deliverOutbox(world.deps, world.account, openId) };
}

describe('the typing indicator', () => {
  const TYPING = '/cgi-bin/message/custom/business/typing';
  const PICTURE = 'https://example.com/a.png';
  const mini = { kind: 'mini-program' } as const;

  it('shows once while an answer to a mini program is made ready, before its picture is fetched', async () => {
    const { world, message, deliver } = await someone(mini, { [PICTURE]: PNG });
    const image = { ...anEntry(message, 0, ''), reply: { kind: 'image' as const, url: PICTURE } };
    await world.queueEntries(message, [image, anEntry(message, 1, '二')]);
    const typed: number[] = [];
    const { read } = world.deps.files;
    world.deps.files.read = (...given) => {
      typed.push(world.calls(TYPING).length);
      return read(...given);
    };
    await deliver();
    expect(world.seenBy('wang')).toEqual(['image', '二']);
    expect([typed, world.calls(TYPING).length]).toEqual([[1], 1]);
  });

  it.each([
    ['of an official account, which are there already', {}, 0, 'bot'],
    ['of a user who waits for a human', mini, 0, 'waiting'],
    ['that come late, when WeChat would refuse it', mini, 26, 'bot'],
  ] as const)('does not show for answers %s', async (_name, options, seconds, mode) => {
    const { world, message, deliver } = await someone(options);
    await world.queueEntries(message, [anEntry(message, 0, '一')], {
      state: { mode, at: message.createdAt, cause: 'message' },
    });
    await world.simulator.advance(seconds);
    await deliver();
    expect(world.seenBy('wang')).toEqual(['一']);
    expect([...world.calls(TYPING), ...world.calls('/cgi-bin/message/custom/typing')]).toEqual([]);
  });

  it.each([45080, 48001, -1])('costs no answer when WeChat refuses it with %i', async (errcode) => {
    const { world, message, deliver } = await someone(mini);
    await world.simulator.faults.add({ target: TYPING, kind: 'errcode', errcode });
    await world.queue(message, '一');
    await deliver();
    expect(world.seenBy('wang')).toEqual(['一']);
  });
});
