import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulatorServer } from '../../../tools/simulator/index.ts';
import { aFollowedShop, aScene, PLAIN, tokenOf } from './support.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of running.splice(0)) await close();
});

async function aServer(account = PLAIN) {
  const scene = await aFollowedShop(account);
  const { url, close } = await startSimulatorServer(scene.simulator, 0);
  running.push(close);
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${url}/_simulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return {
      status: response.status,
      ...((await response.json()) as { ok: boolean; error?: string; result?: unknown }),
    };
  };
  return { ...scene, url, post };
}

/** The status of a request with headers that fetch would not send. */
const statusOf = (url: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the server', () => {
  it('answers the server API at its own paths, always with HTTP 200', async () => {
    const { url, simulator } = await aServer();
    const token = await tokenOf(simulator, 'shop');
    const good = await fetch(`${url}/cgi-bin/getcallbackip?access_token=${token}`);
    const bad = await fetch(`${url}/cgi-bin/getcallbackip?access_token=x`);
    expect([good.status, bad.status]).toEqual([200, 200]);
    expect(await bad.json()).toMatchObject({ errcode: 40014 });
  });

  it('runs every control over HTTP', async () => {
    const { post, phone, requests } = await aServer();
    expect(await post('users/type', { account: 'shop', user: 'li', text: 'hi' })).toMatchObject({ ok: true });
    expect(phone()).toEqual(['user: hi']);
    expect(requests).toHaveLength(1);
    expect(await post('clock/advance', { seconds: 60 })).toMatchObject({ result: { now: 1_800_000_060 } });
  });

  it.each([
    ['users/type', { account: 'shop', user: 'li' }, 'text: Invalid input'],
    ['users/type', { account: 'none', user: 'li', text: 'x' }, 'account: there is no "none"; there are shop'],
    ['users/type', { account: 'shop', user: 'wu', text: 'x' }, 'user: shop has no user "wu"'],
    ['users/constructor', {}, 'there is no control "users/constructor"'],
    ['nothing', {}, 'there is no control "nothing"'],
  ])('says what is wrong with %s %j', async (path, body, error) => {
    const { post } = await aServer();
    expect(await post(path, body)).toMatchObject({ status: 400, ok: false, error: expect.stringContaining(error) });
  });

  it('gives the state without secrets and tokens', async () => {
    const { url, simulator } = await aServer();
    const token = await tokenOf(simulator, 'shop');
    const text = await (await fetch(`${url}/_simulator/state`)).text();
    expect(JSON.parse(text)).toMatchObject({
      now: 1_800_000_000,
      accounts: { shop: { tokens: [{ endpoint: 'stable' }] } },
    });
    for (const secret of [token, 'secret-of-shop', 'tokenshop', 'abcdefghijklmnopqrstuvwxyz'])
      expect(text).not.toContain(secret);
  });

  it('streams what happens, from where the page left off', async () => {
    const { url, simulator, post } = await aServer();
    await post('users/type', { account: 'shop', user: 'li', text: 'before' });
    const { lastEventId } = (await (await fetch(`${url}/_simulator/state`)).json()) as { lastEventId: number };
    await post('users/type', { account: 'shop', user: 'li', text: 'missed' });
    const stream = await fetch(`${url}/_simulator/events?after=${lastEventId}`);
    const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const until = async (text: string) => {
      while (!seen.includes(text)) seen += (await reader.read()).value ?? '';
    };
    await until('missed');
    await simulator.users.type({ account: 'shop', user: 'li', text: 'live' });
    await until('live');
    await reader.cancel();
    expect(seen).not.toContain('before');
    expect(seen).toMatch(/id: \d+\ndata: \{"id":\d+,"at":1800000000,"type":"chat.added"/);
  });

  it('gives media that users sent, and never as a page', async () => {
    const { url, simulator, requests } = await aServer();
    const user = { account: 'shop', user: 'li', file: Buffer.from('<script>').toString('base64') };
    await simulator.users.sendImage({ ...user, contentType: 'text/html' });
    const picture = /<PicUrl><!\[CDATA\[(.+?)\]\]>/.exec(requests[0]?.body ?? '')?.[1] ?? '';
    expect(picture.startsWith(url)).toBe(true);
    const response = await fetch(picture);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(await response.text()).toBe('<script>');
  });

  it.each([
    [200, {}],
    [200, { host: 'localhost:3001' }],
    [403, { host: 'evil.example' }],
    [403, { origin: 'https://evil.example' }],
    [403, { origin: 'null' }],
    [403, { 'sec-fetch-site': 'cross-site' }],
  ])('answers %i to the headers %j', async (status, headers) => {
    const { url } = await aServer();
    expect(await statusOf(`${url}/_simulator/state`, headers)).toBe(status);
  });

  it('cuts the connection when a fault says so', async () => {
    const { url, simulator, post } = await aServer();
    const token = await tokenOf(simulator, 'shop');
    await post('faults/add', { target: '*', kind: 'drop-after', times: 1 });
    await expect(fetch(`${url}/cgi-bin/getcallbackip?access_token=${token}`)).rejects.toThrow('fetch failed');
  });

  it('pushes over HTTP to the address of the callback', async () => {
    const { createServer } = await import('node:http');
    const paths: string[] = [];
    const callback = createServer((incoming, response) => {
      paths.push(incoming.url?.split('?')[0] ?? '');
      response.end('success');
    });
    await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
    running.push(async () => void callback.close());
    const { port } = callback.address() as { port: number };
    const { createSimulator } = await import('../../../tools/simulator/index.ts');
    const simulator = createSimulator({ accounts: [PLAIN], callback: `http://127.0.0.1:${port}/callback` });
    await simulator.users.create({ account: 'shop', name: 'li' });
    await simulator.users.type({ account: 'shop', user: 'li', text: 'x' });
    expect(paths).toEqual(['/callback/shop']);
    expect(simulator.state.pushes[0]).toMatchObject({
      status: 'answered',
      deliveries: [{ status: 200, answer: 'success' }],
    });
    callback.closeAllConnections();
    simulator.stop();
  });
});

describe('a scene without a server', () => {
  it('reaches the server API by a fetch of its own that can be aborted', async () => {
    const { simulator } = aScene();
    await simulator.faults.add({ target: '/cgi-bin/stable_token', kind: 'delay', seconds: 60 });
    const body = JSON.stringify({
      grant_type: 'client_credential',
      appid: 'wxshop000000000000',
      secret: 'secret-of-shop',
    });
    const aborted = AbortSignal.abort(new Error('too slow'));
    const call = simulator.fetch('https://api.weixin.qq.com/cgi-bin/stable_token', {
      method: 'POST',
      body,
      signal: aborted,
    });
    await expect(call).rejects.toThrow('too slow');
  });
});
