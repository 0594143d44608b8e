import { Command, Option } from 'commander';
import type { Spread } from '../../../functions/domain/statistics/durations.ts';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { defaultAccount } from '../shared/default-account.ts';
import { invoke } from '../shared/invoke.ts';
import { noteUnknown } from '../shared/known-account.ts';
import { cut, moment, table } from '../shared/table.ts';
import { wholeNumber } from '../shared/whole-number.ts';
import { type Pictures, withPictures, writePictures } from '../stats/pictures.ts';

interface When {
  from?: string;
  to?: string;
  timeZone?: string;
}

interface ReportOptions extends When, Pictures {
  unit: 'day' | 'hour';
  csv?: boolean;
}

type Answer = Report & { from: number; to: number };

/** `kefu stats`: how the day went. */
export function statsCommand(): Command {
  const stats = new Command('stats').description('how the day went: messages, rules, hand-offs, agents · 统计');
  const reported = stats.command('report', { isDefault: true }).description('the report of an account · 统计报表');
  withPictures(withWhen(reported))
    .addOption(new Option('--unit <unit>', 'length of a period').choices(['day', 'hour']).default('day'))
    .option('--csv', 'the periods as CSV')
    .action(async (account: string | undefined, options: ReportOptions, command: Command) => {
      const context = contextOf(command);
      await report(context, account ?? defaultAccount(context.target), options);
    });
  withWhen(stats.command('unanswered').description('questions that no rule answered · 未回答的问题'))
    .option('--limit <n>', 'at most so many', wholeNumber(1, 5000), 100)
    .option('--csv', 'as CSV')
    .action(async (account: string | undefined, options: When & { limit: number; csv?: boolean }, command: Command) => {
      const context = contextOf(command);
      await unanswered(context, account ?? defaultAccount(context.target), options);
    });
  return stats;
}

const withWhen = (command: Command): Command =>
  command
    .argument('[account]')
    .option('--from <day>', 'as 2026-11-01; else seven days before the end')
    .option('--to <day>', 'that day included; else now')
    .option('--time-zone <name>', 'IANA name, else Asia/Shanghai');

async function report(context: Context, account: string, options: ReportOptions): Promise<void> {
  const { target, output } = context;
  const { csv, svg, png, chart, font, ...asked } = options;
  if (csv) {
    const answer = await invoke<{ csv: string }>(target, 'admin-statistics', 'report', {
      account,
      ...asked,
      format: 'csv',
    });
    output.result(answer, answer.csv.trimEnd());
    return;
  }
  const answer = await invoke<Answer>(target, 'admin-statistics', 'report', { account, ...asked });
  if (answer.periods.length === 0) await noteUnknown(context, account);
  if (svg !== undefined || png !== undefined) {
    // Pictures show the hours of the day too.
    const hourly = await invoke<Answer>(target, 'admin-statistics', 'report', { account, ...asked, unit: 'hour' });
    const title = `${account} ${moment(hourly.from).slice(0, 10)} – ${moment(hourly.to - 1).slice(0, 10)}`;
    await writePictures({ title, report: hourly, language: output.language }, { svg, png, chart, font });
  }
  output.result(answer, describe(answer));
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(share * 100).toFixed(1)} %`);
const spread = ({ count, median, p90 }: Spread, unit: string): string =>
  count === 0 ? '-' : `median ${median} ${unit}, p90 ${p90} ${unit} (${count})`;
const MOST_ROWS = 20;

function describe({ totals, periods, ...report }: Answer): string {
  const top = (rows: { label: string; count: number }[]) =>
    rows
      .slice(0, MOST_ROWS)
      .map(({ label, count }) => `${cut(label)} ${count}`)
      .join(', ') || '-';
  const head = ['period', 'messages', 'solved', 'share', 'unanswered', 'hand-offs', 'sessions', 'gave up', 'missed'];
  const line = (name: string, row: Report['totals']) => [
    ...[name, row.messages, row.solved, percent(row.solvedShare), row.unanswered],
    ...[row.handOffs, row.sessions, row.gaveUp, row.missed],
  ];
  return [
    table(head, [...periods.map((row) => line(row.period, row)), line('total', totals)]),
    `kinds: ${top(report.kinds)}`,
    `events: ${top(report.events)}`,
    `channels: ${top(report.channels)}`,
    `products: ${top(report.products)}`,
    `rules hit: ${top(report.rules)}`,
    `rules never hit: ${report.neverHit.slice(0, MOST_ROWS).join(', ') || '-'}`,
    `waiting: ${spread(report.waiting, 's')}; first response: ${spread(report.firstResponse, 's')}`,
    `session length: ${spread(report.sessionLength, 's')}; answer: ${spread(report.answerMs, 'ms')}`,
    ...(totals.unreadable > 0 ? [`log lines that could not be read: ${totals.unreadable}`] : []),
    ...sourcesTable(report.sources),
    ...agentsTable(report.agents),
  ].join('\n');
}

function sourcesTable(sources: Report['sources']): string[] {
  if (sources.length === 0) return [];
  const rows = sources.map((one) => [
    cut(one.source),
    one.arrivals,
    one.conversations,
    one.messages,
    one.handOffs,
    percent(one.conversion),
  ]);
  return [table(['source', 'arrivals', 'conversations', 'messages', 'hand-offs', 'conversion'], rows)];
}

function agentsTable(agents: Report['agents']): string[] {
  if (agents.length === 0) return [];
  const rows = agents.map((one) => [
    ...[one.kfAccount, one.sessions, one.messages, one.users, one.averageSessionSeconds],
    one.satisfaction === undefined ? '' : `${one.satisfaction.toFixed(2)} (${one.ratings})`,
  ]);
  return [table(['agent', 'sessions', 'messages', 'users', 'average s', 'satisfaction'], rows)];
}

async function unanswered(
  { target, output }: Context,
  account: string,
  { limit, csv, ...when }: When & { limit: number; csv?: boolean },
): Promise<void> {
  const fields = { account, ...when, limit, format: csv ? 'csv' : 'json' };
  const answer = await invoke<{ questions?: { text: string; at: number }[]; csv?: string }>(
    target,
    'admin-statistics',
    'unanswered',
    fields,
  );
  const rows = (answer.questions ?? []).map(({ text, at }) => [moment(at), cut(text, 60)]);
  output.result(answer, answer.csv?.trimEnd() ?? table(['when', 'question'], rows));
}
