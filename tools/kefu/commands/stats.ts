import { Command, Option } from 'commander';
import type { Spread } from '../../../functions/domain/statistics/durations.ts';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { defaultAccount } from '../shared/default-account.ts';
import { invoke } from '../shared/invoke.ts';
import { noteUnknown } from '../shared/known-account.ts';
import type { Language } from '../shared/language.ts';
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
  output.result(answer, describe(answer, output.language));
}

const HEAD_EN = ['period', 'messages', 'solved', 'share', 'unanswered', 'hand-offs', 'sessions', 'gave up', 'missed'];
const HEAD_ZH = ['时段', '消息', '已解决', '占比', '未回答', '转人工', '会话', '放弃等待', '错过窗口'];
const EN = {
  total: 'total',
  kinds: 'kinds',
  events: 'events',
  channels: 'channels',
  products: 'products',
  hit: 'rules hit',
  neverHit: 'rules never hit',
  waiting: 'waiting',
  firstResponse: 'first response',
  sessionLength: 'session length',
  answer: 'answer',
  median: 'median',
  unreadable: 'log lines that could not be read',
  sources: ['source', 'arrivals', 'conversations', 'messages', 'hand-offs', 'conversion'],
  agents: ['agent', 'sessions', 'messages', 'users', 'average s', 'satisfaction'],
};
const ZH: typeof EN = {
  total: '合计',
  kinds: '消息类型',
  events: '事件',
  channels: '渠道',
  products: '商品',
  hit: '命中的规则',
  neverHit: '从未命中的规则',
  waiting: '等待',
  firstResponse: '首次响应',
  sessionLength: '会话时长',
  answer: '应答用时',
  median: '中位数',
  unreadable: '无法读取的日志行',
  sources: ['来源', '到访', '会话', '消息', '转人工', '转化率'],
  agents: ['客服', '会话', '消息', '用户', '平均秒数', '满意度'],
};

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(share * 100).toFixed(1)} %`);
const MOST_ROWS = 20;

function describe({ totals, periods, ...report }: Answer, language: Language): string {
  const [said, head] = language === 'zh' ? [ZH, HEAD_ZH] : [EN, HEAD_EN];
  const spread = ({ count, median, p90 }: Spread, unit: string): string =>
    count === 0 ? '-' : `${said.median} ${median} ${unit}, p90 ${p90} ${unit} (${count})`;
  const top = (rows: { label: string; count: number }[]) =>
    rows
      .slice(0, MOST_ROWS)
      .map(({ label, count }) => `${cut(label)} ${count}`)
      .join(', ') || '-';
  const line = (name: string, row: Report['totals']) => [
    ...[name, row.messages, row.solved, percent(row.solvedShare), row.unanswered],
    ...[row.handOffs, row.sessions, row.gaveUp, row.missed],
  ];
  return [
    table(head, [...periods.map((row) => line(row.period, row)), line(said.total, totals)]),
    `${said.kinds}: ${top(report.kinds)}`,
    `${said.events}: ${top(report.events)}`,
    `${said.channels}: ${top(report.channels)}`,
    `${said.products}: ${top(report.products)}`,
    `${said.hit}: ${top(report.rules)}`,
    `${said.neverHit}: ${report.neverHit.slice(0, MOST_ROWS).join(', ') || '-'}`,
    `${said.waiting}: ${spread(report.waiting, 's')}; ${said.firstResponse}: ${spread(report.firstResponse, 's')}`,
    `${said.sessionLength}: ${spread(report.sessionLength, 's')}; ${said.answer}: ${spread(report.answerMs, 'ms')}`,
    ...(totals.unreadable > 0 ? [`${said.unreadable}: ${totals.unreadable}`] : []),
    ...sourcesTable(report.sources, said.sources),
    ...agentsTable(report.agents, said.agents),
  ].join('\n');
}

function sourcesTable(sources: Report['sources'], head: string[]): string[] {
  if (sources.length === 0) return [];
  const rows = sources.map((one) => [
    cut(one.source),
    one.arrivals,
    one.conversations,
    one.messages,
    one.handOffs,
    percent(one.conversion),
  ]);
  return [table(head, rows)];
}

function agentsTable(agents: Report['agents'], head: string[]): string[] {
  if (agents.length === 0) return [];
  const rows = agents.map((one) => [
    ...[one.kfAccount, one.sessions, one.messages, one.users, one.averageSessionSeconds],
    one.satisfaction === undefined ? '' : `${one.satisfaction.toFixed(2)} (${one.ratings})`,
  ]);
  return [table(head, rows)];
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
