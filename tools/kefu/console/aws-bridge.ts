import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { TABLES } from '../../../functions/env.ts';
import { Failure } from '../shared/failure.ts';
import { READING_ACTIONS } from './reading.ts';
import { READING, type TableOperation, WRITING } from './table-operations.ts';

/** What the page is told. */
export interface BridgeAnswer {
  status: number;
  body: string;
  /** The function itself broke. */
  functionError?: string;
}

export interface BridgeDeps {
  dynamodb: DynamoDBClient;
  lambda: LambdaClient;
  prefix: string;
  write: boolean;
}

/** The page writes names of the contract, which begin with this; a deployment may have another prefix. */
const PAGE_PREFIX = 'kefu-';

const READ_ONLY = new Failure('refused', {
  zh: '只读：要修改请用 kefu console --write 重新启动。',
  en: 'Read-only: start again with kefu console --write to change anything.',
});
const NOT_SERVED = new Failure('refused', {
  zh: '页面只能访问本部署的表和管理函数。',
  en: 'The page reaches the tables and the admin functions of this deployment only.',
});

/**
 * A request of the page to DynamoDB, with the tables of this deployment.
 *
 * @throws Failure for what the page may not do
 */
export async function askTables(deps: BridgeDeps, operation: string, body: string): Promise<BridgeAnswer> {
  const ask = operationNamed(operation, deps.write);
  const input = withTables(fieldsOf(body), deps.prefix);
  const { $metadata: _, ...answer } = await ask(deps.dynamodb, input);
  return { status: 200, body: JSON.stringify(answer, readable) };
}

function operationNamed(name: string, write: boolean): TableOperation {
  const reading = READING.get(name);
  if (reading !== undefined) return reading;
  const writing = WRITING.get(name);
  if (writing === undefined) throw NOT_SERVED;
  if (!write) throw READ_ONLY;
  return writing;
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new Failure('usage', { zh: '请求不是 JSON 对象。', en: 'The request is no JSON object.' });
}

interface TableInput {
  TableName?: string;
  RequestItems?: Record<string, unknown>;
}

function withTables(input: TableInput, prefix: string): TableInput {
  const { TableName, RequestItems } = input;
  const named = (name: string) => ownTable(name, prefix);
  if (RequestItems !== undefined) {
    const items = Object.entries(RequestItems).map(([name, requests]) => [named(name), requests]);
    return { ...input, RequestItems: Object.fromEntries(items) };
  }
  return { ...input, TableName: named(TableName ?? '') };
}

function ownTable(name: string, prefix: string): string {
  const table = name.startsWith(PAGE_PREFIX) ? name.slice(PAGE_PREFIX.length) : '';
  if (!Object.hasOwn(TABLES, table)) throw NOT_SERVED;
  return `${prefix}-${table}`;
}

/** Bytes as DynamoDB's own JSON has them. */
const readable = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

/**
 * An invocation of an admin function by the page.
 *
 * @throws Failure for what the page may not do
 */
export async function askFunction(deps: BridgeDeps, name: string, body: string): Promise<BridgeAnswer> {
  const short = name.startsWith(PAGE_PREFIX) ? name.slice(PAGE_PREFIX.length) : '';
  const reading = Object.hasOwn(READING_ACTIONS, short) ? READING_ACTIONS[short] : undefined;
  if (reading === undefined) throw NOT_SERVED;
  const { action } = fieldsOf(body);
  if (!deps.write && !reading.includes(String(action))) throw READ_ONLY;
  const command = new InvokeCommand({ FunctionName: `${deps.prefix}-${short}`, Payload: Buffer.from(body) });
  const { Payload, FunctionError } = await deps.lambda.send(command);
  const answer = Buffer.from(Payload ?? []).toString() || 'null';
  return { status: 200, body: answer, ...(FunctionError !== undefined && { functionError: FunctionError }) };
}
