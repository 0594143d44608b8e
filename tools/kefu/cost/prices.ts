import type { Words } from '../shared/language.ts';

/** One line of the bill. */
export interface PriceLine extends Words {
  /** How much of it there is. */
  amount: string;
  /** What AWS asks for it. */
  unit: string;
  /** US dollars: for a million, or for a month. */
  price: number;
}

/** What AWS asks, in US dollars: list prices of us-east-1. Everything below, and docs/cost.md, is worked out from these. */
const UNIT = {
  apiRequest: 1 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  /** Of one GB, on ARM. */
  lambdaSecond: 0.0000133334,
  write: 0.625 / 1e6,
  read: 0.125 / 1e6,
  storedGb: 0.25,
  backupGb: 0.2,
  logGb: 0.5,
  trafficGb: 0.09,
  trace: 5 / 1e6,
  alarmMetric: 0.1,
  address: 3.65,
  natInstance: 3.07,
  disk: 0.64,
  natGateway: 32.85,
} as const;

const MILLION = 1e6;
const GB = 1e9;
const LAMBDA_SECOND = '$0.0000133334 a GB-second';
const LOG_GB = '$0.50 a GB';
const WRITES = '$0.625 a million';
const FREE_ALARM_METRICS = 10;
/** Metrics that the alarms watch: one that adds several up is billed for each. The template's test counts them. */
export const ALARM_METRICS = 14;
const CANARY = { runs: 8640, pushes: 2, seconds: 0.3, gb: 0.25, alarmMetrics: 2 } as const;

/** A push of WeChat and its answer: a text, answered by a rule. Dollars a million. */
const MESSAGE: readonly PriceLine[] = [
  {
    zh: 'API Gateway（HTTP API）',
    en: 'API Gateway, HTTP API',
    amount: '1 request, under 512 KB',
    unit: '$1.00 a million',
    price: MILLION * UNIT.apiRequest,
  },
  {
    zh: 'API Gateway 访问日志',
    en: 'API Gateway, access log',
    amount: 'about 200 bytes',
    unit: LOG_GB,
    price: ((MILLION * 200) / GB) * UNIT.logGb,
  },
  {
    zh: 'Lambda 请求',
    en: 'Lambda, requests',
    amount: '1',
    unit: '$0.20 a million',
    price: MILLION * UNIT.lambdaRequest,
  },
  {
    zh: 'Lambda 时间',
    en: 'Lambda, time (arm64)',
    amount: '1 GB for about 20 ms',
    unit: LAMBDA_SECOND,
    price: MILLION * 0.02 * UNIT.lambdaSecond,
  },
  {
    zh: 'DynamoDB 写入会话',
    en: 'DynamoDB, write of the conversation',
    amount: '1 item of up to 1 KB, on demand: 1 unit',
    unit: WRITES,
    price: MILLION * UNIT.write,
  },
  {
    zh: 'DynamoDB 读取',
    en: 'DynamoDB, reads',
    amount: 'the pointer to the rules, at most every 2 s for each container: half a unit at most',
    unit: '$0.125 a million',
    price: (MILLION * UNIT.read) / 2,
  },
  {
    zh: 'DynamoDB 流',
    en: 'DynamoDB stream to Lambda',
    amount: 'reads by Lambda are free; `deliver` is woken only for what is to be sent',
    unit: 'free',
    price: 0,
  },
  {
    zh: '统计日志',
    en: 'Counting the log lines',
    amount: 'a delivery of 5 lines: one call of 15 ms in 512 MB, 1.5 write units',
    unit: '',
    price: 0.25,
  },
  {
    zh: '客户资料',
    en: 'Following the conversations',
    amount: 'a batch of 30 s; for each customer in it half a read unit and a write of their contact: at most',
    unit: '$0.75 a million customers and batches',
    price: 0.8,
  },
  {
    zh: 'SSM',
    en: 'SSM',
    amount: 'read once a minute for each container, standard parameters',
    unit: 'free',
    price: 0,
  },
  {
    zh: '日志',
    en: 'Logs',
    amount: "one line of at most 240 bytes; Lambda's own lines are off",
    unit: LOG_GB,
    price: ((MILLION * 240) / GB) * UNIT.logGb,
  },
  {
    zh: 'X-Ray（-c tracing=false 关闭）',
    en: 'X-Ray (`-c tracing=false` switches it off)',
    amount: '1 request a second and 5 % of the rest',
    unit: '$5.00 a million traces',
    price: MILLION * 0.05 * UNIT.trace,
  },
  {
    zh: '流量',
    en: 'Traffic out',
    amount: 'about 1 KB',
    unit: '$0.09 a GB',
    price: (MILLION * 1000 * UNIT.trafficGb) / GB,
  },
];

/** What comes on top of a message where it happens. Dollars a million. */
const EXTRA = {
  handOff: {
    zh: '转人工，或改变模式',
    en: 'messages handed off, or whose mode changes',
    amount: 'a second write',
    unit: WRITES,
    price: MILLION * UNIT.write,
  },
  send: {
    zh: '客服消息（小程序的所有回复）',
    en: 'custom sends, all replies of mini programs',
    amount:
      'the outbox and its index are written and settled (3 units), one call by `deliver` of about 150 ms in 512 MB',
    unit: `${WRITES}, ${LAMBDA_SECOND}`,
    price: MILLION * (3 * UNIT.write + UNIT.lambdaRequest + 0.15 * 0.5 * UNIT.lambdaSecond),
  },
  refused: {
    zh: '签名不符的推送',
    en: 'pushes with a wrong signature',
    amount: 'the gateway, its log and 2 ms of Lambda, no database',
    unit: '',
    price: MILLION * (UNIT.apiRequest + UNIT.lambdaRequest + 0.002 * UNIT.lambdaSecond + (350 / GB) * UNIT.logGb),
  },
} as const satisfies Record<string, PriceLine>;

/** A month without a message. */
const IDLE: readonly PriceLine[] = [
  {
    zh: '每分钟的任务（Lambda）',
    en: 'the jobs of every minute: token, agents, schedules, deliver',
    amount: '4 × 43,200 short calls of Lambda, 256 to 512 MB',
    unit: LAMBDA_SECOND,
    price: 4 * 43_200 * (UNIT.lambdaRequest + 0.12 * 0.42 * UNIT.lambdaSecond),
  },
  {
    zh: 'EventBridge Scheduler',
    en: 'EventBridge Scheduler',
    amount: '172,800 calls, the first 14 million are free',
    unit: 'free',
    price: 0,
  },
  {
    zh: '存储和备份（DynamoDB）',
    en: 'DynamoDB, stored bytes and point-in-time recovery',
    amount: 'some MB; `kefu cost` takes what is there',
    unit: '$0.25 and $0.20 a GB',
    price: 0.01,
  },
  {
    zh: '参数和表的加密（KMS）',
    en: 'KMS, the AWS-managed keys of the parameters and tables',
    amount: 'a call when a parameter is read anew, and one for each job and table in five minutes; 20,000 are free',
    unit: '$0.03 for 10,000',
    price: 0.2,
  },
  {
    zh: '告警',
    en: 'CloudWatch alarms',
    amount: `ten, which watch ${ALARM_METRICS} metrics; ten of these are free`,
    unit: '$0.10 a metric',
    price: (ALARM_METRICS - FREE_ALARM_METRICS) * UNIT.alarmMetric,
  },
  { zh: '仪表盘', en: 'dashboard', amount: 'one; three are free', unit: 'free', price: 0 },
  { zh: '任务的日志', en: 'logs of the jobs', amount: 'quiet unless something happens', unit: LOG_GB, price: 0.05 },
];

/** What may be switched on, a month. */
const OPTIONS: readonly PriceLine[] = [
  {
    zh: '固定地址 -c egress=nat-instance',
    en: 'a fixed address: `-c egress=nat-instance`',
    amount: 'one t4g.nano $3.07, its disk $0.64, one IPv4 address $3.65',
    unit: '',
    price: UNIT.natInstance + UNIT.disk + UNIT.address,
  },
  {
    zh: '固定地址 -c egress=nat-gateway',
    en: 'a fixed address: `-c egress=nat-gateway`',
    amount: 'one NAT gateway $32.85, one IPv4 address $3.65; $0.045 a GB on top',
    unit: '',
    price: UNIT.natGateway + UNIT.address,
  },
  {
    zh: '测试消息 -c canary=true',
    en: 'a test message every five minutes: `-c canary=true`',
    amount: `${CANARY.runs.toLocaleString('en')} runs of two pushes, one alarm over two metrics`,
    unit: '',
    price: canaryMonth(),
  },
];

function canaryMonth(): number {
  const { runs, pushes, seconds, gb, alarmMetrics } = CANARY;
  const message = MESSAGE.reduce((sum, { price }) => sum + price, 0) / MILLION;
  const run = UNIT.lambdaRequest + seconds * gb * UNIT.lambdaSecond + UNIT.write;
  return runs * (run + pushes * message) + alarmMetrics * UNIT.alarmMetric;
}

/** Worked out for us-east-1 without the free tiers of the first year. Hong Kong costs about a third more. */
export const PRICES = {
  asOf: '2026-11-20',
  region: 'us-east-1',
  message: MESSAGE,
  extra: EXTRA,
  idle: IDLE,
  options: OPTIONS,
} as const;

/** Dollars of a fixed address a month, rounded: what set-up says. */
export const fixedAddressPrices = (): { instance: number; gateway: number } => ({
  instance: Math.round(UNIT.natInstance + UNIT.disk + UNIT.address),
  gateway: Math.round(UNIT.natGateway + UNIT.address),
});

/** Dollars of stored bytes and their backup, a month. */
export const storagePrice = (bytes: number): number => (bytes / GB) * (UNIT.storedGb + UNIT.backupGb);

/** Dollars of some lines together. */
export const sumOf = (lines: readonly { price: number }[]): number => lines.reduce((sum, { price }) => sum + price, 0);
