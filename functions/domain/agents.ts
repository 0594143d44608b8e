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
  /** Hand-offs to a named agent, a group or a skill since, in the order in which they came. */
  bookings?: readonly Booking[];
}

/**
 * A hand-off that wants one of the agents. Whoever reads the list works out from all bookings whom each one got, so that
 * two containers never give away the same place.
 */
export interface Booking {
  /** Mark of the message: a repeat books nothing anew. */
  key: string;
  /** CreateTime of the message. */
  at: number;
  kfAccount?: string;
  group?: string;
  skill?: string;
  /** Prefix of the kf account that served the user last. */
  previous?: string;
}

/** An older list says nothing. */
export const ONLINE_LIST_SECONDS = 90;

/** Whether a list still says who is there. */
export const isFresh = ({ seenAt }: Pick<OnlineList, 'seenAt'>, at: number): boolean =>
  Math.abs(at - seenAt) < ONLINE_LIST_SECONDS;
