import type { OnlineAgent } from './agents.ts';

/** A kf account that may serve users: what was seen of it online, and what its team declared. */
export interface Seat extends OnlineAgent {
  groups: readonly string[];
  skills?: readonly string[];
  /** Epoch seconds since when it has served nobody or was given nobody; absent = longest of all. */
  lastGivenAt?: number;
}

/** Whom a user should reach. */
export interface AllocationRequest {
  /** One seat, or anybody of a group, with a skill, or both; none of it = anybody. */
  kfAccount?: string;
  group?: string;
  skill?: string;
  /** The kf account that served the user last, or its prefix. */
  previousKfAccount?: string;
  /** Seconds the user has waited so far. */
  waitedSeconds: number;
  /** Groups to try when the wanted one is full, each from so many seconds of waiting on. */
  overflow?: readonly { group: string; afterSeconds: number }[];
}

/** Why a seat was chosen, or why none was: stored with the hand-off and shown to the team. */
export type AllocationReason =
  | 'named'
  | 'same-as-last-time'
  | 'least-busy'
  | 'overflow'
  | 'named-cannot-take'
  | 'group-full'
  | 'nobody-free';

/** Without `kfAccount` the user waits in the common queue, where every agent sees them. */
export interface Allocation {
  kfAccount?: string;
  group?: string;
  reason: AllocationReason;
}

/**
 * Whether a user named to this seat would be served now. WeChat keeps a user who is named to somebody absent or full
 * from everybody else, so an unknown load or capacity counts as no.
 */
export function canTake(seat: OnlineAgent): boolean {
  return seat.autoAccept && seat.acceptedCases !== undefined && seat.acceptedCases < (seat.capacity ?? 0);
}

/** A bare prefix will do: all seats of an account end in its 微信号. */
export const isSeat = (kfAccount: string, name: string): boolean =>
  kfAccount === name || kfAccount.split('@', 1)[0] === name;

/**
 * Choose who should serve a user: the seat asked for; else within the group the one who served them last, then the
 * least busy by load against capacity, then who was given nobody for longest. One pass over the seats.
 */
export function allocate(seats: readonly Seat[], request: AllocationRequest): Allocation {
  if (request.kfAccount !== undefined) {
    const wanted = request.kfAccount;
    const named = seats.find(({ kfAccount }) => isSeat(kfAccount, wanted));
    if (named && canTake(named)) return { kfAccount: named.kfAccount, reason: 'named' };
    if (!request.overflow?.length) return { reason: 'named-cannot-take' };
  } else {
    const first = fromGroup(seats, request);
    if (first) return first;
  }
  const isAnybody = request.group === undefined && request.skill === undefined;
  return fromOverflow(seats, request) ?? { reason: isAnybody ? 'nobody-free' : 'group-full' };
}

type Wanted = Pick<AllocationRequest, 'group' | 'skill' | 'previousKfAccount'>;

function fromGroup(
  seats: readonly Seat[],
  { group, skill, previousKfAccount: previous }: Wanted,
): Allocation | undefined {
  let best: Seat | undefined;
  for (const seat of seats) {
    if (group !== undefined && !seat.groups.includes(group)) continue;
    if ((skill !== undefined && !seat.skills?.includes(skill)) || !canTake(seat)) continue;
    if (previous !== undefined && isSeat(seat.kfAccount, previous)) return given(seat, group, 'same-as-last-time');
    if (!best || comesBefore(seat, best)) best = seat;
  }
  return best && given(best, group, 'least-busy');
}

function fromOverflow(seats: readonly Seat[], request: AllocationRequest): Allocation | undefined {
  for (const { group, afterSeconds } of request.overflow ?? []) {
    if (request.waitedSeconds < afterSeconds) continue;
    // Somebody of the other group who lacks the skill is better than nobody.
    const { previousKfAccount } = request;
    const found = fromGroup(seats, { group, ...(previousKfAccount !== undefined && { previousKfAccount }) });
    if (found) return { ...found, reason: 'overflow' };
  }
  return undefined;
}

function given(seat: Seat, group: string | undefined, reason: AllocationReason): Allocation {
  return { kfAccount: seat.kfAccount, ...(group === undefined ? {} : { group }), reason };
}

/** Load against capacity, then the longest without a new user, then the name, so that equal seats are chosen alike. */
function comesBefore(a: Seat, b: Seat): boolean {
  const load = loadOf(a) - loadOf(b);
  if (load !== 0) return load < 0;
  const given = (a.lastGivenAt ?? 0) - (b.lastGivenAt ?? 0);
  return given !== 0 ? given < 0 : a.kfAccount < b.kfAccount;
}

function loadOf({ acceptedCases = 0, capacity = 1 }: Seat): number {
  return acceptedCases / capacity;
}
