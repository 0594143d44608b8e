import { DescribeTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { TABLES, type TableName, tableName } from '../../../functions/env.ts';
import { invoke } from '../shared/invoke.ts';
import type { Target } from '../shared/target.ts';

/** What a month of a deployment was. */
export interface MonthCounts {
  accounts: number;
  /** Pushes of WeChat: messages, events and repeats. */
  messages: number;
  handOffs: number;
  /** Messages that were answered by a custom send. */
  sends: number;
  tables: TableCount[];
}

interface TableCount {
  table: string;
  /** As AWS counts them, about every six hours. */
  items: number;
  bytes: number;
}

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What the deployment counted itself in the last thirty days. @throws Failure when there is none to ask */
export async function monthCounts(target: Target, nowMs: number): Promise<MonthCounts> {
  const { accounts } = await invoke<{ accounts: { account: string }[] }>(target, 'admin-account', 'list');
  const from = Math.floor((nowMs - DAYS * DAY_MS) / 1000);
  const reports = await Promise.all(
    accounts.map(({ account }) => invoke<Report>(target, 'admin-statistics', 'report', { account, from })),
  );
  const sum = (count: (report: Report) => number) => reports.reduce((all, report) => all + count(report), 0);
  return {
    accounts: accounts.length,
    messages: sum(({ totals }) => totals.messages + totals.events + totals.duplicates),
    handOffs: sum(({ totals }) => totals.handOffs),
    sends: sum(({ replies }) => replies.find(({ label }) => label === 'outbox')?.count ?? 0),
    tables: await tableCounts(target),
  };
}

/** Sizes of the tables. Whoever may not look at them gets none: that is no reason to know no price. */
async function tableCounts(target: Target): Promise<TableCount[]> {
  const client = target.dynamodb();
  const count = async (name: TableName): Promise<TableCount> => {
    const TableName = tableName(target.prefix, name);
    if (target.local) {
      // The embedded engine tells no numbers by itself.
      const { Count = 0 } = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
      return { table: name, items: Count, bytes: 0 };
    }
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return { table: name, items: Table?.ItemCount ?? 0, bytes: Table?.TableSizeBytes ?? 0 };
  };
  try {
    return await Promise.all((Object.keys(TABLES) as TableName[]).map(count));
  } catch {
    return [];
  } finally {
    client.destroy();
  }
}
