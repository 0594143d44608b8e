/** Who answers a user: the rules, nobody yet, or an agent. */
export type Mode = 'bot' | 'waiting' | 'human';

/**
 * What changed a mode. Of two changes in one second the later in this list holds, so that session events may come in
 * any order.
 */
export const CAUSES = ['message', 'create', 'switch', 'close'] as const;
export type Cause = (typeof CAUSES)[number];

/** A user's mode and since when, by the CreateTime of the message that caused it. */
export interface ModeState {
  mode: Mode;
  /** Epoch seconds; 0 for a user never seen. */
  at: number;
  cause: Cause;
  /** The seat that serves the user in `human`. */
  kfAccount?: string;
}

/** The mode of a user never seen. */
export const FRESH: ModeState = { mode: 'bot', at: 0, cause: 'message' };

/**
 * WeChat pushes no message while an agent serves; one that comes later than this after the session began proves that
 * the agent is gone. Younger ones were on their way when the agent took over.
 *
 * @see 多客服 session states, 接入
 */
const IN_FLIGHT_SECONDS = 60;

/** How a user's message finds the mode: `released` and `waited-out` lead back to the rules. */
export type Standing = Mode | 'released' | 'waited-out';

/** What a stored mode means for a message of this CreateTime. */
export function standingOf(state: ModeState, createdAt: number, waitingMinutes: number): Standing {
  const since = createdAt - state.at;
  if (state.mode === 'human' && since > IN_FLIGHT_SECONDS) return 'released';
  if (state.mode === 'waiting' && since >= waitingMinutes * 60) return 'waited-out';
  return state.mode;
}
