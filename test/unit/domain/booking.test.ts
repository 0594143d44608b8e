import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Booking, OnlineList } from '../../../functions/domain/agents.ts';
import { askable, replay } from '../../../functions/domain/booking.ts';
import { NOW } from '../../support/push.ts';

const team = { groups: { sales: ['a', 'b', 'c'] }, agents: {} };
const agent = (kfAccount: string, acceptedCases: number, capacity: number) => ({
  kfAccount: `${kfAccount}@shop`,
  acceptedCases,
  capacity,
  autoAccept: true,
});
const booking = (n: number, change: Partial<Booking> = {}): Booking => ({
  key: `k${n}`,
  at: NOW,
  group: 'sales',
  ...change,
});

describe('bookings', () => {
  it('fill no seat beyond its capacity, and leave none free while somebody waits', () => {
    const seat = fc.record({ accepted: fc.integer({ min: 0, max: 5 }), capacity: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(fc.tuple(seat, seat, seat), fc.integer({ min: 0, max: 25 }), (seats, count) => {
        const agents = seats.map(({ accepted, capacity }, n) => agent('abc'.charAt(n), accepted, capacity));
        const bookings = Array.from({ length: count }, (_, n) => booking(n));
        const result = replay({ seenAt: NOW, agents, bookings }, team);
        const free = agents.reduce((sum, one) => sum + Math.max(0, one.capacity - one.acceptedCases), 0);
        const given = [...result.allocations.values()].filter(({ kfAccount }) => kfAccount !== undefined);
        expect(given).toHaveLength(Math.min(free, count));
        expect(
          result.seats.every(
            (one, n) => (one.acceptedCases ?? 0) <= Math.max(one.capacity ?? 0, agents[n]?.acceptedCases ?? 0),
          ),
        ).toBe(true);
      }),
    );
  });

  it('of one message are one', () => {
    const list: OnlineList = {
      seenAt: NOW,
      agents: [agent('a', 0, 2)],
      bookings: [booking(1), booking(1), booking(2)],
    };
    expect(replay(list, team).seats[0]?.acceptedCases).toBe(2);
  });

  it.each([
    [5, 1],
    [6, 0],
  ])('made %d s before the list was seen count as %d', (seconds, count) => {
    const list = { seenAt: NOW, agents: [agent('a', 0, 2)], bookings: [booking(1, { at: NOW - seconds })] };
    expect(replay(list, team).seats[0]?.acceptedCases).toBe(count);
  });
});

describe('askable', () => {
  it('leaves out the full, the absent and those of other groups, the least busy first', () => {
    const { seats } = replay(
      { seenAt: NOW, agents: [agent('a', 3, 5), agent('b', 5, 5), agent('c', 1, 5), agent('d', 0, 5)] },
      team,
    );
    expect(askable(seats, ['a', 'b', 'c', 'e'])).toEqual(['c@shop', 'a@shop']);
  });
});
