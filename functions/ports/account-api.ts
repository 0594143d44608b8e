/** How much of a call's daily quota is left. */
export interface ApiQuota {
  dailyLimit: number;
  used: number;
  remain: number;
  /** Calls per `refreshSeconds`, where WeChat tells them. */
  rateLimit?: { calls: number; refreshSeconds: number };
}

/** Networks from which WeChat looks at an address; `CAP` is Tencent's own. @see 网络检测, check_operator */
export const OPERATORS = ['CHINANET', 'UNICOM', 'CAP'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One look of WeChat at our callback address. */
export interface CallbackCheck {
  dns: { ip: string; operator: string }[];
  ping: { ip: string; fromOperator: string; packageLoss: string; time: string }[];
}

/** What WeChat tells about the account and the way between us. */
export interface AccountApi {
  /** `path` as in `/cgi-bin/message/custom/send`. */
  quota(account: string, path: string): Promise<ApiQuota>;
  /** Every quota of the day back to zero; ten times a month. */
  clearQuota(account: string, appId: string): Promise<void>;
  checkCallback(account: string, operator: Operator): Promise<CallbackCheck>;
  /** Addresses (and ranges) WeChat pushes from. */
  callbackAddresses(account: string): Promise<string[]>;
  /** Addresses of `api.weixin.qq.com`. */
  apiAddresses(account: string): Promise<string[]>;
}
