import type { Reply } from '../wechat/replies/index.ts';
import type { ModeState } from './mode.ts';
import type { Trigger } from './window.ts';

/** Something that rests for a user (a rule's cooldown, a notice), with the message that set it. */
export interface Rest {
  /** Rule id, or the notice's name with an @. */
  name: string;
  /** CreateTime of the message that set it: a repeat of that message, and earlier ones, ignore it. */
  at: number;
  messageKey: string;
}

/** What is known of a user before a message is decided. */
export interface Conversation {
  state: ModeState;
  rests: Rest[];
}

/** A custom send on its way: kept in the conversation item until it is settled. */
export interface OutboxEntry {
  /** Message key hash and position: the same for every decision of one message. */
  id: string;
  reply: Reply;
  trigger: Trigger;
  createdAt: number;
}
