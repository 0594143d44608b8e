import type { Node } from 'constructs';

/** How functions that call WeChat leave AWS. WeChat's IP whitelist needs a fixed address. */
export type Egress = 'none' | 'nat-instance' | 'nat-gateway';

/** Everything that `-c name=value` can change of a deployment. */
export interface Deployment {
  /** First part of every name, so that several deployments live in one account. */
  prefix: string;
  egress: Egress;
  partition: 'aws' | 'aws-cn';
  architecture: 'arm64' | 'x86_64';
  runtime: 'nodejs24.x' | 'nodejs22.x';
  wechatApi: string;
  /** Custom domain of the callback, with its certificate (ARN) in the same region. */
  domain: { name: string; certificate: string } | undefined;
  /** Address that gets the alarms by mail. */
  alarmEmail: string | undefined;
  /** Days that logs are kept. */
  logDays: number;
  /** X-Ray traces of the callback and of the admin functions. */
  tracing: boolean;
  /** A function that writes to the callback every five minutes, with an alarm. */
  canary: boolean;
  /** Id of the Bedrock model, or of its inference profile, that answers what no rule does; none unless asked for. */
  robot: string | undefined;
}

interface Key {
  /** What is allowed, in words. */
  allowed: string;
  matches: RegExp;
}

const oneOf = (...values: string[]): Key => ({
  allowed: values.join(', '),
  matches: new RegExp(`^(${values.map((value) => value.replaceAll('.', '\\.')).join('|')})$`),
});

const KEYS = {
  prefix: {
    allowed: '2 to 20 of a-z, 0-9 and -, a letter first, no - last',
    matches: /^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])$/,
  },
  egress: oneOf('none', 'nat-instance', 'nat-gateway'),
  partition: oneOf('aws', 'aws-cn'),
  architecture: oneOf('arm64', 'x86_64'),
  runtime: oneOf('nodejs24.x', 'nodejs22.x'),
  wechatApi: {
    allowed: 'a URL such as https://api.weixin.qq.com, https://hk.api.weixin.qq.com',
    matches: /^https:\/\/[a-z0-9.-]+$/,
  },
  domain: { allowed: 'a host name such as kefu.example.com', matches: /^(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/ },
  certificate: {
    allowed: 'the ARN of an ACM certificate',
    matches: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  },
  alarmEmail: { allowed: 'a mail address', matches: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  logDays: oneOf('1', '3', '5', '7', '14', '30', '60', '90', '120', '150', '180', '365', '400', '545', '731'),
  tracing: oneOf('true', 'false'),
  canary: oneOf('true', 'false'),
  robot: oneOf('none', 'bedrock'),
  robotModel: {
    allowed:
      'the id of a Bedrock model or of its inference profile, such as amazon.nova-lite-v1:0, apac.amazon.nova-lite-v1:0',
    matches: /^(?:[a-z-]{2,8}\.)?[a-z0-9-]+\.[a-z0-9][a-z0-9.:-]+$/,
  },
} as const satisfies Record<string, Key>;
type KeyName = keyof typeof KEYS;

/** What a person typed wrong. */
export class ContextError extends Error {}

/**
 * Read and check the context of an app: `-c prefix=...` and the like.
 *
 * @throws ContextError with every wrong or unknown value at once, and what is allowed
 */
export function readContext(node: Node): Deployment {
  const given: Record<string, unknown> = node.getAllContext();
  const partition = text(given, 'partition') ?? partitionOf(process.env.CDK_DEFAULT_REGION);
  const faults = [...unknownKeys(given), ...wrongValues(given), ...wrongPairs(given), ...wrongRobot(given, partition)];
  if (faults.length > 0) throw new ContextError(faults.join('\n'));
  const domain = text(given, 'domain');
  return {
    prefix: text(given, 'prefix') ?? 'kefu',
    egress: (text(given, 'egress') ?? 'none') as Egress,
    partition: partition as Deployment['partition'],
    // In the China regions both arrive later than elsewhere: what is there everywhere is the default.
    architecture: (text(given, 'architecture') ??
      (partition === 'aws' ? 'arm64' : 'x86_64')) as Deployment['architecture'],
    runtime: (text(given, 'runtime') ?? (partition === 'aws' ? 'nodejs24.x' : 'nodejs22.x')) as Deployment['runtime'],
    wechatApi: text(given, 'wechatApi') ?? 'https://api.weixin.qq.com',
    domain: domain === undefined ? undefined : { name: domain, certificate: text(given, 'certificate') ?? '' },
    alarmEmail: text(given, 'alarmEmail'),
    logDays: Number(text(given, 'logDays') ?? 30),
    tracing: partition === 'aws' && text(given, 'tracing') !== 'false',
    canary: text(given, 'canary') === 'true',
    robot: text(given, 'robot') === 'bedrock' ? (text(given, 'robotModel') ?? MODEL) : undefined,
  };
}

/** Cheap, quick, and enough to answer from what is put before it. */
const MODEL = 'amazon.nova-lite-v1:0';

/** Values arrive as text from the command line, and as they are from cdk.json. An empty one means the default. */
function text(given: Record<string, unknown>, key: KeyName): string | undefined {
  const value = given[key];
  return value === undefined || value === '' ? undefined : String(value);
}

const partitionOf = (region = '') => (region.startsWith('cn-') ? 'aws-cn' : 'aws');

/** Keys of the CDK itself hold a `:`, `/` or `@`. What holds none was meant for us, and is often a typing error. */
function unknownKeys(given: Record<string, unknown>): string[] {
  const known = Object.keys(KEYS);
  const unknown = Object.keys(given).filter((key) => /^[\w-]+$/.test(key) && !known.includes(key));
  return unknown.map((key) => `-c ${key}: no such setting; there are ${known.join(', ')}`);
}

function wrongValues(given: Record<string, unknown>): string[] {
  const names = Object.keys(KEYS) as KeyName[];
  return names.flatMap((key) => {
    const value = text(given, key);
    if (value === undefined || KEYS[key].matches.test(value)) return [];
    return [`-c ${key}=${value}: allowed is ${KEYS[key].allowed}`];
  });
}

function wrongPairs(given: Record<string, unknown>): string[] {
  const [domain, certificate] = [text(given, 'domain'), text(given, 'certificate')];
  if ((domain === undefined) === (certificate === undefined)) return [];
  return domain === undefined
    ? ['-c certificate: needs -c domain=<host name> as well']
    : ['-c domain: needs -c certificate=<ARN of an ACM certificate in the same region> as well'];
}

function wrongRobot(given: Record<string, unknown>, partition: string): string[] {
  const isOn = text(given, 'robot') === 'bedrock';
  if (!isOn && text(given, 'robotModel') !== undefined) return ['-c robotModel: needs -c robot=bedrock as well'];
  if (!isOn || partition === 'aws') return [];
  return ['-c robot=bedrock: Amazon Bedrock is not in the China regions; leave it out, the FAQ robot works without it'];
}
