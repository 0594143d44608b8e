import { PRICES, type PriceLine, sumOf } from '../kefu/cost/prices.ts';

/** Tables of docs/cost.md, by the name in the comment before each. */
const TABLES: Record<string, () => string[]> = {
  message: () => [
    '| line | how much | price | a million messages |',
    '|---|---|---|---|',
    ...PRICES.message.map(({ en, amount, unit, price }) => `| ${en} | ${amount} | ${unit} | ${dollars(price)} |`),
    `| **sum** | | | **${dollars(sumOf(PRICES.message))}** |`,
  ],
  extra: () => [
    '| a million of | which is | costs about |',
    '|---|---|---|',
    ...Object.values(PRICES.extra).map(monthly),
  ],
  idle: () => [
    '| line | how much | price | a month |',
    '|---|---|---|---|',
    ...PRICES.idle.map(({ en, amount, unit, price }) => `| ${en} | ${amount} | ${unit} | ${dollars(price)} |`),
    `| **sum** | | | **${dollars(sumOf(PRICES.idle))}** |`,
  ],
  options: () => ['| option | what | a month |', '|---|---|---|', ...PRICES.options.map(monthly)],
};

const monthly = ({ en, amount, price }: PriceLine): string => `| ${en} | ${amount} | ${dollars(price)} |`;
const dollars = (price: number): string => `$${price.toFixed(2)}`;
const BLOCK = /(<!-- npm run docs: (\w+) -->\n)[\s\S]*?(\n<!-- end -->)/g;

/** The page with its tables made anew from the prices that `kefu cost` uses. */
export const withCostTables = (page: string): string =>
  page.replace(
    BLOCK,
    (_all, begin: string, name: string, end: string) => begin + (TABLES[name]?.() ?? []).join('\n') + end,
  );
