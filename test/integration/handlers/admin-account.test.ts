import { describe, expect, it } from 'vitest';
import { createAccountApi } from '../../../functions/adapters/wechat-api/account.ts';
import { createConsoleApi } from '../../../functions/adapters/wechat-api/console.ts';
import { createCustomSendApi } from '../../../functions/adapters/wechat-api/custom-send.ts';
import { createKfApi } from '../../../functions/adapters/wechat-api/kf.ts';
import { createMediaApi } from '../../../functions/adapters/wechat-api/media.ts';
import type { Credentials } from '../../../functions/domain/account.ts';
import type { Rights } from '../../../functions/domain/rules/settings.ts';
import { ACCOUNT_ACTIONS, type AccountDeps } from '../../../functions/handlers/admin/account-actions.ts';
import { adminHandler } from '../../../functions/handlers/admin.ts';
import { checkAllAccounts } from '../../../functions/usecases/check-all-accounts.ts';
import { refreshOneToken } from '../../../functions/usecases/refresh-all-tokens.ts';
import type { AccountOptions } from '../../../tools/simulator/index.ts';
import { simulatedWeChat } from '../../support/simulated-wechat.ts';

const SHOP: AccountOptions = { name: 'shop', kind: 'service', wechatId: 'shop' };

/** `kefu-admin-account` over the simulator. */
function accountDesk(account: AccountOptions = SHOP) {
  const wechat = simulatedWeChat([account]);
  const { refresher } = wechat;
  const client = wechat.client();
  const kept: { rights?: Rights; credentials?: Credentials; writes: number } = { writes: 0 };
  const deps: AccountDeps = {
    ...refresher,
    refresher: { refresh: (name, request) => refreshOneToken(refresher, name, request) },
    random: (below) => below - 1,
    accounts: {
      ...refresher.accounts,
      read: async (name) => kept.credentials ?? (await refresher.accounts.read(name)),
      save: async (_name, credentials) => {
        kept.credentials = credentials;
      },
    },
    settings: {
      seats: async () => ({ groups: {}, agents: {} }),
      setSeats: async () => undefined,
      rights: async () => kept.rights,
      setRights: async (_name, rights) => {
        kept.rights = rights;
        kept.writes += 1;
      },
    },
    api: createAccountApi(client),
    kf: createKfApi(client),
    customSend: createCustomSendApi(client),
    console: createConsoleApi(client),
    media: createMediaApi(client),
  };
  const { logger } = refresher;
  const handler = adminHandler({ function: 'admin-account', actions: ACCOUNT_ACTIONS, deps: () => deps, logger });
  const invoke = (action: string, fields: object = {}) => handler({ action, account: account.name, ...fields });
  return { ...wechat, kept, invoke, deps };
}

describe('kefu-admin-account', () => {
  it('tells how WeChat sees the way to us, and leaves out what it refuses to tell', async () => {
    const { invoke, simulator } = accountDesk();
    const whole = {
      // From each network.
      callback: { dns: [{}, {}, {}], ping: ['CHINANET', 'UNICOM', 'CAP'].map((fromOperator) => ({ fromOperator })) },
      customSend: { dailyLimit: expect.any(Number) },
      autoRepliesOn: false,
    };
    expect(await invoke('connection')).toMatchObject({ ok: true, ...whole });
    await simulator.faults.add({ target: '/cgi-bin/callback/check', kind: 'errcode', errcode: 48001 });
    expect(await invoke('connection')).not.toHaveProperty('callback');
  });

  it('shows the state of the token and never the token', async () => {
    const { invoke, simulator, refresher } = accountDesk();
    await invoke('refresh');
    await simulator.advance(60);
    const answer = await invoke('token');
    expect(answer).toMatchObject({ ok: true, token: { alive: true, ageSeconds: 60, secondsLeft: 7140, fetches: 1 } });
    const stored = await refresher.tokens.read('shop');
    expect(JSON.stringify([answer, await invoke('list')])).not.toContain(stored?.accessToken);
  });

  it('says why there is no token', async () => {
    const { invoke, simulator } = accountDesk();
    await simulator.accounts.change({ account: 'shop', settings: { secretState: 'frozen' } });
    await expect(invoke('refresh')).resolves.toMatchObject({ ok: false, error: { errcode: 40243 } });
    await expect(invoke('token')).resolves.toMatchObject({ token: { alive: false, lastError: { errcode: 40243 } } });
    await expect(invoke('list')).resolves.toMatchObject({ accounts: [{ account: 'shop', ok: false }] });
  });

  it('keeps the force of refresh within WeChat’s limits', async () => {
    const { invoke } = accountDesk();
    await expect(invoke('refresh', { force: true })).resolves.toMatchObject({ ok: true, token: { forcedCount: 1 } });
    await expect(invoke('refresh', { force: true })).resolves.toMatchObject({ ok: false, error: { code: 'token' } });
  });

  it.each<[string, AccountOptions, object, Rights]>([
    ['a verified service account', SHOP, {}, { kf: true, customSend: true, menu: true, material: true }],
    [
      'customer service switched off',
      SHOP,
      { kfEnabled: false },
      { kf: false, customSend: true, menu: true, material: true },
    ],
    [
      'an unverified account',
      { name: 'shop', kind: 'subscription' },
      { verified: false },
      { kf: false, customSend: false, menu: false, material: false },
    ],
    [
      'a mini program',
      { name: 'app', kind: 'mini-program' },
      {},
      { kf: true, customSend: true, menu: false, material: false },
    ],
  ])('probes the rights of %s', async (_name, account, settings, rights) => {
    const { invoke, simulator, kept } = accountDesk(account);
    await simulator.accounts.change({ account: account.name, settings });
    await expect(invoke('check')).resolves.toMatchObject({ ok: true, rights });
    expect(kept.rights).toEqual(rights);
  });

  it('writes rights only when they changed', async () => {
    const { invoke, kept } = accountDesk();
    await invoke('check');
    await invoke('check');
    expect(kept.writes).toBe(1);
  });

  it('learns nothing of rights while the address is refused', async () => {
    const { invoke, simulator, kept } = accountDesk();
    await simulator.accounts.change({ account: 'shop', settings: { ipWhitelist: ['203.0.113.1'] } });
    await expect(invoke('check')).resolves.toMatchObject({
      healthy: false,
      findings: [{ what: 'token', errcode: 40164 }],
    });
    expect(kept.writes).toBe(0);
  });

  it('probes every account by itself once a day, in spite of one that is broken', async () => {
    const { deps, kept, refresher } = accountDesk();
    const list = async () => [{ account: 'broken', fault: 'token is missing' }, ...(await deps.accounts.list())];
    const all = { ...deps, accounts: { list }, logger: refresher.logger };
    await expect(checkAllAccounts(all)).resolves.toEqual({ checked: ['shop'] });
    expect(kept.rights).toEqual({ kf: true, customSend: true, menu: true, material: true });
  });

  it('rotates with an overlap, repeats what to paste, and drops the old at the end', async () => {
    const { invoke, kept, refresher } = accountDesk();
    const old = await refresher.accounts.read('shop');
    const first = await invoke('rotate');
    expect(first).toMatchObject({
      ok: true,
      rotating: true,
      paste: { token: expect.stringMatching(/^\w{32}$/), encodingAesKey: expect.stringMatching(/^\w{43}$/) },
    });
    expect(kept.credentials).toMatchObject({ previousToken: old?.token, previousEncodingAesKey: old?.encodingAesKey });
    await expect(invoke('rotate')).resolves.toEqual(first);
    await expect(invoke('rotate', { finish: true })).resolves.toMatchObject({ ok: true, rotating: false });
    expect(kept.credentials).not.toHaveProperty('previousToken');
    expect(kept.credentials).toMatchObject({ token: '9'.repeat(32) });
  });
});
