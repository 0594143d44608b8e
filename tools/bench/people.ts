import type { OnlineList } from '../../functions/domain/agents.ts';
import { allocate, type Seat } from '../../functions/domain/allocation.ts';
import { replay, take } from '../../functions/domain/booking.ts';
import { parseSessionFrom } from '../../functions/domain/session-from.ts';
import type { Row } from './row.ts';

const BATCHES = 21;

/** Who the customer is, and who gets them: what the callback does for it. */
export function peopleRows(): Row[] {
  return [
    { name: 'session-from, parsed', value: perCall(2_000, sessionFrom), unit: 'µs', bar: 10 },
    { name: 'allocation among 100 agents', value: perCall(1_000, allocation()), unit: 'µs', bar: 50 },
    { name: 'hand-off among 100 agents, 20 booked before', value: perCall(200, handOff()), unit: 'µs' },
  ];
}

/** Median over batches, after as many to warm up. CPU time: what else the machine does is none of it. */
function perCall(batch: number, work: (at: number) => unknown): number {
  const times = Array.from({ length: 2 * BATCHES }, (_, round) => {
    const start = process.cpuUsage();
    for (let at = 0; at < batch; at++) work(round * batch + at);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / batch;
  });
  return times.slice(BATCHES).sort((a, b) => a - b)[BATCHES >> 1] ?? 0;
}

const sessionFrom = (at: number) => {
  const ecv = {
    vipNo: `V${at}`,
    vipName: '王女士',
    regTime: '2026-01-01 09:00:00',
    gender: '女',
    phone: '13800000000',
  };
  const custom = JSON.stringify({ ecv, product: `茶杯 ${at}`, page: 'pages/goods/index' });
  return parseSessionFrom(`商品页|小王${at}|https://example.com/avatar/${at}.png|${custom}`);
};

const GROUPS = ['售前', '售后', '维修', '投诉'];
const name = (at: number) => `kf${at}@shop`;
const agents = Object.fromEntries(
  Array.from({ length: 100 }, (_, at) => [name(at), { capacity: 6, autoAccept: true }]),
);
const groups = Object.fromEntries(
  GROUPS.map((group, at) => [group, Object.keys(agents).filter((_, seat) => seat % GROUPS.length === at)]),
);

function allocation() {
  const seats: Seat[] = Object.keys(agents).map((kfAccount, at) => ({
    kfAccount,
    acceptedCases: at % 6,
    capacity: 6,
    autoAccept: true,
    groups: [GROUPS[at % GROUPS.length] ?? ''],
  }));
  return (at: number) =>
    allocate(seats, { group: GROUPS[at % 4] ?? '', previousKfAccount: name((at * 7) % 100), waitedSeconds: 0 });
}

function handOff() {
  const online = Object.keys(agents).map((kfAccount, at) => ({ kfAccount, acceptedCases: at % 6, autoAccept: true }));
  const bookings = Array.from({ length: 20 }, (_, at) => ({ key: `k${at}`, at: 1, group: GROUPS[at % 4] ?? '' }));
  const list: OnlineList = { seenAt: 1, agents: online, bookings };
  return (at: number) => {
    const { seats } = replay(list, { groups, agents });
    return take(seats, { key: 'mine', at: 1, group: GROUPS[at % 4] ?? '' }, { groups, agents }, 0);
  };
}
