import type { KfAccount, KfSession, OnlineKfAccount, WaitingCase } from '../domain/kf-account.ts';

/** How a seat is named to WeChat: official accounts by `prefix@微信号`, mini programs by the agent's `kf_openid`. */
export type KfName = { kfAccount: string } | { kfOpenId: string };

/** WeChat's customer-service calls. Every one throws `WeChatApiError` when it is refused. */
export interface KfApi {
  list(account: string): Promise<KfAccount[]>;
  online(account: string): Promise<OnlineKfAccount[]>;
  add(account: string, kfAccount: string, nickname: string): Promise<void>;
  /** Mini programs have no seats of their own names: an agent is added by their WeChat. */
  addByWechatId(account: string, wechatId: string): Promise<void>;
  update(account: string, kfAccount: string, nickname: string): Promise<void>;
  remove(account: string, name: KfName): Promise<void>;
  invite(account: string, kfAccount: string, wechatId: string): Promise<void>;
  /** JPG of at most 5 MB, best 640 x 640. */
  avatar(account: string, kfAccount: string, image: Uint8Array): Promise<void>;
  createSession(account: string, kfAccount: string, openId: string): Promise<void>;
  closeSession(account: string, kfAccount: string, openId: string): Promise<void>;
  /** Undefined when nobody serves the user. */
  session(account: string, openId: string): Promise<KfSession | undefined>;
  sessions(account: string, kfAccount: string): Promise<KfSession[]>;
  /** At most 100 users, oldest first; `count` is all of them. */
  waiting(account: string): Promise<{ count: number; users: WaitingCase[] }>;
}
