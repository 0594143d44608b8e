import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { ConfigError } from '../../errors.ts';
import type { RobotAddresses } from '../../ports/group-robots.ts';

const address = z.string().check(z.regex(/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)[:/]/));
const robot = z.union([
  z.pipe(
    address,
    z.transform((url) => ({ url })),
  ),
  z.object({ url: address, secret: z.optional(z.string()) }),
]);
const schema = z.record(z.string(), robot);

/** The SecureString `/kefu/accounts/<account>/notify`: addresses by name, `{"team": {"url": "https://...", "secret": "SEC..."}}`. */
export function createRobotAddresses(ssm: SSMClient, nameOf: (account: string) => string): RobotAddresses {
  return {
    read: async (account) => {
      const value = await read(ssm, nameOf(account));
      if (value === undefined) return {};
      const parsed = schema.safeParse(parse(value));
      const hint = 'is not a JSON map of addresses by name, such as {"team": {"url": "https://..."}}';
      if (!parsed.success) throw new ConfigError(`${nameOf(account)} ${hint}`);
      return Object.fromEntries(
        Object.entries(parsed.data).map(([name, { url, ...rest }]) => [name, withSecret(url, rest)]),
      );
    },
  };
}

const withSecret = (url: string, { secret }: { secret?: string | undefined }) => ({
  url,
  ...(secret !== undefined && { secret }),
});

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

async function read(ssm: SSMClient, Name: string): Promise<string | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
