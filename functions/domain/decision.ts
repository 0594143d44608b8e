import type { Reply } from '../wechat/replies/index.ts';
import type { Booking } from './agents.ts';
import type { AllocationReason } from './allocation.ts';
import type { Choice, OutboxEntry, Question } from './conversation.ts';
import type { Fact } from './fact.ts';
import type { Mode, ModeState } from './mode.ts';
import type { Rest } from './rest.ts';
import type { Rating } from './survey.ts';

/** What was answered, in the few bytes that a repeat needs to answer the same. */
export interface Answered {
  /** Number of the rule set that answered. */
  number: number;
  /** {@link ruleMark} of the rule that answered; absent when a default did. */
  ruleMark?: string;
  /** The kf account a transfer named. */
  kfAccount?: string;
}

/** Whom a user is handed to, and why: stored in the conversation and shown. */
export interface HandOff {
  reason: AllocationReason | 'anybody';
  /** The seat that was asked for or named. */
  kfAccount?: string;
  group?: string;
  skill?: string;
}

/** What one message causes: the passive answer, and what is to be stored. */
export interface Decision {
  /** The mode the message was decided in. */
  mode: Mode;
  /** Answered in the response; absent = `success`. */
  reply?: Reply;
  /** The rule that answered; absent when a default did. `isDefault`: it takes whatever no other rule answers. */
  rule?: { id: string; version: string; isDefault?: true };
  /** Set only if the mode changes. */
  state?: ModeState;
  /** What a user who waits from now on asked. */
  question?: Question;
  /** Where the user came from, if this message says so and it is new. */
  source?: string;
  /** What the message tells beside what it asks. */
  fact?: Fact;
  /** What the user is offered from now on; `over` = no longer; `chosen` = they chose, and may choose again. */
  choice?: Choice | 'over' | 'chosen';
  /** How the user found an agent's service. */
  rating?: Rating;
  rests: Rest[];
  outbox: OutboxEntry[];
  /** The user is gone: what was still to be sent is dropped. */
  dropsOutbox?: true;
  answered: Answered;
  /** The user asked for a human who is not there: since when. */
  unansweredAt?: number;
  /** Nothing is final: the decision needs the list of agents online, where it wants one of them with its booking. */
  needsAgents?: { booking?: Booking };
  /** Whom the user is handed to, and why. */
  handOff?: HandOff;
}

/** Whether a decision has to be stored. Most have not, which is why most messages cost one request. */
export const changesAnything = (decision: Decision): boolean =>
  decision.state !== undefined ||
  decision.question !== undefined ||
  decision.source !== undefined ||
  decision.fact !== undefined ||
  decision.choice !== undefined ||
  decision.rating !== undefined ||
  decision.dropsOutbox === true ||
  decision.outbox.length > 0 ||
  decision.rests.length > 0;
