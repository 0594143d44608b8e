import { ConfigError } from './errors.ts';

/** Key schema of a table and its indexes: what the stacks and the local endpoint create. Keys are strings unless said. */
export interface TableSchema {
  partition: string;
  sort: string;
  /** Stream with new and old images. */
  stream: boolean;
  /** Attribute of the time to live, epoch seconds. Expiry is compared in code too; this is the late broom. */
  expiry?: string;
  /** Sparse indexes; `sort` is a number. An item without that attribute is not in the index. */
  indexes: { name: string; partition: string; sort: string; projection: 'ALL' | 'KEYS_ONLY' }[];
}

/** Every table of a deployment by its name without the prefix. */
export const TABLES = {
  rules: { partition: 'account', sort: 'id', stream: true, indexes: [] },
  'rule-sets': { partition: 'account', sort: 'part', stream: false, expiry: 'expiresAt', indexes: [] },
  conversations: {
    partition: 'account',
    sort: 'openId',
    stream: true,
    indexes: [
      { name: 'outbox-due', partition: 'account', sort: 'outboxDueAt', projection: 'KEYS_ONLY' },
      { name: 'waiting', partition: 'account', sort: 'waitingAt', projection: 'KEYS_ONLY' },
      { name: 'unanswered', partition: 'account', sort: 'unansweredAt', projection: 'KEYS_ONLY' },
    ],
  },
  contacts: {
    partition: 'account',
    sort: 'openId',
    stream: false,
    indexes: [{ name: 'seen', partition: 'account', sort: 'lastSeenAt', projection: 'ALL' }],
  },
  tickets: {
    partition: 'account',
    sort: 'id',
    stream: true,
    indexes: [
      { name: 'queue', partition: 'queue', sort: 'dueAt', projection: 'KEYS_ONLY' },
      { name: 'state', partition: 'accountState', sort: 'dueAt', projection: 'KEYS_ONLY' },
      { name: 'customer', partition: 'customer', sort: 'openedAt', projection: 'KEYS_ONLY' },
      { name: 'act', partition: 'account', sort: 'actAt', projection: 'KEYS_ONLY' },
    ],
  },
  statistics: { partition: 'account', sort: 'id', stream: false, expiry: 'expiresAt', indexes: [] },
  accounts: { partition: 'account', sort: 'id', stream: false, expiry: 'expiresAt', indexes: [] },
} as const satisfies Record<string, TableSchema>;
export type TableName = keyof typeof TABLES;

/** `kefu-conversations`, from the deployment's prefix and a name in {@link TABLES}. */
export const tableName = (prefix: string, table: TableName): string => `${prefix}-${table}`;

/** SSM parameter (SecureString) of an account's credentials. */
export const credentialsParameter = (prefix: string, account: string): string =>
  `/${prefix}/accounts/${account}/credentials`;

/** SSM parameter (SecureString) of an account's access token. */
export const accessTokenParameter = (prefix: string, account: string): string =>
  `/${prefix}/accounts/${account}/access-token`;

/** SSM parameter (SecureString) of the addresses of an account's group robots. */
export const notifyParameter = (prefix: string, account: string): string => `/${prefix}/accounts/${account}/notify`;

/** SSM parameter (SecureString) of the outside systems that are told what happens in an account. */
export const webhooksParameter = (prefix: string, account: string): string => `/${prefix}/accounts/${account}/webhooks`;

/** How a stream reaches a function: what the stacks and the local endpoint both set up. */
export interface StreamSource {
  table: TableName;
  function: FunctionName;
  batchSize: number;
  /** How long records are gathered before the function starts. */
  windowSeconds: number;
  /** Batches at once; records of one item always stay in order. */
  parallel: number;
  /** Tries after the first before a batch is given up; a failing batch is halved first. */
  retries: number;
  maximumAgeSeconds: number;
  /** Patterns of event filtering, of which one must match. @see Lambda event filtering in the AWS documentation */
  filters?: readonly object[];
}

/** Every stream that starts a function. A batch that is given up goes to the function's queue of failures. */
export const STREAM_SOURCES = [
  {
    table: 'rules',
    function: 'publish-rules',
    batchSize: 500,
    windowSeconds: 1,
    parallel: 1,
    retries: 5,
    maximumAgeSeconds: 86_400,
  },
  {
    table: 'conversations',
    function: 'deliver',
    batchSize: 10,
    windowSeconds: 0,
    parallel: 10,
    retries: 3,
    maximumAgeSeconds: 3_600,
    filters: [{ dynamodb: { NewImage: { outboxDueAt: { N: [{ exists: true }] } } } }],
  },
  {
    table: 'tickets',
    function: 'deliver',
    batchSize: 10,
    windowSeconds: 0,
    parallel: 2,
    retries: 5,
    maximumAgeSeconds: 86_400,
    filters: [{ dynamodb: { NewImage: { id: { S: [{ prefix: 'T-' }] } } } }],
  },
  {
    table: 'conversations',
    // Nobody waits for it, and a batch costs the same however much is in it.
    function: 'collect-statistics',
    batchSize: 500,
    windowSeconds: 30,
    parallel: 1,
    retries: 5,
    maximumAgeSeconds: 86_400,
  },
] as const satisfies readonly StreamSource[];

/** Functions that a schedule starts, and how often; the local service runs them on the simulator's clock. */
export const SCHEDULES = [
  { function: 'refresh-token', everyMinutes: 1 },
  { function: 'refresh-agents', everyMinutes: 1 },
  { function: 'deliver', everyMinutes: 1 },
  { function: 'run-schedules', everyMinutes: 1 },
  { function: 'collect-statistics', everyMinutes: 60 },
  // What WeChat lets each account do changes when it is verified, and lapses every year.
  { function: 'admin-account', everyMinutes: 1440 },
  { function: 'canary', everyMinutes: 5 },
] as const satisfies readonly { function: FunctionName; everyMinutes: number }[];

const OWN = ['KEFU_PREFIX'] as const;
const CALLS_WECHAT = ['KEFU_PREFIX', 'WECHAT_API'] as const;

/** Environment variables of each Lambda, by its name without the prefix. The stacks give exactly these. */
export const ENVIRONMENT = {
  callback: OWN,
  'refresh-token': CALLS_WECHAT,
  'publish-rules': OWN,
  deliver: CALLS_WECHAT,
  'refresh-agents': CALLS_WECHAT,
  'run-schedules': CALLS_WECHAT,
  'collect-statistics': CALLS_WECHAT,
  'admin-account': CALLS_WECHAT,
  'admin-kf': CALLS_WECHAT,
  'admin-messages': CALLS_WECHAT,
  'admin-rules': CALLS_WECHAT,
  'admin-menu': CALLS_WECHAT,
  'admin-contacts': CALLS_WECHAT,
  'admin-tickets': OWN,
  'admin-statistics': OWN,
  canary: ['KEFU_PREFIX', 'CALLBACK_URL'],
  robot: ['ROBOT_MODEL'],
} as const satisfies Record<string, readonly string[]>;
export type FunctionName = keyof typeof ENVIRONMENT;

/** Functions that a deployment has only when its context asks for them. The local service runs them when they are invoked. */
export const OPTIONAL: readonly FunctionName[] = ['canary', 'robot'];

/** What {@link readEnvironment} gives for a function: its variables, all set. */
export type Environment<F extends FunctionName> = Record<(typeof ENVIRONMENT)[F][number], string>;

/**
 * The environment of a function, checked.
 *
 * @throws ConfigError naming the variables that are missing
 */
export function readEnvironment<F extends FunctionName>(name: F): Environment<F> {
  const names: readonly string[] = ENVIRONMENT[name];
  const missing = names.filter((key) => !process.env[key]);
  if (missing.length > 0) throw new ConfigError(`environment of ${name} lacks ${missing.join(', ')}`);
  return Object.fromEntries(names.map((key) => [key, process.env[key]])) as Environment<F>;
}
