/** What WeChat told an account about its verification, naming or annual review. */
export interface AccountNotice {
  /** WeChat's event: `verify_expired` and the like. */
  event: string;
}

/** Notices that the team has not been told of yet. */
export interface AccountNotices {
  /** WeChat checked the server address of the account and got its echo. */
  verified(account: string, now: number): Promise<void>;
  keep(account: string, event: string, now: number): Promise<void>;
  /** Each is taken once. */
  take(account: string): Promise<AccountNotice[]>;
}
