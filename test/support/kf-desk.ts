import { createKfApi } from '../../functions/adapters/wechat-api/kf.ts';
import { createChatRecordApi } from '../../functions/adapters/wechat-api/msg-record.ts';
import type { SeatSettings } from '../../functions/domain/kf-plan.ts';
import { KF_ACTIONS } from '../../functions/handlers/admin/kf-actions.ts';
import { type AdminAnswer, adminHandler } from '../../functions/handlers/admin.ts';
import type { KfApi } from '../../functions/ports/kf-api.ts';
import type { SettingsEditor } from '../../functions/ports/settings-editor.ts';
import type { AccountOptions } from '../../tools/simulator/index.ts';
import { type SimulatedWeChat, simulatedWeChat } from './simulated-wechat.ts';

/** `kefu-admin-kf` over the simulator. */
export interface KfDesk extends SimulatedWeChat {
  seats: SeatSettings;
  kf: KfApi;
  invoke(action: string, fields?: object): Promise<AdminAnswer>;
  /** The same with calls of its own: `kf` as it should be for a while. */
  invokeWith(kf: KfApi, action: string, fields?: object): Promise<AdminAnswer>;
  /** Writes WeChat has got so far. */
  writes(): number;
}

const WRITES = /kfaccount\/(add|update|del|inviteworker|uploadheadimg)$/;

export function kfDesk(account: AccountOptions = { name: 'shop', kind: 'service', wechatId: 'shop' }): KfDesk {
  const wechat = simulatedWeChat([account]);
  const { simulator, refresher } = wechat;
  const client = wechat.client();
  const desk = { seats: { groups: {}, agents: {} } as SeatSettings };
  const settings: SettingsEditor = {
    seats: async () => desk.seats,
    setSeats: async (_account, seats) => {
      desk.seats = seats;
    },
    rights: async () => undefined,
    setRights: async () => undefined,
  };
  const kf = createKfApi(client);
  const common = {
    clock: refresher.clock,
    records: createChatRecordApi(client),
    accounts: refresher.accounts,
    settings,
  };
  const { logger } = refresher;
  const invokeWith: KfDesk['invokeWith'] = (api, action, fields) => {
    const deps = () => ({ ...common, kf: api });
    const handler = adminHandler({ function: 'admin-kf', actions: KF_ACTIONS, deps, logger });
    return handler({ action, account: account.name, ...fields });
  };
  return Object.assign(desk, {
    ...wechat,
    kf,
    invokeWith,
    invoke: (action: string, fields?: object) => invokeWith(kf, action, fields),
    writes: () => simulator.state.calls.filter(({ path }) => WRITES.test(path)).length,
  });
}
