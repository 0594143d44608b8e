/** Somebody who was handed off and is not served yet. */
export interface WaitingUser {
  openId: string;
  /** Epoch seconds since when; with the OpenID it names this one wait. */
  waitingAt: number;
}

/** Users in mode `waiting`. */
export interface WaitingUsers {
  /** Longest waiting first. */
  list(account: string, limit: number): Promise<WaitingUser[]>;
}
