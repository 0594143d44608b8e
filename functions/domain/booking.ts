import type { Booking, OnlineList } from './agents.ts';
import { type Allocation, type AllocationRequest, allocate, isSeat, type Seat } from './allocation.ts';
import type { DeclaredAgent, Settings } from './rules/settings.ts';

/** What the settings say of groups and seats. */
export type Team = Pick<Settings, 'groups' | 'agents' | 'overflow'>;

/** WeChat's figures may lack an assignment for so long: until then its booking counts beside them. */
const SETTLED_SECONDS = 5;

/** The agents online as seats of the team, with what was booked on them, and what each booking got. */
export interface Replay {
  seats: Seat[];
  allocations: Map<string, Allocation>;
}

/**
 * Give away all that was booked since the list was seen, in order: whoever works it out finds the same, so two
 * containers never give away one place twice.
 */
export function replay(list: OnlineList, team: Team): Replay {
  const seats = list.agents.map((agent) => seatOf(agent, team));
  const allocations = new Map<string, Allocation>();
  for (const booking of list.bookings ?? []) {
    if (allocations.has(booking.key) || booking.at < list.seenAt - SETTLED_SECONDS) continue;
    allocations.set(booking.key, take(seats, booking, team, 0));
  }
  return { seats, allocations };
}

/** The settings know best what a seat takes. They name it in full or by its prefix. */
function seatOf(agent: OnlineList['agents'][number], team: Team): Seat {
  const { agents } = team;
  const prefix = agent.kfAccount.split('@', 1)[0] ?? '';
  const declared: DeclaredAgent | undefined = agents[agent.kfAccount] ?? agents[prefix];
  const index = groupsBySeat(team);
  const [byName = NONE, byPrefix = NONE] = [index.get(agent.kfAccount), index.get(prefix)];
  const groups = byPrefix === NONE ? byName : byName === NONE ? byPrefix : [...byName, ...byPrefix];
  return { ...agent, ...declared, groups };
}

const NONE: readonly string[] = [];

/** Settings stay in memory as long as their rule set: a hundred agents are looked up for each hand-off. */
const indexes = new WeakMap<Team['groups'], Map<string, string[]>>();

function groupsBySeat({ groups }: Team): Map<string, string[]> {
  const known = indexes.get(groups);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  for (const [group, seats] of Object.entries(groups)) {
    for (const seat of seats) index.set(seat, [...(index.get(seat) ?? []), group]);
  }
  indexes.set(groups, index);
  return index;
}

/** Give one of the seats to a booking; the seat has one user more then. */
export function take(seats: Seat[], booking: Booking, team: Team, waitedSeconds: number): Allocation {
  const allocation = allocate(seats, requestOf(booking, team, waitedSeconds));
  const seat = seats.find(({ kfAccount }) => kfAccount === allocation.kfAccount);
  if (seat !== undefined) {
    seat.acceptedCases = (seat.acceptedCases ?? 0) + 1;
    seat.lastGivenAt = booking.at;
  }
  return allocation;
}

const requestOf = (
  { kfAccount, group, skill, previous }: Booking,
  { overflow }: Team,
  waitedSeconds: number,
): AllocationRequest => ({
  ...(kfAccount !== undefined && { kfAccount }),
  ...(group !== undefined && { group }),
  ...(skill !== undefined && { skill }),
  ...(previous !== undefined && { previousKfAccount: previous }),
  waitedSeconds,
  overflow: overflow?.[group ?? ''] ?? [],
});

/**
 * Seats for which a session may be asked although they are not named: those who take users by hand. Nobody of a group
 * who is known to be full, since `kfsession/create` would not mind.
 */
export function askable(seats: readonly Seat[], wanted: readonly string[]): string[] {
  return seats
    .filter(({ kfAccount }) => wanted.some((name) => isSeat(kfAccount, name)))
    .filter(({ capacity, acceptedCases = 0 }) => capacity === undefined || acceptedCases < capacity)
    .sort((a, b) => (a.acceptedCases ?? 0) - (b.acceptedCases ?? 0))
    .map(({ kfAccount }) => kfAccount);
}

/** The seats that a hand-off wants by name, by group or by skill, in full or by their prefixes; none = anybody. */
export function seatsWanted(
  { kfAccount, group, skill }: Pick<Booking, 'kfAccount' | 'group' | 'skill'>,
  { groups, agents }: Team,
): string[] {
  if (kfAccount !== undefined) return [kfAccount];
  if (skill === undefined) return groups[group ?? ''] ?? [];
  const skilled = Object.keys(agents).filter((name) => agents[name]?.skills?.includes(skill));
  const members = group === undefined ? undefined : (groups[group] ?? []);
  return members === undefined
    ? skilled
    : skilled.filter((name) => members.some((one) => isSeat(name, one) || isSeat(one, name)));
}
