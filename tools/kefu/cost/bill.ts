import type { MonthCounts } from './counts.ts';
import { PRICES, type PriceLine, storagePrice, sumOf } from './prices.ts';

/** A month's bill. */
export interface Bill {
  /** What there is without a message, with the tables as they are. */
  idle: PriceLine[];
  /** What the messages cost. */
  messages: PriceLine[];
  /** Dollars a month. */
  idleSum: number;
  monthly: number;
  /** Dollars for a thousand messages of this mixture. */
  perThousand: number;
}

export type Usage = Pick<MonthCounts, 'messages' | 'handOffs' | 'sends' | 'tables'>;

const MILLION = 1e6;
const STORED = 'stored bytes';

/** The bill of a month with these counts. */
export function billOf({ messages, handOffs, sends, tables }: Usage): Bill {
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const stored = Math.max(storagePrice(bytes), PRICES.idle.find(isStorage)?.price ?? 0);
  const idle = PRICES.idle.map((line) => (isStorage(line) ? { ...line, price: stored } : line));
  const scaled = (line: PriceLine, count: number) => ({ ...line, price: (line.price * count) / MILLION });
  const lines = [
    ...PRICES.message.map((line) => scaled(line, messages)),
    scaled(PRICES.extra.handOff, handOffs),
    scaled(PRICES.extra.send, sends),
  ].filter(({ price }) => price > 0);
  const sum = sumOf(lines);
  const perThousand = messages > 0 ? (sum / messages) * 1000 : sumOf(PRICES.message) / 1000;
  return { idle, messages: lines, idleSum: sumOf(idle), monthly: sumOf(idle) + sum, perThousand };
}

const isStorage = ({ en }: PriceLine): boolean => en.includes(STORED);
