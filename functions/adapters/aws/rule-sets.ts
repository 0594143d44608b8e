import { compile } from '../../domain/rules/compile.ts';
import type { RuleSet } from '../../domain/rules/rule-set.ts';
import { defaultSettings } from '../../domain/rules/settings.ts';
import { decodeSnapshot } from '../../domain/rules/snapshot-codec.ts';
import { AppError } from '../../errors.ts';
import type { CredentialsStore } from '../../ports/credentials.ts';
import type { Deadline } from '../../ports/deadline.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RuleSets, SnapshotRef } from '../../ports/rule-set-store.ts';
import type { TableDeps } from './batches.ts';
import { readParts, readPointer, readVersion } from './snapshot-parts.ts';

interface RuleSetsDeps extends TableDeps {
  credentials: CredentialsStore;
  logger: Logger;
  /** Real time in milliseconds, from any start: measures how old the pointer is. */
  nowMs: () => number;
}

/** How old the pointer in memory may be. */
const POINTER_MS = 2_000;
/** A refresh that takes longer has died with a frozen container; the next message begins another. */
const REFRESH_MS = 10_000;
/** Sets kept for repeats of messages that an earlier set answered. */
const EARLIER_SETS = 2;

/** What a container knows of an account. */
interface Held {
  set?: RuleSet;
  pointerReadAt: number;
  refresh?: Promise<void>;
  /** A message ran out of time waiting for the refresh under way: the next ones do not wait for it. */
  late: boolean;
  earlier: Map<number, Promise<RuleSet | undefined>>;
}

/** There is no rule set to answer from. */
export class RuleSetUnavailableError extends AppError {
  readonly code = 'rules-unavailable';
}

/** The published rules in a container's memory, refreshed from `kefu-rule-sets`. */
export function createRuleSets(deps: RuleSetsDeps): RuleSets {
  const accounts = new Map<string, Held>();
  const heldOf = (account: string): Held => {
    const held = accounts.get(account) ?? { pointerReadAt: Number.NEGATIVE_INFINITY, late: false, earlier: new Map() };
    accounts.set(account, held);
    return held;
  };
  return {
    current: (account, deadline) => current(deps, account, heldOf(account), deadline),
    numbered: (account, number, deadline) => numbered(deps, account, heldOf(account), number, deadline),
  };
}

async function current(deps: RuleSetsDeps, account: string, held: Held, deadline: Deadline): Promise<RuleSet> {
  if (held.set && deps.nowMs() - held.pointerReadAt < POINTER_MS && !held.refresh) return held.set;
  held.refresh ??= beginRefresh(deps, account, held);
  if (!held.set || !held.late) held.late = !(await within(deadline, held.refresh)) && held.refresh !== undefined;
  if (!held.set) throw new RuleSetUnavailableError(`the rules of ${account} could not be loaded in time`);
  return held.set;
}

/** Never rejects: what went wrong is logged, and the set in memory stays. */
async function beginRefresh(deps: RuleSetsDeps, account: string, held: Held): Promise<void> {
  try {
    const set = await load(deps, account, held.set, AbortSignal.timeout(REFRESH_MS));
    if (held.set && held.set !== set) remember(held, held.set.number, Promise.resolve(held.set));
    held.set = set;
  } catch (error) {
    deps.logger.warn('rules.load-failed', { account, error: error instanceof Error ? error.name : 'unknown' });
  } finally {
    held.pointerReadAt = deps.nowMs();
    held.late = false;
    delete held.refresh;
  }
}

/** The set that the pointer names: the one in memory if it is that one, else loaded. */
async function load(
  deps: RuleSetsDeps,
  account: string,
  known: RuleSet | undefined,
  signal: AbortSignal,
): Promise<RuleSet> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const pointer = await readPointer(deps, account, signal);
    if (!pointer) return known ?? empty(deps, account);
    if (pointer.live.number === known?.number) return known;
    const set = await readSet(deps, account, pointer.live, signal);
    if (set) return set;
  }
  throw new RuleSetUnavailableError(`the snapshot that the pointer of ${account} names is not there`);
}

/** An account whose rules were never published: its defaults answer. */
async function empty({ credentials }: RuleSetsDeps, account: string): Promise<RuleSet> {
  const known = await credentials.read(account);
  return compile({ account, number: 0, rules: [], settings: defaultSettings(known?.kind ?? 'service') });
}

async function readSet(
  deps: RuleSetsDeps,
  account: string,
  ref: SnapshotRef,
  signal?: AbortSignal,
): Promise<RuleSet | undefined> {
  const bytes = await readParts(deps, account, ref, signal);
  return bytes && compile(decodeSnapshot(bytes));
}

async function numbered(
  deps: RuleSetsDeps,
  account: string,
  held: Held,
  number: number,
  deadline: Deadline,
): Promise<RuleSet | undefined> {
  if (held.set?.number === number) return held.set;
  const known = held.earlier.get(number) ?? readNumbered(deps, account, number).catch(() => undefined);
  remember(held, number, known);
  const set = await Promise.race([known, over(deadline)]);
  if (!set) held.earlier.delete(number);
  return set;
}

async function readNumbered(deps: RuleSetsDeps, account: string, number: number): Promise<RuleSet | undefined> {
  const version = await readVersion(deps, account, number);
  return version && readSet(deps, account, version);
}

function remember({ earlier }: Held, number: number, set: Promise<RuleSet | undefined>): void {
  earlier.delete(number);
  earlier.set(number, set);
  for (const oldest of [...earlier.keys()].slice(0, -EARLIER_SETS)) earlier.delete(oldest);
}

/** Whether the work ended before the deadline. */
const within = (deadline: Deadline, work: Promise<void>): Promise<boolean> =>
  Promise.race([work.then(() => true), over(deadline).then(() => false)]);

/** Resolves when the deadline is over. */
const over = (deadline: Deadline): Promise<undefined> =>
  new Promise((resolve) => deadline.onOver(() => resolve(undefined)));
