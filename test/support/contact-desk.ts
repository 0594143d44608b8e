import { createGroupSendStore } from '../../functions/adapters/aws/group-send-store.ts';
import { createFollowerApi } from '../../functions/adapters/wechat-api/follower.ts';
import { createGroupSendApi } from '../../functions/adapters/wechat-api/group-send.ts';
import { createNoticeApi } from '../../functions/adapters/wechat-api/notice.ts';
import { createTagApi } from '../../functions/adapters/wechat-api/tag.ts';
import { CONTACT_ACTIONS, type ContactDeps } from '../../functions/handlers/admin/contact-actions.ts';
import { GROUP_SEND_ACTIONS, type GroupSendDeps } from '../../functions/handlers/admin/group-send-actions.ts';
import { type Action, type AdminAnswer, adminHandler } from '../../functions/handlers/admin.ts';
import { advanceGroupSends } from '../../functions/usecases/advance-group-sends.ts';
import type { AccountOptions } from '../../tools/simulator/index.ts';
import { contactWorld } from './contacts.ts';
import type { Engine } from './engine.ts';
import { simulatedWeChat } from './simulated-wechat.ts';

/** `kefu-admin-contacts` over the engine and the simulator. */
export function contactDesk(engine: Engine, options: Partial<AccountOptions> = {}) {
  const world = contactWorld(engine);
  const { account, contacts, people } = world;
  const wechat = simulatedWeChat([{ name: account, kind: 'service', ...options } as AccountOptions]);
  const client = wechat.client();
  const { accounts, clock, logger } = wechat.refresher;
  const tags = createTagApi(client);
  const followers = createFollowerApi(client);
  const groupSends = createGroupSendStore({ client: engine.client, table: 'kefu-accounts' });
  const massSend = createGroupSendApi(client);
  const common = { contacts, people, accounts, tags, clock, logger, groupSends, massSend, followers };
  const deps = { ...common, credentials: accounts, subscribeNotices: createNoticeApi(client) };
  const actions: readonly Action<ContactDeps & GroupSendDeps>[] = [...CONTACT_ACTIONS, ...GROUP_SEND_ACTIONS];
  const handler = adminHandler({ function: 'admin-contacts', actions, deps: () => deps, logger });
  const invoke = (action: string, fields: object = {}): Promise<AdminAnswer> => handler({ action, account, ...fields });
  /** A follower whom the contacts know. */
  const follower = async (name: string): Promise<string> => {
    const { openId } = (await wechat.simulator.users.create({ account, name })) as { openId: string };
    await wechat.simulator.users.follow({ account, user: name });
    await world.put({ openId, claims: { nickName: name } });
    return openId;
  };
  /** The schedule of a minute. */
  const minute = async () => {
    await advanceGroupSends(deps);
    await wechat.simulator.advance(60);
  };
  return { ...world, ...wechat, deps, tags, invoke, follower, minute };
}
