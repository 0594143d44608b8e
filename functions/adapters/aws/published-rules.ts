import type { Snapshot } from '../../domain/rules/rule-set.ts';
import { decodeSnapshot } from '../../domain/rules/snapshot-codec.ts';
import { StoreConflictError } from '../../errors.ts';
import type { PublishedRules } from '../../ports/published-rules.ts';
import type { TableDeps } from './batches.ts';
import { readParts, readPointer } from './snapshot-parts.ts';

/** The snapshot in force, read again only when the pointer has moved: one small read for each look. */
export function createPublishedRules(deps: TableDeps): PublishedRules {
  const known = new Map<string, Snapshot>();
  return {
    current: async (account) => {
      const pointer = await readPointer(deps, account);
      if (pointer === undefined) return undefined;
      const held = known.get(account);
      if (held?.number === pointer.live.number) return held;
      const bytes = await readParts(deps, account, pointer.live);
      // It was pruned between the two reads, and the pointer moved with it.
      if (bytes === undefined)
        throw new StoreConflictError(`the snapshot in force of ${account} changed while it was read`);
      const snapshot = decodeSnapshot(bytes);
      known.set(account, snapshot);
      return snapshot;
    },
  };
}
