import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ENVIRONMENT, type FunctionName, OPTIONAL, type TableName } from '../functions/env.ts';

/** The account of the canary, as functions/domain/canary.ts names it. */
export const CANARY_ACCOUNT = '_canary';

/** A DynamoDB request as IAM names it. */
export type TableAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem';

/** What a function may do with the SSM parameters of the accounts. */
export type ParameterAccess =
  | 'list-accounts'
  | 'read-credentials'
  | 'write-credentials'
  | 'read-access-token'
  | 'write-access-token'
  | 'read-notify'
  | 'read-webhooks'
  | 'keep-canary';

/** What a function is for, what it gets and what it may do. Anything not named here is denied to it. */
export interface FunctionSpec {
  stack: 'callback' | 'token' | 'workers' | 'admin';
  description: string;
  memoryMiB: number;
  timeoutSeconds: number;
  tables?: Partial<Record<TableName, readonly TableAction[]>>;
  /** The account whose items those are; every account's when it is not said. */
  itemsOf?: string;
  parameters?: readonly ParameterAccess[];
  invokes?: readonly FunctionName[];
}

/** What everybody needs who calls WeChat: the token, and the one function that renews it. */
const CALLS_WECHAT = {
  parameters: ['read-credentials', 'read-access-token'],
  invokes: ['refresh-token'],
} as const satisfies Partial<FunctionSpec>;

/** Whatever is stored of one person can be taken away. */
const ONE_PERSON = {
  conversations: ['DeleteItem', 'GetItem', 'Query'],
  tickets: ['DeleteItem', 'Query'],
  statistics: ['DeleteItem', 'Query'],
  accounts: ['DeleteItem', 'Query', 'UpdateItem'],
} as const satisfies FunctionSpec['tables'];

const ADMIN = { stack: 'admin', memoryMiB: 512, timeoutSeconds: 60 } as const satisfies Partial<FunctionSpec>;

/** Every function of the deployment. The compiler asks for the line of a name that is new in env.ts. */
export const FUNCTIONS: Record<FunctionName, FunctionSpec> = {
  callback: {
    stack: 'callback',
    description: 'Answers what WeChat pushes: verifies, records, decides, replies',
    memoryMiB: 1024,
    // WeChat hangs up after 5 seconds, and the code after 3.
    timeoutSeconds: 6,
    tables: {
      conversations: ['GetItem', 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'GetItem'],
      accounts: ['GetItem', 'UpdateItem'],
    },
    parameters: ['read-credentials'],
  },
  'refresh-token': {
    stack: 'token',
    description: 'Keeps the access token of every account fresh',
    memoryMiB: 256,
    timeoutSeconds: 50,
    tables: { accounts: ['GetItem', 'UpdateItem'] },
    parameters: ['list-accounts', 'read-credentials', 'read-access-token', 'write-access-token'],
  },
  'publish-rules': {
    stack: 'workers',
    description: 'Checks the edited rules of an account and publishes them as a numbered snapshot',
    memoryMiB: 1024,
    timeoutSeconds: 60,
    tables: {
      // The names of media that rules use.
      accounts: ['Query'],
      rules: ['GetItem', 'Query', 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    },
    parameters: ['read-credentials'],
  },
  deliver: {
    stack: 'workers',
    description: 'Sends what the outbox of each conversation holds',
    memoryMiB: 512,
    timeoutSeconds: 60,
    tables: {
      conversations: ['GetItem', 'Query', 'UpdateItem'],
      accounts: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      // Rules that name media are judged again when a medium comes to its end.
      rules: ['GetItem', 'Query', 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      tickets: ['GetItem', 'PutItem', 'UpdateItem'],
    },
    parameters: ['list-accounts', 'read-webhooks', ...CALLS_WECHAT.parameters],
    invokes: CALLS_WECHAT.invokes,
  },
  'refresh-agents': {
    stack: 'workers',
    description: 'Keeps the list of agents who are online while users wait',
    memoryMiB: 256,
    timeoutSeconds: 50,
    tables: {
      conversations: ['Query'],
      accounts: ['GetItem', 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'GetItem'],
    },
    parameters: ['list-accounts', ...CALLS_WECHAT.parameters],
    invokes: CALLS_WECHAT.invokes,
  },
  'run-schedules': {
    stack: 'workers',
    description: "Does what is due: waiting users, the team's robots, reminders",
    memoryMiB: 512,
    timeoutSeconds: 50,
    tables: {
      conversations: ['GetItem', 'Query', 'UpdateItem'],
      accounts: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      contacts: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'],
      'rule-sets': ['BatchGetItem', 'GetItem'],
      tickets: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    },
    parameters: ['list-accounts', 'read-notify', 'read-webhooks', ...CALLS_WECHAT.parameters],
    invokes: CALLS_WECHAT.invokes,
  },
  'collect-statistics': {
    stack: 'workers',
    description: 'Counts what happened, and learns who the customers are',
    memoryMiB: 512,
    timeoutSeconds: 300,
    tables: {
      ...ONE_PERSON,
      conversations: [...ONE_PERSON.conversations, 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'GetItem'],
      contacts: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'],
      statistics: ['DeleteItem', 'PutItem', 'Query', 'UpdateItem'],
      accounts: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    },
    parameters: ['list-accounts', ...CALLS_WECHAT.parameters],
    invokes: CALLS_WECHAT.invokes,
  },
  'admin-account': {
    ...ADMIN,
    description: 'Accounts: list, check, token, refresh, rotate',
    tables: { accounts: ['GetItem', 'UpdateItem'], rules: ['GetItem', 'UpdateItem'] },
    parameters: ['list-accounts', 'read-credentials', 'write-credentials', 'read-access-token'],
    invokes: ['refresh-token'],
  },
  'admin-kf': {
    ...ADMIN,
    description: 'kf accounts and sessions: list, add, invite, plan, apply, sessions, records',
    tables: { rules: ['GetItem', 'UpdateItem'] },
    ...CALLS_WECHAT,
  },
  'admin-messages': {
    ...ADMIN,
    description: 'Messages to one user, their window, and media',
    tables: {
      conversations: ['GetItem', 'Query', 'UpdateItem'],
      accounts: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      // Rules that name media are judged again when media change.
      rules: ['GetItem', 'Query', 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    },
    parameters: ['read-webhooks', ...CALLS_WECHAT.parameters],
    invokes: CALLS_WECHAT.invokes,
  },
  'admin-rules': {
    ...ADMIN,
    description: 'Reply rules: list, check, explain, import, export, versions, rollback',
    memoryMiB: 1024,
    tables: {
      accounts: ['Query'],
      rules: ['BatchWriteItem', 'Query'],
      'rule-sets': ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem'],
    },
    ...CALLS_WECHAT,
  },
  'admin-menu': {
    ...ADMIN,
    description: 'The custom menu: get, apply, import',
    tables: { rules: ['Query'] },
    ...CALLS_WECHAT,
  },
  'admin-contacts': {
    ...ADMIN,
    description: 'Contacts: list, update, tag, import, export, forget',
    tables: {
      ...ONE_PERSON,
      conversations: [...ONE_PERSON.conversations, 'UpdateItem'],
      accounts: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      contacts: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'],
    },
    ...CALLS_WECHAT,
  },
  'admin-tickets': {
    ...ADMIN,
    description: 'Tickets: what could not be answered at once',
    tables: {
      tickets: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      conversations: ['GetItem', 'UpdateItem'],
      'rule-sets': ['BatchGetItem', 'GetItem'],
    },
    parameters: ['read-credentials'],
  },
  'admin-statistics': {
    ...ADMIN,
    description: 'Statistics: report, unanswered questions, suggestions for the FAQ',
    tables: { rules: ['Query'], statistics: ['Query'] },
  },
  robot: {
    stack: 'workers',
    description: 'Puts a question that no rule answers to a language model',
    memoryMiB: 256,
    timeoutSeconds: 20,
  },
  canary: {
    stack: 'callback',
    description: 'Writes to the callback as WeChat does, and looks at the answer',
    memoryMiB: 256,
    timeoutSeconds: 30,
    tables: { rules: ['PutItem'] },
    itemsOf: CANARY_ACCOUNT,
    parameters: ['keep-canary'],
  },
};

/** Source file of a function's handler. */
export function entryOf(name: FunctionName): string {
  return fileURLToPath(new URL(`../functions/handlers/${name}.ts`, import.meta.url));
}

/** Whether a function calls WeChat, and so may need a fixed address. */
export function callsWeChat(name: FunctionName): boolean {
  return (ENVIRONMENT[name] as readonly string[]).includes('WECHAT_API');
}

/** The functions of a stack whose handlers are written, with those optional ones that are wanted. */
export function functionsOf(stack: FunctionSpec['stack'], wanted: readonly FunctionName[] = []): FunctionName[] {
  const names = Object.keys(FUNCTIONS) as FunctionName[];
  const isWanted = (name: FunctionName) => !OPTIONAL.includes(name) || wanted.includes(name);
  return names.filter((name) => FUNCTIONS[name].stack === stack && isWanted(name) && isWritten(entryOf(name)));
}

function isWritten(entry: string): boolean {
  return existsSync(entry) && /^export (const|async function|function) handler\b/m.test(readFileSync(entry, 'utf8'));
}
