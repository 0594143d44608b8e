import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { Credentials } from '../../../functions/domain/account.ts';
import { parseCredentials } from '../../../functions/domain/credentials.ts';
import type { KfAccount } from '../../../functions/domain/kf-account.ts';
import { credentialsParameter, type TableName, tableName } from '../../../functions/env.ts';
import { ConfigError } from '../../../functions/errors.ts';
import { createAccount } from '../../simulator/accounts.ts';
import { type CallbackRequest, httpTransport } from '../../simulator/callback-transport.ts';
import type { AccountSettings } from '../../simulator/types.ts';
import { storedRules } from '../rules/remote.ts';
import type { RuleFields } from '../rules/rules-file.ts';
import { awsFailure } from '../shared/aws-failure.ts';
import { invoke } from '../shared/invoke.ts';
import { callbackOf } from '../shared/outputs.ts';
import type { Target } from '../shared/target.ts';

/** The stored parameter of an account's credentials. */
export interface StoredCredentials {
  text: string;
  /** `SecureString`, or the unsafe `String`. */
  type: string;
  /** Its fields, when it is JSON. */
  fields?: Partial<Record<keyof Credentials, unknown>>;
}

/** An account as `kefu-admin-account list` tells it. */
export interface ListedAccount {
  account: string;
  fault?: string;
  appId?: string;
  originalId?: string;
  token?: {
    alive: boolean;
    secondsLeft?: number;
    failingSince?: number;
    lastError?: { message: string; hint?: string; errcode?: number };
  };
}

/** What probing the rights found. */
interface AccountCheck {
  findings: { what: string; ok: boolean; message?: string; hint?: string; errcode?: number }[];
}

/** How WeChat sees the way to us, and what is left of quotas. */
interface Connection {
  callback?: { dns: { ip: string }[]; ping: { ip: string; fromOperator: string; packageLoss: string }[] };
  customSend?: { dailyLimit: number; remain: number };
  autoRepliesOn?: boolean;
}

/** An answer of the callback. */
interface Answered {
  status: number;
  body: string;
  milliseconds: number;
  /** Epoch seconds by the server's clock, when it tells. */
  serverTime?: number;
}

/** The deployment and the account that is looked at. What is asked of it is asked once. */
export interface Patient {
  target: Target;
  account: string;
  /** Epoch seconds in the time the deployment lives in. */
  now(): Promise<number>;
  credentials(): Promise<StoredCredentials | undefined>;
  /** How the account pushes, when the credentials are complete. */
  settings(): Promise<AccountSettings | undefined>;
  accounts(): Promise<ListedAccount[]>;
  rights(): Promise<AccountCheck>;
  connection(): Promise<Connection>;
  rules(): Promise<RuleFields[]>;
  seats(): Promise<KfAccount[]>;
  callback(): Promise<string | undefined>;
  /** Ask the callback as WeChat would. */
  push(request: CallbackRequest): Promise<Answered>;
  /** Items of an account's table, or of one of its indexes. */
  items(table: TableName, index?: string): Promise<Record<string, AttributeValue>[]>;
}

/** The account of a deployment as a patient. */
export function createPatient(target: Target, account: string): Patient {
  const ask = <T extends object>(name: Parameters<typeof invoke>[1], action: string) =>
    invoke<T>(target, name, action, { account });
  const patient: Patient = {
    target,
    account,
    credentials: once(() => readCredentials(target, account)),
    settings: once(async () => settingsOf(account, (await patient.credentials())?.text)),
    accounts: once(async () => (await invoke<{ accounts: ListedAccount[] }>(target, 'admin-account', 'list')).accounts),
    rights: once(() => ask<AccountCheck>('admin-account', 'check')),
    connection: once(() => ask<Connection>('admin-account', 'connection')),
    rules: once(() => storedRules(target, account, 'list')),
    seats: once(async () => (await ask<{ accounts: KfAccount[] }>('admin-kf', 'list')).accounts),
    callback: once(() => callbackOf(target)),
    now: once(() => timeOf(target)),
    push: async (request) => pushed(await patient.callback(), request),
    items: (table, index) => query(target, account, table, index),
  };
  return patient;
}

function once<T>(task: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= task();
    return asked;
  };
}

async function readCredentials(target: Target, account: string): Promise<StoredCredentials | undefined> {
  const client = target.ssm();
  try {
    const command = new GetParameterCommand({
      Name: credentialsParameter(target.prefix, account),
      WithDecryption: true,
    });
    const { Parameter } = await client.send(command);
    const text = Parameter?.Value ?? '';
    return { text, type: Parameter?.Type ?? '', ...fieldsIn(text) };
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
    throw awsFailure(error, target, { zh: '读取凭证', en: 'Reading the credentials' });
  } finally {
    client.destroy();
  }
}

function fieldsIn(text: string): Pick<StoredCredentials, 'fields'> {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? { fields: value } : {};
  } catch {
    return {};
  }
}

function settingsOf(name: string, text = ''): AccountSettings | undefined {
  try {
    const { kind, appId, originalId, token, encodingAesKey, encryption } = parseCredentials(name, text);
    const format = kind === 'mini-program' ? 'json' : 'xml';
    return createAccount({ name, kind, appId, originalId, token, encodingAesKey, encryption, format }).settings;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** The local service lives in the time of the simulator. */
async function timeOf({ local, callback }: Target): Promise<number> {
  if (!local || callback === undefined) return Math.floor(Date.now() / 1000);
  const response = await fetch(new URL('/', callback), { method: 'HEAD', signal: AbortSignal.timeout(2000) }).catch(
    () => undefined,
  );
  return dateOf(response?.headers.get('date') ?? undefined) ?? Math.floor(Date.now() / 1000);
}

function dateOf(header: string | undefined): number | undefined {
  const told = Date.parse(header ?? '');
  return Number.isNaN(told) ? undefined : Math.floor(told / 1000);
}

async function pushed(callback: string | undefined, request: CallbackRequest): Promise<Answered> {
  const startedAt = performance.now();
  const { status, body, serverTime } = await httpTransport(callback ?? '')(request);
  const milliseconds = Math.round(performance.now() - startedAt);
  return { status, body, milliseconds, ...(serverTime !== undefined && { serverTime }) };
}

async function query(target: Target, account: string, table: TableName, index?: string) {
  const client = target.dynamodb();
  try {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName(target.prefix, table),
        ...(index !== undefined && { IndexName: index }),
        KeyConditionExpression: 'account = :account',
        ExpressionAttributeValues: { ':account': { S: account } },
        Limit: 100,
      }),
    );
    return Items;
  } catch (error) {
    throw awsFailure(error, target, { zh: `读取表 ${table}`, en: `Reading the table ${table}` });
  } finally {
    client.destroy();
  }
}
