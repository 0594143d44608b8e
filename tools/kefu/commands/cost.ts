import { Command, InvalidArgumentError } from 'commander';
import { PRICES, type PriceLine, sumOf } from '../cost/prices.ts';
import { contextOf } from '../shared/context.ts';
import { table } from '../shared/table.ts';

/** `kefu cost`: what a month costs, line by line, and what each option adds. */
export const costCommand = () =>
  new Command('cost')
    .description('what a month costs, line by line, and what options add · 费用')
    .option('--messages <n>', 'messages a month, as kefu stats counts them', wholeNumber, 1000)
    .action((options: { messages: number }, command: Command) => {
      const { output } = contextOf(command);
      const { messages } = options;
      const scaled = PRICES.perThousand.map((line) => ({ ...line, price: (line.price * messages) / 1000 }));
      const sum = sumOf(PRICES.idle) + sumOf(scaled);
      const row = ({ price, ...words }: PriceLine) => [output.say(words), dollars(price)];
      const rows = [
        [output.say({ zh: '没有消息时', en: 'Idle' }), dollars(sumOf(PRICES.idle))],
        ...PRICES.idle.map(row),
        [output.say({ zh: `${messages} 条消息`, en: `${messages} messages` }), dollars(sumOf(scaled))],
        ...scaled.map(row),
        [output.say({ zh: '合计（每月）', en: 'Sum of a month' }), dollars(sum)],
        ...PRICES.options.map((line) => [`+ ${output.say(line)}`, dollars(line.price)]),
      ];
      const about = output.say({
        zh: `按 ${PRICES.region} 的标价，${PRICES.asOf}，不计免费额度；香港约贵三分之一。`,
        en: `List prices of ${PRICES.region}, ${PRICES.asOf}, without free tiers; Hong Kong costs about a third more.`,
      });
      output.result({ ...PRICES, messages, monthly: sum }, `${table(['', '$'], rows)}\n${about}`);
    });

const dollars = (price: number): string => (price === 0 || price >= 0.01 ? price.toFixed(2) : price.toFixed(5));

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('a whole number');
  return number;
}
