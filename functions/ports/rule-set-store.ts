import type { RuleSet, Snapshot } from '../domain/rules/rule-set.ts';
import type { Deadline } from './deadline.ts';

/** The published rules of the accounts, as the callback reads them. */
export interface RuleSets {
  /**
   * The newest rule set that can be had before the deadline. The pointer is read at most every 2 s per container; when
   * it cannot be read, or the set it names cannot be loaded in time, the one in memory answers.
   *
   * @throws when none is in memory and none could be loaded: the caller hands off to a human
   */
  current(account: string, deadline: Deadline): Promise<RuleSet>;
  /** The set of a number, for a repeat of what that set answered; undefined when it is pruned or not to be had in time. */
  numbered(account: string, number: number, deadline: Deadline): Promise<RuleSet | undefined>;
}

/** Where a snapshot lies. */
export interface SnapshotRef {
  number: number;
  /** In how many parts it is stored. */
  parts: number;
}

/** What is in force for an account. */
export interface Pointer {
  /** The number drawn for the last move, also for a move back to an old snapshot; it only rises. */
  number: number;
  /** The snapshot the callback answers from. */
  live: SnapshotRef;
  /** The last snapshot made from the items; another than `live` while a rollback holds. */
  newest: SnapshotRef;
  /** Digest of the account's items when the pointer was moved: while they are the same, there is nothing to publish. */
  itemsDigest: string;
}

/** A snapshot in the list of versions. */
export interface Version extends SnapshotRef {
  /** Epoch seconds. */
  publishedAt: number;
  rules: number;
  /** Items that were broken then, and so absent or in their last good form. */
  faults: number;
}

/** The published rules of the accounts, as the publisher writes them. */
export interface RuleSetStore {
  /** Draw the account's next number, and see the pointer, and an import under way, as they were at that moment. */
  draw(account: string): Promise<{ number: number; pointer: Pointer | undefined; importing?: string }>;
  /** Say that an import begins to write many items: publishing waits for its end, lest half of it goes live. */
  beginImport(account: string, importId: string): Promise<void>;
  /** Say that an import is over. Another one that began since goes on. */
  endImport(account: string, importId: string): Promise<void>;
  /** The pointer, read consistently; undefined before the first publication. */
  pointer(account: string): Promise<Pointer | undefined>;
  /** A snapshot, or undefined when a part of it is missing or this release cannot read it. */
  read(account: string, ref: SnapshotRef): Promise<Snapshot | undefined>;
  /** Store a snapshot whole. It is in force only when the pointer names it. */
  write(snapshot: Snapshot, version: Omit<Version, 'number' | 'parts'>): Promise<SnapshotRef>;
  /**
   * Move the pointer to a snapshot; without `newest` that field stays.
   *
   * @returns false when a higher number has moved it already
   */
  point(account: string, to: Omit<Pointer, 'newest'> & { newest?: SnapshotRef }): Promise<boolean>;
  /**
   * Raise the number of a pointer that names the right snapshots already, so that no earlier reading can move it.
   *
   * @returns false when the pointer is no longer the one that was seen
   */
  confirm(account: string, number: number, seen: Pointer): Promise<boolean>;
  /** The stored snapshots, newest first. */
  versions(account: string): Promise<Version[]>;
  /**
   * Keep a version from being pruned until the pointer is past this number.
   *
   * @returns false when the version is gone, or going
   */
  keep(account: string, version: number, until: number): Promise<boolean>;
  /** Remove all but the newest snapshots, never one that the pointer names or may come to name. */
  prune(account: string, keep: number): Promise<void>;
  /** Note that an account's rules count in another. */
  inherit(heir: string, from: string): Promise<void>;
  /** Accounts in which an account's rules count, or did once. */
  heirs(account: string): Promise<string[]>;
}
