import { sessionFrom } from '../../mini-program/session-from.js';
import { overheardName, type Simulator } from '../../simulator/index.ts';
import { DEMO_MENU } from '../seeds/menu.ts';

const USERS: Record<string, string> = { demo: '小明', plain: '小红', mini: '小李' };
const AGENTS = [
  { kfAccount: 'kf1', nickname: '客服小美' },
  { kfAccount: 'kf2', nickname: '客服阿强' },
];
/** Comes from the page of a product, by name. */
const BUYER = '小周';
/** Came by a code of a shop, and has a question for the morning. */
const ASKER = '小芳';

/**
 * Put people where there are none, so that the page is of use at once: a user who just came, an agent online, a menu; and two
 * who were there before, so that contacts, tickets and statistics show what really happened.
 */
export function createWelcome(simulator: Simulator): () => Promise<void> {
  let welcomed: Promise<void> | undefined;
  return () => {
    welcomed ??= welcome(simulator);
    return welcomed;
  };
}

async function welcome(simulator: Simulator): Promise<void> {
  for (const [account, name] of Object.entries(USERS)) {
    const state = simulator.state.accounts[account];
    if (!state || Object.values(state.users).some(({ openId, name }) => name !== overheardName(openId))) continue;
    for (const [index, agent] of state.kfAccounts.length > 0 ? [] : AGENTS.entries()) {
      await simulator.agents.hire({ account, ...agent, wechatId: `wx_${agent.kfAccount}`, online: index === 0 });
    }
    const isOfficial = state.settings.kind !== 'mini-program';
    // first in the list, and the last who did something
    await simulator.users.create({ account, name, following: false });
    if (account === 'demo') {
      state.menu ??= structuredClone(DEMO_MENU);
      await asks(simulator);
    }
    if (account === 'mini') await looksAtProduct(simulator);
    if (isOfficial) await simulator.users.follow({ account, user: name });
  }
}

async function asks({ users }: Simulator): Promise<void> {
  const who = { account: 'demo', user: ASKER };
  await users.create({ account: 'demo', name: ASKER, following: false });
  await users.scan({ ...who, scene: 'shop-01' });
  await users.type({ ...who, text: '有流量活动吗' });
  await users.type({ ...who, text: '演示工单 充值了 50 元还没有到账' });
}

async function looksAtProduct({ users }: Simulator): Promise<void> {
  const who = { account: 'mini', user: BUYER };
  await users.create({ account: 'mini', name: BUYER, following: false });
  const passed = sessionFrom({
    source: '商品页',
    nickName: BUYER,
    customField: { product: '5G 畅享套餐', vipNo: 'V7' },
  });
  await users.enter({ ...who, sessionFrom: passed });
  await users.type({ ...who, text: '有流量活动吗' });
}
