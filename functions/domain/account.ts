/** What an account is at WeChat: decides what it may answer and send. */
export type AccountKind = 'service' | 'subscription' | 'mini-program';

/** 消息加解密方式 of the account. */
export type Encryption = 'safe' | 'compat' | 'plain';

/** The JSON of `/kefu/accounts/<account>/credentials`. Secret: never in a log or an error. */
export interface Credentials {
  kind: AccountKind;
  appId: string;
  appSecret: string;
  /** `gh_...` */
  originalId: string;
  /** Callback token (not the access token). */
  token: string;
  encodingAesKey: string;
  encryption: Encryption;
  /** 微信号, the part of a kf account after the @. */
  wechatId?: string;
  /** Both live while rotating. */
  previousToken?: string;
  previousEncodingAesKey?: string;
}
