import type { DeadLetter } from '../domain/dead-letter.ts';

/** What was not sent, kept for two weeks. */
export interface DeadLetters {
  /** Storing the same twice leaves one. */
  put(letter: DeadLetter): Promise<void>;
  get(account: string, id: string): Promise<DeadLetter | undefined>;
  /** Newest first. */
  list(account: string, limit: number): Promise<DeadLetter[]>;
  /** Say that it is being sent again; false when somebody else is at it, or it is gone. */
  claim(account: string, id: string, now: number): Promise<boolean>;
  remove(account: string, id: string): Promise<void>;
}
