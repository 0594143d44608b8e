/** What WeChat tells of a follower: no nickname and no avatar since December 2021. */
export interface Follower {
  openId: string;
  subscribed: boolean;
  /** Epoch seconds. */
  subscribedAt?: number;
  unionId?: string;
  remark?: string;
  tagIds: number[];
  /** `ADD_SCENE_QR_CODE` and the like. */
  subscribeScene?: string;
  qrScene?: string;
}

/** 用户管理, official accounts only. */
export interface FollowerApi {
  one(account: string, openId: string): Promise<Follower>;
  /** At most 100 at once. */
  many(account: string, openIds: string[]): Promise<Follower[]>;
  /** Up to 10,000 OpenIDs after `after`; `next` is absent on the last page. */
  list(account: string, after?: string): Promise<{ total: number; openIds: string[]; next?: string }>;
  remark(account: string, openId: string, remark: string): Promise<void>;
}
