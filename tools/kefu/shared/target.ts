import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Failure } from './failure.ts';

/** What the command talks to: the local service, or a deployment on AWS. */
export interface Target {
  local: boolean;
  prefix: string;
  /** How clients of AWS reach it. */
  client: ClientOptions;
  /** Where the callback of the local service answers; on AWS the deployment's outputs say it. */
  callback?: string;
  /** Where the simulated WeChat of the local service answers. */
  wechat?: string;
  /** Folder of the local service's data. */
  folder?: string;
  ssm(): SSMClient;
  lambda(): LambdaClient;
  dynamodb(): DynamoDBClient;
}

interface ClientOptions {
  endpoint?: string;
  region?: string;
  profile?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  maxAttempts?: number;
}

export interface TargetOptions {
  local?: boolean;
  profile?: string;
  region?: string;
  prefix?: string;
}

interface Places {
  callback: string;
  aws: string;
  wechat: string;
}

const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Local unless a profile or a region is named. */
export function createTarget({ local, profile, region, prefix = 'kefu' }: TargetOptions): Target {
  if (local || (!profile && !region)) {
    const folder = process.env.KEFU_LOCAL_DIR || '.local';
    const { aws, ...places } = localPlaces(folder, process.env);
    const client = { endpoint: aws, region: 'us-east-1', credentials: LOCAL_CREDENTIALS, maxAttempts: 1 };
    return { local: true, prefix, folder, ...places, ...clientsOf(client) };
  }
  return { local: false, prefix, ...clientsOf({ ...(profile && { profile }), ...(region && { region }) }) };
}

function clientsOf(client: ClientOptions): Pick<Target, 'client' | 'ssm' | 'lambda' | 'dynamodb'> {
  return {
    client,
    ssm: () => new SSMClient(client),
    // One attempt: an action that sends must not run twice because its answer was lost.
    lambda: () => new LambdaClient({ ...client, maxAttempts: 1 }),
    dynamodb: () => new DynamoDBClient(client),
  };
}

/** Where the running service said that it is; or where it would be. */
function localPlaces(folder: string, env: Record<string, string | undefined>): Places {
  const told = readPlaces(join(folder, 'places.json'));
  const at = (port: string) => `http://127.0.0.1:${port}`;
  return {
    callback: env.PORT ? `${at(env.PORT)}/callback` : (told?.callback ?? `${at('3000')}/callback`),
    aws: env.AWS_PORT ? at(env.AWS_PORT) : (told?.aws ?? at('4566')),
    wechat: env.WECHAT_PORT ? at(env.WECHAT_PORT) : (told?.wechat ?? at('3001')),
  };
}

function readPlaces(path: string): Places | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Places;
  } catch {
    return undefined;
  }
}

/** Nothing answers at an address. */
export function unreachable(url: string, local: boolean, cause: unknown): Failure {
  const start = {
    zh: `${url} 没有响应；请先运行 npm start。`,
    en: `Nothing answers at ${url}; start it with npm start.`,
  };
  const check = {
    zh: `${url} 没有响应；请检查地址和网络。`,
    en: `Nothing answers at ${url}; check the address and the network.`,
  };
  return new Failure('unreachable', local ? start : check, { cause });
}
