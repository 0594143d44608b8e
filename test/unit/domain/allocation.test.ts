import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocationRequest, allocate, canTake, type Seat } from '../../../functions/domain/allocation.ts';

const aSeat = (change: Partial<Seat> = {}): Seat => ({
  kfAccount: 'a@shop',
  acceptedCases: 0,
  capacity: 5,
  autoAccept: true,
  groups: ['sales'],
  ...change,
});
const asked = (change: Partial<AllocationRequest> = {}): AllocationRequest => ({ waitedSeconds: 0, ...change });

describe('canTake', () => {
  it.each([
    ['free', {}, true],
    ['one below capacity', { acceptedCases: 4 }, true],
    ['at capacity', { acceptedCases: 5 }, false],
    ['not accepting by itself', { autoAccept: false }, false],
  ])('%s', (_, change, expected) => {
    expect(canTake(aSeat(change))).toBe(expected);
  });

  it('takes an unknown load or capacity as no', () => {
    const { acceptedCases: _load, ...unknownLoad } = aSeat();
    const { capacity: _capacity, ...unknownCapacity } = aSeat();
    expect([canTake(unknownLoad), canTake(unknownCapacity)]).toEqual([false, false]);
  });
});

describe('allocate', () => {
  it.each<[string, Seat[], Partial<AllocationRequest>, object]>([
    ['the named seat', [aSeat()], { kfAccount: 'a@shop' }, { kfAccount: 'a@shop', reason: 'named' }],
    [
      'nobody when the named seat is full',
      [aSeat({ acceptedCases: 5 })],
      { kfAccount: 'a@shop' },
      { reason: 'named-cannot-take' },
    ],
    ['nobody when the named seat is offline', [], { kfAccount: 'a@shop' }, { reason: 'named-cannot-take' }],
    [
      'the seat of last time, though busier',
      [aSeat(), aSeat({ kfAccount: 'b@shop', acceptedCases: 4 })],
      { group: 'sales', previousKfAccount: 'b@shop' },
      { kfAccount: 'b@shop', group: 'sales', reason: 'same-as-last-time' },
    ],
    [
      'not the seat of last time when it left the group',
      [aSeat(), aSeat({ kfAccount: 'b@shop', groups: ['repair'] })],
      { group: 'sales', previousKfAccount: 'b@shop' },
      { kfAccount: 'a@shop', group: 'sales', reason: 'least-busy' },
    ],
    [
      'the least busy against capacity',
      [aSeat({ acceptedCases: 2, capacity: 4 }), aSeat({ kfAccount: 'b@shop', acceptedCases: 3, capacity: 10 })],
      {},
      { kfAccount: 'b@shop', reason: 'least-busy' },
    ],
    [
      'the longest without a new user among equals',
      [aSeat({ lastGivenAt: 20 }), aSeat({ kfAccount: 'b@shop', lastGivenAt: 10 })],
      {},
      { kfAccount: 'b@shop', reason: 'least-busy' },
    ],
    ['nobody of another group', [aSeat()], { group: 'repair' }, { reason: 'group-full' }],
    ['nobody when nobody is online', [], {}, { reason: 'nobody-free' }],
    [
      'no overflow before its time',
      [aSeat()],
      { group: 'repair', waitedSeconds: 59, overflow: [{ group: 'sales', afterSeconds: 60 }] },
      { reason: 'group-full' },
    ],
    [
      'the overflow group from its time on',
      [aSeat()],
      { group: 'repair', waitedSeconds: 60, overflow: [{ group: 'sales', afterSeconds: 60 }] },
      { kfAccount: 'a@shop', group: 'sales', reason: 'overflow' },
    ],
    [
      'the overflow group when the named seat cannot take',
      [aSeat({ kfAccount: 'b@shop' })],
      { kfAccount: 'a@shop', overflow: [{ group: 'sales', afterSeconds: 0 }] },
      { kfAccount: 'b@shop', group: 'sales', reason: 'overflow' },
    ],
  ])('gives %s', (_, seats, request, expected) => {
    expect(allocate(seats, asked(request))).toEqual(expected);
  });

  it('never gives a user to somebody who cannot take them', () => {
    const anySeat = fc.record({
      kfAccount: fc.constantFrom('a', 'b', 'c', 'd'),
      acceptedCases: fc.nat(6),
      capacity: fc.nat(6),
      autoAccept: fc.boolean(),
      groups: fc.subarray(['sales', 'repair']),
    });
    const anyRequest = fc.record(
      {
        kfAccount: fc.constantFrom('a', 'b'),
        group: fc.constantFrom('sales', 'repair'),
        previousKfAccount: fc.constantFrom('a', 'c'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.uniqueArray(anySeat, { selector: ({ kfAccount }) => kfAccount }), anyRequest, (seats, request) => {
        const { kfAccount } = allocate(seats, asked(request));
        const seat = seats.find((candidate) => candidate.kfAccount === kfAccount);
        expect(kfAccount === undefined || (seat !== undefined && canTake(seat))).toBe(true);
      }),
    );
  });
});

describe('a day of 10,000 users and 50 agents', () => {
  const day = simulateDay({ users: 10_000, agents: 50, capacity: 6, sessionSeconds: 600, seed: 7 });

  it('puts no agent above capacity', () => {
    expect(Math.max(...day.peaks)).toBeLessThanOrEqual(6);
  });

  it('spreads the sessions within 10 % of even', () => {
    const even = day.served / day.totals.length;
    expect(Math.max(...day.totals.map((total) => Math.abs(total - even) / even))).toBeLessThanOrEqual(0.1);
  });

  it('brings at least 95 % of returning users back to their agent when that agent is free', () => {
    expect(day.returnedToOwn / day.returnedWhileFree).toBeGreaterThanOrEqual(0.95);
    expect(day.returnedWhileFree).toBeGreaterThan(1_000);
  });

  it('serves everybody there is room for', () => {
    expect(day.served).toBe(10_000);
  });
});

/** Users come at random over twelve hours, three in ten of them again; sessions last a while; nothing else is known. */
function simulateDay(day: { users: number; agents: number; capacity: number; sessionSeconds: number; seed: number }) {
  const random = seeded(day.seed);
  const seats = Array.from({ length: day.agents }, (_, i) => aSeat({ kfAccount: `agent${i}`, capacity: day.capacity }));
  const totals = new Map<string, number>();
  const peaks = new Map<string, number>();
  const ends: { at: number; seat: Seat }[] = [];
  const servedBy: string[] = [];
  let returnedWhileFree = 0;
  let returnedToOwn = 0;
  const arrivals = Array.from({ length: day.users }, () => random() * 43_200).sort((a, b) => a - b);
  for (const now of arrivals) {
    for (const { seat } of ends.splice(0, ends.findIndex(({ at }) => at > now) >>> 0))
      seat.acceptedCases = (seat.acceptedCases ?? 1) - 1;
    const previous = random() < 0.3 ? servedBy[Math.floor(random() * servedBy.length)] : undefined;
    const ownIsFree = seats.some((seat) => seat.kfAccount === previous && canTake(seat));
    const { kfAccount } = allocate(seats, asked(previous === undefined ? {} : { previousKfAccount: previous }));
    const seat = seats.find((candidate) => candidate.kfAccount === kfAccount);
    if (ownIsFree) returnedWhileFree++;
    if (ownIsFree && kfAccount === previous) returnedToOwn++;
    if (!seat) continue;
    seat.acceptedCases = (seat.acceptedCases ?? 0) + 1;
    seat.lastGivenAt = now;
    totals.set(seat.kfAccount, (totals.get(seat.kfAccount) ?? 0) + 1);
    peaks.set(seat.kfAccount, Math.max(peaks.get(seat.kfAccount) ?? 0, seat.acceptedCases));
    servedBy.push(seat.kfAccount);
    ends.push({ at: now + day.sessionSeconds * (0.2 + 1.6 * random()), seat });
    ends.sort((a, b) => a.at - b.at);
  }
  return {
    totals: seats.map(({ kfAccount }) => totals.get(kfAccount) ?? 0),
    peaks: [...peaks.values()],
    served: servedBy.length,
    returnedWhileFree,
    returnedToOwn,
  };
}

/** A small linear congruential generator: the same day every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
