import { Readable } from 'node:stream';
import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/env.ts';
import { bundlingOf } from '../../infra/bundling/options.ts';
import { booleanSelector, loadConfig } from '../../infra/bundling/sdk-settings.ts';
import {
  SSMClient as OurClient,
  GetParameterCommand as OurGetParameter,
  GetParametersByPathCommand as OurGetParametersByPath,
  PutParameterCommand as OurPutParameter,
} from '../../infra/bundling/ssm.ts';
import { entryOf, FUNCTIONS } from '../../infra/functions.ts';

interface Sent {
  method: string;
  hostname: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Different at every request, or where the code comes from. */
const CHANGING = ['amz-sdk-invocation-id', 'user-agent', 'x-amz-user-agent'];
const NOW = '20261120T000000Z';
const CREDENTIALS = { accessKeyId: 'any', secretAccessKey: 'any', sessionToken: 'any' };

/** What a client sends for a command, and what it makes of an answer. */
async function exchange(
  Client: typeof SSMClient,
  command: never,
  { region = 'ap-east-1', statusCode = 200, answer = {} }: { region?: string; statusCode?: number; answer?: object },
) {
  const sent: Sent[] = [];
  const handle = async (request: Sent) => {
    sent.push(request);
    return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(answer))]) } };
  };
  const systemClockOffset = Date.UTC(2026, 10, 20) - Date.now();
  const config = { region, credentials: CREDENTIALS, maxAttempts: 1, systemClockOffset };
  const client = new Client({ ...config, requestHandler: { handle } as never });
  const outcome = await client.send(command).then(
    ({ $metadata, ...output }: { $metadata: object }) => ({ output }),
    ({ name, message, $fault }: Error & { $fault?: string }) => ({ name, message, $fault }),
  );
  return { sent: sent.map(plainly), outcome };
}

const plainly = ({ method, hostname, path, headers, body }: Sent) => ({
  method,
  hostname,
  path,
  body,
  headers: Object.entries(headers)
    .filter(([name]) => !CHANGING.includes(name))
    .map(([name, value]) => [name, name === 'authorization' ? value.replace(/Signature=.*/, '') : dated(name, value)])
    .sort(),
});

/** The clock of the two clients may differ by a second. */
const dated = (name: string, value: string) => (name === 'x-amz-date' ? value.replace(/\d{6}Z/, NOW.slice(-7)) : value);

const COMMANDS = [
  ['GetParameter', { Name: '/kefu/accounts/demo/credentials', WithDecryption: true }],
  [
    'GetParametersByPath',
    {
      Path: '/kefu/accounts',
      Recursive: true,
      WithDecryption: false,
      MaxResults: 10,
      NextToken: 'next',
      ParameterFilters: [{ Key: 'Type', Option: 'Equals', Values: ['SecureString'] }],
    },
  ],
  [
    'PutParameter',
    { Name: '/kefu/x', Value: '客服', Type: 'SecureString', Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
  ],
] as const;

const PARAMETER = {
  ARN: 'arn:aws:ssm:ap-east-1:1:parameter/kefu/x',
  DataType: 'text',
  LastModifiedDate: 1_763_600_000.5,
  Name: '/kefu/x',
  Type: 'SecureString',
  Value: '客服',
  Version: 3,
};

interface Sdk {
  client: typeof SSMClient;
  GetParameter: typeof GetParameterCommand;
  GetParametersByPath: typeof GetParametersByPathCommand;
  PutParameter: typeof PutParameterCommand;
}

const WHOLE: Sdk = {
  client: SSMClient,
  GetParameter: GetParameterCommand,
  GetParametersByPath: GetParametersByPathCommand,
  PutParameter: PutParameterCommand,
};
const OURS = {
  client: OurClient,
  GetParameter: OurGetParameter,
  GetParametersByPath: OurGetParametersByPath,
  PutParameter: OurPutParameter,
} as unknown as Sdk;

const both = (operation: (typeof COMMANDS)[number][0], input: object, given: Parameters<typeof exchange>[2]) =>
  Promise.all(
    [OURS, WHOLE].map((sdk) => {
      const Command = sdk[operation] as unknown as new (input: object) => never;
      return exchange(sdk.client, new Command(input), given);
    }),
  );

describe('the SSM client of the bundles', () => {
  it.each(COMMANDS)('sends what the whole client sends: %s', async (name, input) => {
    const [stoodIn, whole] = await both(name, input, {});
    expect(stoodIn).toEqual(whole);
    expect(stoodIn?.sent).toHaveLength(1);
  });

  it.each([
    ['GetParameter', { Parameter: PARAMETER }],
    ['GetParametersByPath', { Parameters: [PARAMETER, { Name: '/kefu/y' }], NextToken: 'more' }],
    ['PutParameter', { Version: 4, Tier: 'Standard' }],
  ] as const)('reads what the whole client reads: %s', async (name, answer) => {
    const [stoodIn, whole] = await both(name, { Name: '/kefu/x' }, { answer });
    expect(stoodIn?.outcome).toEqual(whole?.outcome);
    expect(stoodIn?.outcome).toHaveProperty('output');
  });

  it.each([
    ['ParameterNotFound', 400],
    ['ThrottlingException', 400],
    ['AccessDeniedException', 400],
    ['InternalServerError', 500],
  ])('says %s as the whole client does', async (name, statusCode) => {
    const answer = { __type: `com.amazonaws.ssm#${name}`, message: 'why' };
    const [stoodIn, whole] = await both('GetParameter', { Name: '/kefu/x' }, { statusCode, answer });
    expect(stoodIn?.outcome).toEqual(whole?.outcome);
    expect(stoodIn?.outcome).toMatchObject({ name, message: 'why' });
  });

  it.each(['us-east-1', 'ap-southeast-1', 'cn-north-1', 'cn-northwest-1'])(
    'asks the endpoint of %s',
    async (region) => {
      const [stoodIn, whole] = await both('GetParameter', { Name: '/kefu/x' }, { region });
      expect(stoodIn?.sent).toEqual(whole?.sent);
    },
  );
});

describe('the settings of the bundles', () => {
  it('come from the environment, else by default', async () => {
    const load = (env: string | undefined) =>
      loadConfig({ environmentVariableSelector: () => env, default: async () => 'default' })();
    expect([await load('set'), await load(undefined)]).toEqual(['set', 'default']);
  });

  it('refuse a switch that is neither true nor false', () => {
    const read = (text?: string) => booleanSelector({ AWS_USE_FIPS_ENDPOINT: text }, 'AWS_USE_FIPS_ENDPOINT', 'env');
    expect([read(), read('true'), read('false')]).toEqual([undefined, true, false]);
    expect(() => read('yes')).toThrow('AWS_USE_FIPS_ENDPOINT');
  });
});

describe('a bundle', () => {
  /** What the CDK tells esbuild, without the CDK's process for each. */
  const bytesOf = (name: FunctionName): number => {
    const { esbuildArgs, mainFields = [], externalModules = [] } = bundlingOf(name);
    const aliases = esbuildArgs?.['--alias'] as unknown as string[];
    const { outputFiles } = buildSync({
      entryPoints: [entryOf(name)],
      alias: Object.fromEntries(aliases.map((alias) => alias.split('=', 2))),
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: [...mainFields],
      external: [...externalModules],
    });
    return outputFiles[0]?.contents.length ?? Number.NaN;
  };

  it.each(Object.keys(FUNCTIONS) as FunctionName[])(
    'of %s lacks nothing that a stand-in leaves out, and keeps to its size',
    (name) => {
      expect(bytesOf(name)).toBeLessThanOrEqual(name === 'callback' ? 420_000 : 1_000_000);
    },
  );
});
