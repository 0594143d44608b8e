import { overheardName, type Simulator } from '../../simulator/index.ts';

const USERS: Record<string, string> = { demo: '小明', plain: '小红', mini: '小李' };
const AGENTS = [
  { kfAccount: 'kf1', nickname: '客服小美' },
  { kfAccount: 'kf2', nickname: '客服阿强' },
];

/** Put people where there are none, so that the page is of use at once: a user who just came, an agent online. */
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
    await simulator.users.create({ account, name, following: false });
    if (isOfficial) await simulator.users.follow({ account, user: name });
  }
}
