import { createFollowerApi } from '../../functions/adapters/wechat-api/follower.ts';
import { createTagApi } from '../../functions/adapters/wechat-api/tag.ts';
import { CONTACT_ACTIONS } from '../../functions/handlers/admin/contact-actions.ts';
import { type AdminAnswer, adminHandler } from '../../functions/handlers/admin.ts';
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
  const deps = { contacts, people, accounts, credentials: accounts, tags, clock };
  const handler = adminHandler({ function: 'admin-contacts', actions: CONTACT_ACTIONS, deps: () => deps, logger });
  const invoke = (action: string, fields: object = {}): Promise<AdminAnswer> => handler({ action, account, ...fields });
  /** A follower whom the contacts know. */
  const follower = async (name: string): Promise<string> => {
    const { openId } = (await wechat.simulator.users.create({ account, name })) as { openId: string };
    await wechat.simulator.users.follow({ account, user: name });
    await world.put({ openId, claims: { nickName: name } });
    return openId;
  };
  return { ...world, ...wechat, wechatClient: client, deps, tags, followers, invoke, follower };
}
