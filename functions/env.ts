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
    ],
  },
  contacts: { partition: 'account', sort: 'openId', stream: false, indexes: [] },
  tickets: { partition: 'account', sort: 'id', stream: false, indexes: [] },
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
  'admin-tickets': CALLS_WECHAT,
  'admin-statistics': CALLS_WECHAT,
} as const satisfies Record<string, readonly string[]>;
export type FunctionName = keyof typeof ENVIRONMENT;

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
