import type { AccountKind, CallbackCredentials } from '../wechat/account.ts';

export type { AccountKind, Encryption } from '../wechat/account.ts';

/** The JSON of `/kefu/accounts/<account>/credentials`. Secret: never in a log or an error. */
export interface Credentials extends CallbackCredentials {
  kind: AccountKind;
  appSecret: string;
  /** 微信号, the part of a kf account after the @. */
  wechatId?: string;
}
