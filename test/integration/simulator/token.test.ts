import { describe, expect, it } from 'vitest';
import { aScene, MINI, PLAIN, tokenOf } from './support.ts';

const HOST = 'https://api.weixin.qq.com';
const STABLE = `${HOST}/cgi-bin/stable_token`;
const CREDENTIALS = { grant_type: 'client_credential', appid: 'wxshop'.padEnd(18, '0'), secret: 'secret-of-shop' };

function tokens(options = PLAIN) {
  const scene = aScene(options);
  const { fetch } = scene.simulator;
  const json = async (response: Promise<Response>) =>
    (await (await response).json()) as { access_token: string; expires_in: number; errcode?: number; errmsg: string };
  return {
    ...scene,
    stable: (more = {}) => json(fetch(STABLE, { method: 'POST', body: JSON.stringify({ ...CREDENTIALS, ...more }) })),
    plain: (more = {}) => json(fetch(`${HOST}/cgi-bin/token?${new URLSearchParams({ ...CREDENTIALS, ...more })}`)),
    use: async (token: string) => (await json(fetch(`${HOST}/cgi-bin/getcallbackip?access_token=${token}`))).errcode,
  };
}

describe('stable_token (获取稳定版接口调用凭据)', () => {
  it('gives the same token with the remaining seconds until five minutes before its end, then a new one', async () => {
    const { stable, simulator, use } = tokens();
    const first = await stable();
    expect(first.expires_in).toBe(7200);
    await simulator.advance(6899);
    expect(await stable()).toEqual({ ...first, expires_in: 301 });
    await simulator.advance(1);
    const second = await stable();
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.expires_in).toBe(7200);
    expect([await use(first.access_token), await use(second.access_token)]).toEqual([undefined, undefined]);
    await simulator.advance(300);
    expect([await use(first.access_token), await use(second.access_token)]).toEqual([42001, undefined]);
  });

  it('forced, kills the token before at once', async () => {
    const { stable, use } = tokens();
    const { access_token: before } = await stable();
    const { access_token: after } = await stable({ force_refresh: true });
    expect([await use(before), await use(after)]).toEqual([40001, undefined]);
  });

  it('may be forced every 30 seconds and 20 times a day', async () => {
    const { stable, simulator } = tokens();
    await stable({ force_refresh: true });
    await simulator.advance(29);
    expect(await stable({ force_refresh: true })).toMatchObject({ errcode: 45011 });
    for (let done = 1; done < 20; done++) {
      await simulator.advance(30);
      expect((await stable({ force_refresh: true })).errcode).toBeUndefined();
    }
    await simulator.advance(30);
    expect(await stable({ force_refresh: true })).toMatchObject({ errcode: 45009 });
    await simulator.advance(86_400);
    expect((await stable({ force_refresh: true })).errcode).toBeUndefined();
  });

  it.each([
    [40002, { grant_type: 'x' }],
    [40013, { appid: 'wx' }],
    [40125, { secret: 'x' }],
    [41002, { appid: '' }],
    [41004, { secret: '' }],
  ])('is refused with %i for %j', async (errcode, wrong) => {
    expect(await tokens().stable(wrong)).toMatchObject({ errcode });
  });

  it.each([
    ['wrong', 40125],
    ['frozen', 40243],
  ] as const)('is refused when the AppSecret is %s', async (secretState, errcode) => {
    expect(await tokens({ ...PLAIN, secretState }).stable()).toMatchObject({ errcode });
  });

  it('wants POST', async () => {
    const response = await tokens().simulator.fetch(STABLE);
    expect(await response.json()).toMatchObject({ errcode: 43002 });
  });
});

describe('token (获取 Access token)', () => {
  it('gives a new one each time; the one before lives five minutes more', async () => {
    const { plain, simulator, use } = tokens();
    const { access_token: before } = await plain();
    const { access_token: after } = await plain();
    await simulator.advance(299);
    expect(await use(before)).toBeUndefined();
    await simulator.advance(1);
    expect([await use(before), await use(after)]).toEqual([40001, undefined]);
  });

  it('is apart from the stable one', async () => {
    const { plain, stable, use } = tokens();
    const { access_token: stableOne } = await stable();
    await plain();
    await plain();
    expect(await use(stableOne)).toBeUndefined();
  });

  it('calls a wrong secret 40001', async () => {
    expect(await tokens().plain({ secret: 'x' })).toMatchObject({ errcode: 40001 });
  });
});

describe('an access token (全局返回码说明)', () => {
  it.each([
    ['', 41001],
    ['abc', 40014],
    [`88_${'x'.repeat(136)}`, 40001],
  ])('%j gives %i', async (token, errcode) => {
    expect(await tokens().use(token)).toBe(errcode);
  });
});

describe('the IP whitelist (API IP 白名单)', () => {
  it.each([
    [['203.0.113.10'], undefined],
    [['203.0.113.0/24'], undefined],
    [['198.51.100.1', '203.0.113.64/26'], 40164],
    [[], 40164],
  ])('%j answers %s', async (ipWhitelist, errcode) => {
    expect((await tokens({ ...PLAIN, ipWhitelist }).stable()).errcode).toBe(errcode);
  });

  it('names the address it saw', async () => {
    const { simulator, stable } = tokens({ ...PLAIN, ipWhitelist: [] });
    await simulator.accounts.setCallerAddress({ address: '198.51.100.99' });
    expect((await stable()).errmsg).toContain('198.51.100.99');
  });

  it('holds an official account to it for every call, a mini program for calls with the AppSecret', async () => {
    for (const [options, errcode] of [
      [PLAIN, 40164],
      [MINI, undefined],
    ] as const) {
      const { simulator, use } = tokens(options);
      const token = await tokenOf(simulator, options.name);
      await simulator.accounts.change({ account: options.name, settings: { ipWhitelist: [] } });
      expect(await use(token)).toBe(errcode);
      await expect(tokenOf(simulator, options.name)).resolves.toBeUndefined();
    }
  });
});
