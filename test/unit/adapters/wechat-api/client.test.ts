import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../../functions/adapters/wechat-api/client.ts';
import { WeChatApiError, WeChatUnavailableError } from '../../../../functions/errors.ts';
import { lost, scriptedWeChat, unreached } from '../../../support/scripted-wechat.ts';

const read: ApiCall = { path: '/cgi-bin/menu/get', repeatable: true };
const write: ApiCall = { path: '/cgi-bin/message/custom/send', json: { touser: 'o1' }, repeatable: false };

describe('createWeChatClient', () => {
  it('takes an absent errcode for success', async () => {
    const { client } = scriptedWeChat({ kf_list: [] });
    await expect(client.call('main', read)).resolves.toEqual({ kf_list: [] });
  });

  it('sends JSON with real characters', async () => {
    const { client, requests } = scriptedWeChat({ errcode: 0 });
    await client.call('main', { path: '/x', json: { nickname: '客服😀' }, repeatable: true });
    expect(requests[0]?.text).toBe('{"nickname":"客服😀"}');
    expect(requests[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('sends a GET without a body and the token in the query', async () => {
    const { client, requests } = scriptedWeChat({});
    await client.call('main', { ...read, query: { openid: 'o1' } });
    expect(requests[0]).toMatchObject({ method: 'GET', text: '' });
    expect(requests[0]?.url.href).toBe('https://wechat.test/cgi-bin/menu/get?access_token=SECRET-TOKEN-1&openid=o1');
  });

  it('keeps the errcode, what WeChat said and its rid', async () => {
    const { client } = scriptedWeChat({ errcode: 65401, errmsg: 'invalid kf account rid: 5f8e-1a2b-3c' });
    const error = await client.call('main', read).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WeChatApiError);
    expect(error).toMatchObject({ api: '/cgi-bin/menu/get', errcode: 65401, rid: '5f8e-1a2b-3c' });
    expect(String(error)).not.toContain('rid');
  });

  it('never lets an answer carry the token into an error', async () => {
    const { client } = scriptedWeChat({ errcode: 47001, errmsg: 'bad: access_token=SECRET-TOKEN-1' });
    const error = await client.call('main', read).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).not.toContain('SECRET');
  });

  it.each([40001, 40014, 42001])(
    'tries once more with another token after %i, even what is not repeatable',
    async (errcode) => {
      const { client, requests, replaced } = scriptedWeChat({ errcode }, { errcode: 0 });
      await client.call('main', write);
      expect(replaced).toEqual(['SECRET-TOKEN-1']);
      expect(requests.map(({ url }) => url.searchParams.get('access_token'))).toEqual([
        'SECRET-TOKEN-1',
        'SECRET-TOKEN-2',
      ]);
    },
  );

  it('gives up when the other token is refused too', async () => {
    const { client, requests } = scriptedWeChat({ errcode: 40001 });
    await expect(client.call('main', read)).rejects.toMatchObject({ errcode: 40001 });
    expect(requests).toHaveLength(2);
  });

  it('repeats a busy call with backoff and jitter, three times in all', async () => {
    const { client, requests, pauses } = scriptedWeChat({ errcode: -1 });
    await expect(client.call('main', read)).rejects.toMatchObject({ errcode: -1 });
    expect(requests).toHaveLength(3);
    expect(pauses).toEqual([300, 600]);
  });

  it.each([45009, 45011, 45015, 48001, 65400])('does not repeat a call refused with %i', async (errcode) => {
    const { client, requests } = scriptedWeChat({ errcode });
    await expect(client.call('main', read)).rejects.toMatchObject({ errcode });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['no answer', lost],
    ['a gateway error', { status: 502, raw: '<html>' }],
    ['an error with JSON', { status: 500, raw: '{"errcode":0}' }],
    ['no JSON', { status: 200, raw: 'ok' }],
  ])('never repeats what must not happen twice after %s', async (_name, step) => {
    const { client, requests } = scriptedWeChat(step, { errcode: 0 });
    const error = await client.call('main', write).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WeChatUnavailableError);
    expect(error).toMatchObject({ reached: true });
    expect(requests).toHaveLength(1);
  });

  it('repeats it when nothing left the machine', async () => {
    const { client, requests } = scriptedWeChat(unreached, unreached, { errcode: 0 });
    await client.call('main', write);
    expect(requests).toHaveLength(3);
  });

  it('repeats a harmless call after a lost answer', async () => {
    const { client, requests } = scriptedWeChat(lost, {});
    await client.call('main', read);
    expect(requests).toHaveLength(2);
  });

  it('uses a fresh connection for what must not happen twice', async () => {
    const { client, requests } = scriptedWeChat({ errcode: 0 });
    await client.call('main', write);
    await client.call('main', read);
    expect(requests.map(({ reuseConnection }) => reuseConnection)).toEqual([false, true]);
  });

  it('reads long ids as text', async () => {
    const { client } = scriptedWeChat({ status: 200, raw: '{"errcode":0,"msg_id":2873464726473523202,"n":3}' });
    await expect(client.call('main', read)).resolves.toMatchObject({ msg_id: '2873464726473523202', n: 3 });
  });
});
