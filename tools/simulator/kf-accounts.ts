/** Making kf accounts, by call or by hand. */
import { createHash } from 'node:crypto';
import { isMiniProgram } from './accounts.ts';
import type { AccountState, KfAccount } from './types.ts';

const FIRST_ID = 1001;

/** An agent of a mini program is known by kf_openid and has an empty kf account. */
export function createKfAccount(
  account: AccountState,
  { kfAccount, nickname, wechatId }: { kfAccount: string; nickname: string; wechatId?: string },
): KfAccount {
  const mini = isMiniProgram(account.settings.kind);
  const agent: KfAccount = {
    id: Math.max(FIRST_ID - 1, ...account.kfAccounts.map(({ id }) => id)) + 1,
    kfAccount: mini ? '' : kfAccount,
    nickname,
    headImage: false,
    ...(wechatId ? { wechatId } : {}),
    ...(mini ? { kfOpenId: kfOpenIdOf(account, wechatId ?? nickname) } : {}),
    presence: 'offline',
    autoAccept: 0,
  };
  account.kfAccounts.push(agent);
  return agent;
}

const kfOpenIdOf = ({ settings }: AccountState, person: string): string =>
  `oKf${createHash('sha256').update(`${settings.name}/kf/${person}`).digest('base64url').slice(0, 25)}`;
