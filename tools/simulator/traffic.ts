/** What goes over the wire between WeChat and the account: pushes, answers, API calls, and faults put into them. */

export type WireValue = string | number | bigint | WireFields | WireFields[];
/** Elements or keys in order, with their wire spelling. */
export interface WireFields {
  [name: string]: WireValue;
}

export interface Delivery {
  at: number;
  timestamp: string;
  nonce: string;
  status?: number;
  /** The answer's body as received, cut at 4,096 characters. */
  body?: string;
  /** What WeChat read in it, decrypted. */
  answer?: string;
  milliseconds: number;
  failure?: string;
}

export interface Push {
  id: number;
  account: string;
  openId: string;
  /** MsgType, or the Event's name. */
  what: string;
  isEvent: boolean;
  createdAt: number;
  messageId?: string;
  /** The plain body, before it is encrypted. */
  body: string;
  deliveries: Delivery[];
  status: 'sending' | 'retrying' | 'answered' | 'rejected' | 'failed';
  /** When the next delivery is due, while `retrying`. */
  retryAt?: number;
  /** What the user got: a kind of chat content, `transfer` or `nothing`. */
  outcome?: string;
}

/** An answer of the callback that WeChat does not take, and what becomes of it. */
export interface Rejection {
  id: number;
  at: number;
  account: string;
  pushId: number;
  /** A short stable name, such as `not-encrypted` or `blank-between-elements`. */
  reason: string;
  detail: string;
  /** `notice`: the user sees the system notice; `ignored`: nothing happens; `trimmed`: taken in part. */
  effect: 'notice' | 'ignored' | 'trimmed';
}

export interface ApiCallRecord {
  id: number;
  at: number;
  account?: string;
  method: string;
  path: string;
  errcode: number;
  errmsg: string;
  fault?: string;
}

export type FaultKind =
  | 'delay'
  | 'drop-before'
  | 'drop-after'
  | 'errcode'
  | 'expired-token'
  | 'http-error'
  | 'slow-callback'
  | 'duplicate';

export interface Fault {
  id: number;
  /** An API path such as `/cgi-bin/message/custom/send`, `*` for all of them, or `callback`. */
  target: string;
  account?: string;
  kind: FaultKind;
  /** For `delay` and `slow-callback`. */
  seconds?: number;
  /** For `errcode`. @default -1 */
  errcode?: number;
  /** How often it still happens; absent: until removed. */
  times?: number;
}
