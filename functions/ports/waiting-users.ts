import type { Waiting, WaitingPlan } from '../domain/waiting.ts';

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

/** What is done about users in mode `waiting`. */
export interface WaitingDesk {
  /** Undefined when the user waits no more, or began another wait since. */
  read(account: string, user: WaitingUser): Promise<Waiting | undefined>;
  /** Write what is done and to be sent, in one write; false when the user waits no more or another run was first. */
  carryOut(account: string, user: Waiting, plan: WaitingPlan, now: number): Promise<boolean>;
}
