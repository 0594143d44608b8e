import type { Report, Totals } from '../../functions/domain/statistics/report.ts';
import { columns } from './columns.ts';
import { type Ranking, ranking } from './ranking.ts';
import type { Chart } from './shape.ts';
import { duration, type Language } from './words.ts';

/** Things with a name that one chart shows. */
const MOST_ROWS = 12;
const DAY_LENGTH = '2026-11-20'.length;
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour}`.padStart(2, '0'));

/** How charts are to look. */
export interface ChartLook {
  language: Language;
  /** Pixels. */
  width: number;
}

/** Names of the charts, in the order a manager asks. */
export const CHARTS = [
  'days',
  'hours',
  'answered',
  'waiting',
  'agents',
  'rules',
  'channels',
  'sources',
  'products',
] as const;

/** The charts of a report that have something to show. */
export function reportCharts(report: Report, look: ChartLook): Chart[] {
  const say = (zh: string, en: string) => (look.language === 'zh' ? zh : en);
  const rankings = [answered(report, say), waiting(report, look, say), ...lists(report, say)];
  return [
    ...daysChart(report, look, say),
    ...hoursChart(report, look, say),
    ...rankings.filter(({ rows }) => rows.length > 0).map((one) => ranking({ ...one, width: look.width })),
  ];
}

type Say = (zh: string, en: string) => string;
type Ranked = Omit<Ranking, 'width'>;

function answered({ totals }: Report, say: Say): Ranked {
  const { messages, asked, solved, handOffs, unanswered } = totals;
  const rows = [
    { label: say('用户消息', 'messages'), values: [messages] },
    { label: say('问机器人', 'to the robot'), values: [asked] },
    { label: say('由规则回答', 'answered by a rule'), values: [solved] },
    { label: say('转人工', 'handed off'), values: [handOffs] },
    { label: say('没有规则回答', 'no rule answered'), values: [unanswered] },
  ];
  const title = say('谁回答了', 'Who answered');
  return { id: 'answered', title, series: [title], rows: messages === 0 ? [] : rows };
}

function waiting({ waiting: waited, firstResponse, sessionLength }: Report, { language }: ChartLook, say: Say): Ranked {
  const spreads = [
    { label: say('等待客服接入', 'waiting for an agent'), spread: waited },
    { label: say('客服首次回复', 'first answer'), spread: firstResponse },
    { label: say('会话时长', 'length of a session'), spread: sessionLength },
  ];
  return {
    id: 'waiting',
    title: say('等待与服务时间', 'Waiting and serving'),
    series: [say('中位数', 'median'), say('九成不超过', '9 of 10 within')],
    rows: spreads
      .filter(({ spread }) => spread.count > 0)
      .map(({ label, spread }) => ({ label, values: [spread.median, spread.p90] })),
    write: (value) => duration(value, language),
  };
}

function lists({ agents, rules, channels, sources, products }: Report, say: Say): Ranked[] {
  const counted = (id: string, title: string, found: Report['rules']): Ranked => ({
    id,
    title,
    series: [title],
    rows: found.slice(0, MOST_ROWS).map(({ label, count }) => ({ label, values: [count] })),
  });
  return [
    {
      id: 'agents',
      title: say('各客服', 'By agent'),
      series: [say('会话', 'sessions'), say('消息', 'messages')],
      rows: agents
        .slice(0, MOST_ROWS)
        .map(({ kfAccount, sessions, messages }) => ({ label: kfAccount, values: [sessions, messages] })),
    },
    counted('rules', say('回答最多的规则', 'Rules that answered most'), rules),
    counted(
      'channels',
      say('消息由什么带来', 'What brought the messages'),
      channels.map(({ label, count }) => ({ label: channelName(label, say), count })),
    ),
    {
      id: 'sources',
      title: say('扫码场景与小程序来源', 'QR scenes and mini program sources'),
      series: [say('到来', 'arrivals'), say('消息', 'messages'), say('转人工', 'hand-offs')],
      rows: sources
        .slice(0, MOST_ROWS)
        .map((one) => ({ label: one.source, values: [one.arrivals, one.messages, one.handOffs] })),
    },
    counted('products', say('看过的商品', 'Products looked at'), products),
  ];
}

const CHANNEL_NAMES = new Map<string, [zh: string, en: string]>([
  ['message', ['发消息', 'a message']],
  ['menu-click', ['点菜单', 'a menu tap']],
  ['follow', ['关注', 'a follow']],
  ['scan', ['扫码', 'a code scan']],
  ['enter-mini-program', ['从小程序进入', 'entering from a mini program']],
]);

function channelName(label: string, say: Say): string {
  const words = CHANNEL_NAMES.get(label);
  return words ? say(...words) : label;
}

/** By day; not when there is only one. */
function daysChart({ periods }: Report, look: ChartLook, say: Say): Chart[] {
  const days = summed(periods, (period) => period.slice(0, DAY_LENGTH));
  if (days.size < 2) return [];
  const names = [...days.keys()].map((day) => day.slice('2026-'.length));
  return [overTime('days', say('每天的消息', 'Messages by day'), names, [...days.values()], look, say)];
}

/** By hour of the day, all days together: when the people are needed. */
function hoursChart({ periods }: Report, look: ChartLook, say: Say): Chart[] {
  const hourly = periods.filter(({ period }) => period.length > DAY_LENGTH);
  if (hourly.length === 0) return [];
  const hours = summed(hourly, (period) => period.slice(DAY_LENGTH + 1, DAY_LENGTH + 3));
  const values = HOURS.map((hour) => hours.get(hour) ?? NONE);
  return [overTime('hours', say('各小时的消息', 'Messages by hour of the day'), HOURS, values, look, say)];
}

type Counted = Pick<Totals, 'messages' | 'solved' | 'handOffs' | 'unanswered'>;
const NONE: Counted = { messages: 0, solved: 0, handOffs: 0, unanswered: 0 };

function overTime(id: string, title: string, periods: string[], values: Counted[], look: ChartLook, say: Say): Chart {
  const series = [
    { name: say('消息', 'messages'), values: values.map(({ messages }) => messages) },
    { name: say('由规则回答', 'answered'), values: values.map(({ solved }) => solved) },
    { name: say('转人工', 'hand-offs'), values: values.map(({ handOffs }) => handOffs) },
    { name: say('没有规则回答', 'unanswered'), values: values.map(({ unanswered }) => unanswered) },
  ];
  return columns({ id, title, periods, series, width: look.width });
}

function summed(periods: Report['periods'], keyOf: (period: string) => string): Map<string, Counted> {
  const sums = new Map<string, Counted>();
  for (const { period, messages, solved, handOffs, unanswered } of periods) {
    const sum = sums.get(keyOf(period)) ?? NONE;
    sums.set(keyOf(period), {
      messages: sum.messages + messages,
      solved: sum.solved + solved,
      handOffs: sum.handOffs + handOffs,
      unanswered: sum.unanswered + unanswered,
    });
  }
  return sums;
}
