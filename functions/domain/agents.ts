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

/** WeChat's own queue, as `getwaitcase` told it. */
export interface WaitingQueue {
  /** All who wait, also those beyond the hundred that are named. */
  count: number;
  /** OpenIDs, longest waiting first. */
  openIds: string[];
}

/** Who was online when. */
export interface OnlineList {
  /** Epoch seconds of the call to WeChat. */
  seenAt: number;
  agents: OnlineAgent[];
  /** Absent for mini programs, which WeChat does not tell, and when WeChat did not answer. */
  queue?: WaitingQueue;
}

/** An older list says nothing. */
export const ONLINE_LIST_SECONDS = 90;

/** Whether a list still says who is there. */
export const isFresh = ({ seenAt }: Pick<OnlineList, 'seenAt'>, at: number): boolean =>
  Math.abs(at - seenAt) < ONLINE_LIST_SECONDS;
