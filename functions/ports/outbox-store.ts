import type { OutboxEntry } from '../domain/conversation.ts';
import type { Waits } from '../domain/model.ts';
import type { Outgoing } from '../domain/outbox.ts';
import type { TriggerWindow } from '../domain/window.ts';

/** What waits to be sent to users, and what they may be sent: a part of their conversations. */
export interface OutboxStore {
  /** As it is now, read consistently; undefined for a user never seen. */
  read(account: string, openId: string): Promise<Outgoing | undefined>;
  /**
   * Replace entries, windows or both in one write, if nobody changed either since `seen` was read. Windows left out are
   * closed. `isAnswered`: a human answered the user, and owes them nothing any more. `waits`: the user waits for a human from
   * then on, if their mode is not changed meanwhile.
   *
   * @returns what is stored then; undefined when somebody was first
   */
  change(
    seen: Outgoing,
    to: {
      entries?: readonly OutboxEntry[];
      windows?: readonly TriggerWindow[];
      isAnswered?: boolean;
      waits?: Waits;
    },
  ): Promise<Outgoing | undefined>;
  /** OpenIDs of users for whom something is due at or before `until`, longest due first. */
  due(account: string, until: number): Promise<string[]>;
}
