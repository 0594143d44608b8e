/** A label of followers, as WeChat counts it. Ids 0, 1 and 2 are WeChat's own. */
export interface WeChatTag {
  id: number;
  name: string;
  count: number;
}

/** 用户标签, official accounts only: 100 tags an account, 20 a user. */
export interface TagApi {
  list(account: string): Promise<WeChatTag[]>;
  create(account: string, name: string): Promise<WeChatTag>;
  rename(account: string, id: number, name: string): Promise<void>;
  remove(account: string, id: number): Promise<void>;
  /** At most 50 OpenIDs at once. */
  tag(account: string, id: number, openIds: string[]): Promise<void>;
  untag(account: string, id: number, openIds: string[]): Promise<void>;
  tagsOf(account: string, openId: string): Promise<number[]>;
  members(account: string, id: number, after?: string): Promise<{ openIds: string[]; next?: string }>;
}
