/** Who answers a user: the rules, nobody yet, or an agent. */
export type Mode = 'bot' | 'waiting' | 'human';

/** A user's mode and since when, by the CreateTime of the message that caused it. */
export interface ModeState {
  mode: Mode;
  /** Epoch seconds; 0 for a user never seen. */
  at: number;
  /** The seat that serves the user in `human`. */
  kfAccount?: string;
}
