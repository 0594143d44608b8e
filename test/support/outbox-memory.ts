import type { OutboxEntry } from '../../functions/domain/conversation.ts';
import type { DeadLetter } from '../../functions/domain/dead-letter.ts';
import { dueAt, type Outgoing } from '../../functions/domain/outbox.ts';
import type { DeadLetters } from '../../functions/ports/dead-letters.ts';
import type { OutboxStore } from '../../functions/ports/outbox-store.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The outbox of one user in memory: as DynamoDB keeps it, at once. */
export function memoryOutbox(start: Outgoing): OutboxStore & { now(): Outgoing; add(...entries: OutboxEntry[]): void } {
  let stored = structuredClone(start);
  return {
    now: () => structuredClone(stored),
    add: (...entries) => {
      stored = { ...stored, entries: [...stored.entries, ...entries] };
    },
    read: async () => structuredClone(stored),
    change: async (seen, { entries = seen.entries, windows = seen.windows }) => {
      if (entries !== seen.entries && !same(seen.entries, stored.entries)) return undefined;
      if (windows !== seen.windows && !same(seen.windows, stored.windows)) return undefined;
      stored = structuredClone({
        ...stored,
        ...(entries !== seen.entries && { entries: [...entries] }),
        ...(windows !== seen.windows && { windows: [...windows] }),
      });
      return structuredClone(stored);
    },
    due: async (_account, until) =>
      (dueAt(stored.entries) ?? Number.POSITIVE_INFINITY) <= until ? [stored.openId] : [],
  };
}

/** Dead letters in memory. */
export function memoryDeadLetters(): DeadLetters & { all(): DeadLetter[] } {
  const letters = new Map<string, DeadLetter>();
  return {
    all: () => [...letters.values()],
    put: async (letter) => void letters.set(letter.id, structuredClone(letter)),
    get: async (_account, id) => letters.get(id),
    list: async (_account, limit) => [...letters.values()].slice(0, limit),
    claim: async (_account, id) => letters.has(id),
    remove: async (_account, id) => void letters.delete(id),
  };
}
