/** What an account is at WeChat: decides what it may answer and send. */
export type AccountKind = 'service' | 'subscription' | 'mini-program';

/** 消息加解密方式 of the account. */
export type Encryption = 'safe' | 'compat' | 'plain';

/** What opening a push and sealing its answer need of an account's credentials. Secret: never in a log or an error. */
export interface CallbackCredentials {
  appId: string;
  /** `gh_...` */
  originalId: string;
  /** Callback token (not the access token). */
  token: string;
  /** 43 letters and digits. */
  encodingAesKey: string;
  encryption: Encryption;
  /** Both are accepted beside the current ones while rotating. */
  previousToken?: string;
  previousEncodingAesKey?: string;
}
