import { Command } from 'commander';
import { billOf, type Usage } from '../cost/bill.ts';
import { type MonthCounts, monthCounts } from '../cost/counts.ts';
import { PRICES, type PriceLine } from '../cost/prices.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { table } from '../shared/table.ts';
import { wholeNumber } from '../shared/whole-number.ts';

/** `kefu cost`: what a month costs, line by line, and what each option adds. */
export const costCommand = () =>
  new Command('cost')
    .description('what a month costs by your own counts, line by line, and what options add · 费用')
    .option('--messages <n>', 'so many messages a month; else what was counted in the last 30 days', wholeNumber(0))
    .action(async ({ messages }: { messages?: number }, command: Command) => {
      const context = contextOf(command);
      const counted = messages === undefined ? await ownCounts(context) : undefined;
      show(context, counted ?? { messages: messages ?? SAMPLE, handOffs: 0, sends: 0, tables: [] }, counted);
    });

/** For whoever has nothing deployed yet. */
const SAMPLE = 1000;

/** Undefined before anything is deployed: prices are for that time too. */
async function ownCounts({ target, output }: Context): Promise<MonthCounts | undefined> {
  try {
    return await monthCounts(target, Date.now());
  } catch (error) {
    if (!(error instanceof Failure) || error.exit !== 'unreachable' || !target.local) throw error;
    output.note({
      zh: `没有连接到部署，按每月 ${SAMPLE} 条消息计算；加 --region 或 --profile 按实际数量计算。`,
      en: `No deployment was asked, so this is for ${SAMPLE} messages a month; --region or --profile takes what yours counted.`,
    });
    return undefined;
  }
}

function show({ output }: Context, usage: Usage, counted: MonthCounts | undefined): void {
  const bill = billOf(usage);
  const row = ({ price, ...line }: PriceLine, mark = '  ') => [
    `${mark}${output.say(line).replaceAll('`', '')}`,
    dollars(price),
  ];
  const heading = (zh: string, en: string, price: number) => [output.say({ zh, en }), dollars(price)];
  const { messages } = usage;
  const rows = [
    heading('没有消息时，每月', 'Idle, a month', bill.idleSum),
    ...bill.idle.filter(({ price }) => price > 0).map((line) => row(line)),
    heading(`${messages} 条消息`, `${messages} messages`, bill.monthly - bill.idleSum),
    ...bill.messages.map((line) => row(line)),
    heading('合计，每月', 'Sum of a month', bill.monthly),
    heading('每 1,000 条消息', 'A thousand messages', bill.perThousand),
    ...PRICES.options.map((line) => row(line, '+ ')),
  ];
  const parts = [table(['', '$'], rows), ...(counted ? [own(output, counted)] : []), about(output)];
  const { idle, messages: lines, idleSum, monthly, perThousand } = bill;
  const { asOf, region, options } = PRICES;
  const facts = { asOf, region, messages, monthly, idlePerMonth: idleSum, perThousand, ...(counted && { counted }) };
  output.result({ ...facts, lines: { idle, messages: lines }, options }, parts.join('\n'));
}

const dollars = (price: number): string => (price === 0 || price >= 0.01 ? price.toFixed(2) : price.toFixed(5));

function own({ say }: Context['output'], { accounts, messages, handOffs, sends, tables }: MonthCounts): string {
  const items = tables.reduce((sum, one) => sum + one.items, 0);
  return say({
    zh: `最近 30 天的实际数量：${accounts} 个账号，${messages} 次推送，转人工 ${handOffs} 次，客服消息 ${sends} 条；表中 ${items} 项。`,
    en: `Counted in the last 30 days: ${accounts} accounts, ${messages} pushes, ${handOffs} hand-offs, ${sends} custom sends; ${items} items in the tables.`,
  });
}

const about = ({ say }: Context['output']): string =>
  say({
    zh: `按 ${PRICES.region} 的标价，${PRICES.asOf}，不计首年免费额度；香港约贵三分之一。`,
    en: `List prices of ${PRICES.region}, ${PRICES.asOf}, without the free tiers of the first year; Hong Kong costs about a third more.`,
  });
