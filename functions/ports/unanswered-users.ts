import type { Conversation } from '../domain/conversation.ts';

/** A user who asked for a human and was served by none since. */
export interface UnansweredUser {
  openId: string;
  /** When they asked, epoch seconds. */
  askedAt: number;
  /** When they last wrote a message: custom sends end 48 hours later. */
  wroteAt: number;
  conversation: Conversation;
}

/** Users whom a human still owes an answer. */
export interface UnansweredUsers {
  /** Who waits, and who asked and waits no more; who asked first at the head. */
  list(account: string, limit: number): Promise<UnansweredUser[]>;
  /** Those who wait no more and asked before `until`, epoch seconds; who asked first at the head. */
  askedBefore(account: string, until: number, limit: number): Promise<UnansweredUser[]>;
  /** Note that nobody can answer the user any more since `closedAt`; nothing if they were served or wrote meanwhile. */
  miss(account: string, user: UnansweredUser, closedAt: number): Promise<boolean>;
}
