import type { Reply } from '../wechat/replies/index.ts';
import type { OutboxEntry, Rest } from './conversation.ts';
import type { ModeState } from './mode.ts';

/** What one message causes: the passive answer, and what is to be stored. */
export interface Decision {
  /** Answered in the response; absent = `success`. */
  reply?: Reply;
  /** Which rule answered, in which form; absent when a default did. */
  rule?: { id: string; version: string };
  /** Set only if the mode changes. */
  state?: ModeState;
  rests: Rest[];
  outbox: OutboxEntry[];
}
