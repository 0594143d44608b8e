import { WeChatApiError } from '../errors.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { FollowerApi } from '../ports/follower-api.ts';
import { accountKindOf } from './account-kind.ts';

export interface RemarkDeps {
  followers: Pick<FollowerApi, 'remark'>;
  credentials: CredentialsStore;
}

/** Whether WeChat's own remark follows; `too-long`: only ours holds it; `not-following`: WeChat remarks followers only. */
export type Remarked = 'in-step' | 'none' | 'too-long' | 'not-following' | 'not-allowed';

/** Characters. @see 设置用户备注名: fewer than 30 */
const MOST = 29;
const NO_RIGHT = 48001;
const NO_FOLLOWER = new Set([40003, 43004, 46004, 50005]);

/** Set the remark of a follower of an official account at WeChat too. @throws WeChatApiError when it refuses otherwise */
export async function remarkAtWeChat(
  deps: RemarkDeps,
  account: string,
  openId: string,
  remark: string,
): Promise<Remarked> {
  if ((await accountKindOf(deps, account)) === 'mini-program') return 'none';
  if ([...remark].length > MOST) return 'too-long';
  try {
    await deps.followers.remark(account, openId, remark);
    return 'in-step';
  } catch (error) {
    if (!(error instanceof WeChatApiError)) throw error;
    if (NO_FOLLOWER.has(error.errcode)) return 'not-following';
    if (error.errcode === NO_RIGHT) return 'not-allowed';
    throw error;
  }
}
