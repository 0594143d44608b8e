/** Access tokens for whoever calls WeChat. The value never goes anywhere but into the call's query. */
export interface AccessTokens {
  /** A token that should be valid now. */
  current(account: string): Promise<string>;
  /** A token to try instead of `failed`, which WeChat just refused with 40001, 40014 or 42001. */
  replace(account: string, failed: string): Promise<string>;
}
