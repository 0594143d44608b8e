import { describe, expect, it } from 'vitest';
import { canaryCredentials } from '../../../functions/domain/canary.ts';
import { watchCallback } from '../../../functions/usecases/watch-callback.ts';
import { sealReply } from '../../../functions/wechat/passive-reply.ts';
import { openPush } from '../../../functions/wechat/push.ts';

const NOW = 1_800_000_000;
const credentials = canaryCredentials({ token: 'canarytoken', encodingAesKey: 'k'.repeat(43) });
const text = (content: string) => `<xml><MsgType>text</MsgType><Content>${content}</Content></xml>`;

/** A callback that answers a text, and a session event, with this. */
const aCallback = (answers: { text?: string; event?: string; status?: number }) =>
  watchCallback({
    nest: { prepare: async () => ({ credentials, isNew: false }) },
    endpoint: {
      push: async (_account, query, body) => {
        const push = openPush(credentials, query, body, NOW);
        if (push.fields.MsgType === 'event') return { status: answers.status ?? 200, body: answers.event ?? 'success' };
        return { status: 200, body: sealReply(push, answers.text ?? text('alive'), NOW) };
      },
    },
    clock: () => NOW * 1000,
    random: (limit) => limit - 1,
  });

describe('watchCallback', () => {
  it('is content with the reply of the rule, and a stored event', async () => {
    await expect(aCallback({})).resolves.toBe(true);
  });

  it('asks nothing in the run that makes its account', async () => {
    const push = () => Promise.reject(new Error('not yet'));
    const nest = { prepare: async () => ({ credentials, isNew: true }) };
    await expect(watchCallback({ nest, endpoint: { push }, clock: () => 0, random: () => 0 })).resolves.toBe(false);
  });

  it.each([
    ['another reply', { text: text('hello') }, 'a text got hello'],
    [
      'a hand-off',
      { text: '<xml><MsgType>transfer_customer_service</MsgType></xml>' },
      'a text got transfer_customer_service',
    ],
    ['no reply', { text: 'success' }, 'a text got no answer'],
    ['an event that is not stored', { status: 500 }, 'kf_close_session was answered 500'],
    ['a gateway that answers by itself', { event: '{"message":"ok"}' }, 'not answered with success'],
  ])('finds fault with %s', async (_what, answers, says) => {
    await expect(aCallback(answers)).rejects.toThrow(says);
  });

  it('finds fault with an answer that WeChat could not read', async () => {
    const plain = watchCallback({
      nest: { prepare: async () => ({ credentials, isNew: false }) },
      endpoint: { push: async () => ({ status: 200, body: text('alive') }) },
      clock: () => NOW * 1000,
      random: () => 0,
    });
    await expect(plain).rejects.toThrow('cannot be read');
  });
});
