/** One line of the bill. */
export interface PriceLine {
  zh: string;
  en: string;
  /** US dollars. */
  price: number;
}

/** List prices of us-east-1 without free tiers, as docs/cost.md works them out. Hong Kong costs about a third more. */
export const PRICES = {
  asOf: '2026-11-20',
  region: 'us-east-1',
  /** A month without a message. */
  idle: [
    { zh: '每分钟的任务（Lambda）', en: 'the jobs of every minute (Lambda)', price: 0.15 },
    { zh: '存储和备份（DynamoDB）', en: 'storage and backups (DynamoDB)', price: 0.01 },
    { zh: '参数加密（KMS）', en: 'encrypted parameters (KMS)', price: 0.05 },
    { zh: '日志', en: 'logs', price: 0.05 },
  ],
  /** A thousand messages answered by rules. */
  perThousand: [
    { zh: 'API Gateway 与访问日志', en: 'API Gateway and its access log', price: 0.0011 },
    { zh: 'Lambda', en: 'Lambda', price: 0.00057 },
    { zh: 'DynamoDB 读写', en: 'DynamoDB reads and writes', price: 0.0007 },
    { zh: '日志与 X-Ray', en: 'logs and X-Ray', price: 0.00052 },
    { zh: '流量', en: 'traffic out', price: 0.00009 },
  ],
  /** What may be switched on, a month. */
  options: [
    { zh: '固定地址 -c egress=nat-instance', en: 'a fixed address: -c egress=nat-instance', price: 7 },
    { zh: '固定地址 -c egress=nat-gateway', en: 'a fixed address: -c egress=nat-gateway', price: 36.5 },
    { zh: '告警（最多 10 个，每个 0.10，前 10 个免费）', en: 'alarms (at most ten at 0.10; ten are free)', price: 1 },
  ],
} satisfies { asOf: string; region: string; idle: PriceLine[]; perThousand: PriceLine[]; options: PriceLine[] };

/** Dollars of some lines together. */
export const sumOf = (lines: readonly PriceLine[]): number => lines.reduce((sum, { price }) => sum + price, 0);
