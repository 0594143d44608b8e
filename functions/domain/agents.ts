/** A kf account seen online by `getonlinekflist`, with what its team declared of it. */
export interface OnlineAgent {
  /** `prefix@wechatId` */
  kfAccount: string;
  /** Sessions being served; absent = unknown, which is not none. */
  acceptedCases?: number;
  /** Declared number of sessions; absent = not declared. */
  capacity?: number;
  /** Declared to accept users by itself: only such an agent is named in a transfer. */
  autoAccept: boolean;
}

/** Who was online when. */
export interface OnlineList {
  /** Epoch seconds of the call to WeChat. */
  seenAt: number;
  agents: OnlineAgent[];
}
