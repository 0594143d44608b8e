/** A seat that a person answers from, as WeChat lists it. */
export interface KfAccount {
  /** `prefix@微信号`; empty for agents added in the console of a mini program. */
  kfAccount: string;
  nickname: string;
  kfId: string;
  headImageUrl?: string;
  /** The agent's WeChat, once bound. */
  wechatId?: string;
  invitation?: KfInvitation;
  /** How a mini program names its agents. */
  kfOpenId?: string;
}

/** An agent's invitation that is not accepted yet. */
export interface KfInvitation {
  wechatId: string;
  status: 'waiting' | 'rejected' | 'expired';
  /** Epoch seconds. */
  expiresAt?: number;
}

/** A seat that is online now. */
export interface OnlineKfAccount {
  kfAccount: string;
  kfId: string;
  /** 1 = web; older figures differ: more than 0 is online. */
  status: number;
  /** Sessions being served; absent = unknown, not 0. */
  sessions?: number;
  kfOpenId?: string;
}

/** WeChat's link between a user and a kf account. */
export interface KfSession {
  openId: string;
  kfAccount: string;
  /** Epoch seconds. */
  createdAt: number;
}

/** A user in WeChat's queue whom nobody serves yet. */
export interface WaitingCase {
  openId: string;
  /** When the user last wrote, epoch seconds. */
  latestAt: number;
}

/** One line of a conversation between an agent and a user. */
export interface ChatRecord {
  openId: string;
  kfAccount: string;
  /** Epoch seconds. */
  at: number;
  direction: 'from-agent' | 'from-user' | 'other';
  /** WeChat's own code, for those we do not know. */
  opercode: number;
  /** `[image]`, `[voice]` and `[video]` stand for what was no text. */
  text: string;
}
