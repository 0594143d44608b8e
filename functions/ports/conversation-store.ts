import type { Conversation } from '../domain/conversation.ts';
import type { Answered, Decision } from '../domain/decision.ts';
import type { Message } from '../wechat/messages/index.ts';
import type { Deadline } from './deadline.ts';

/** What recording a delivery found. */
export interface Recorded {
  /** The state before the message, the same for every delivery of it. */
  before: Conversation;
  /** Whether the message was recorded before. */
  repeated: boolean;
  /** What an earlier delivery answered, once its effects are stored. */
  answered?: Answered;
}

/** What is known of each user, and what still has to be sent to them. */
export interface ConversationStore {
  /**
   * Record a delivery in one write: its key, the windows it opens, the state it found.
   *
   * @throws when it could not be recorded in time
   */
  record(message: Message, deadline: Deadline): Promise<Recorded>;
  /**
   * Store what a decision changes, once per message: the mode only if nothing later changed it, the rest in any case.
   * When another delivery was first, nothing changes and `answered` tells what that one answered.
   *
   * @throws when it could not be stored, or not in time
   */
  apply(
    message: Message,
    decision: Decision,
    before: Conversation,
    deadline: Deadline,
  ): Promise<{ answered?: Answered }>;
}
