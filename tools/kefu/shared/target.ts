import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Failure } from './failure.ts';

/** What the command talks to: the local service, or a deployment on AWS. */
export interface Target {
  local: boolean;
  prefix: string;
  /** Where the callback of the local service answers; on AWS it has to be said. */
  callback?: string;
  ssm(): SSMClient;
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
}

const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Local unless a profile or a region is named. */
export function createTarget({ local, profile, region, prefix = 'kefu' }: TargetOptions): Target {
  if (local || (!profile && !region)) {
    const places = localPlaces(process.env);
    const client = { endpoint: places.aws, region: 'us-east-1', credentials: LOCAL_CREDENTIALS, maxAttempts: 1 };
    return { local: true, prefix, callback: places.callback, ssm: () => new SSMClient(client) };
  }
  const client = { ...(profile && { profile }), ...(region && { region }) };
  return { local: false, prefix, ssm: () => new SSMClient(client) };
}

/** Where the running service said that it is; or where it would be. */
function localPlaces(env: Record<string, string | undefined>): Places {
  const told = readPlaces(join(env.KEFU_LOCAL_DIR || '.local', 'places.json'));
  return {
    callback: env.PORT ? `http://127.0.0.1:${env.PORT}/callback` : (told?.callback ?? 'http://127.0.0.1:3000/callback'),
    aws: env.AWS_PORT ? `http://127.0.0.1:${env.AWS_PORT}` : (told?.aws ?? 'http://127.0.0.1:4566'),
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
