import { SETTINGS_ID } from '../domain/rules/settings.ts';
import { UNKNOWN_ACCOUNT } from '../domain/statistics/log-lines.ts';
import { type Report, reportOf, type Unit } from '../domain/statistics/report.ts';
import type { RuleStore } from '../ports/rule-store.ts';
import type { StatisticsStore } from '../ports/statistics-store.ts';

export interface ReportStatisticsDeps {
  statistics: StatisticsStore;
  rules: Pick<RuleStore, 'items'>;
}

/** What is asked: whole hours from `from` until before `to`, epoch seconds. */
export interface ReportQuestion {
  from: number;
  to: number;
  unit: Unit;
  timeZone: string;
}

/** How an account did. Lines that name no account are told with every one: they may be anybody's. */
export async function reportStatistics(
  { statistics, rules }: ReportStatisticsDeps,
  account: string,
  { from, to, unit, timeZone }: ReportQuestion,
): Promise<Report> {
  const [hours, strays, items] = await Promise.all([
    statistics.hours(account, from, to),
    statistics.hours(UNKNOWN_ACCOUNT, from, to),
    rules.items(account),
  ]);
  const ruleIds = items.map(({ item }) => item.id).filter((id) => id !== SETTINGS_ID);
  return reportOf([...hours, ...strays], { unit, timeZone, ruleIds });
}
