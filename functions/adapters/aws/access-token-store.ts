import { GetParameterCommand, ParameterNotFound, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { ConfigError } from '../../errors.ts';
import type { AccessTokenStore } from '../../ports/access-token-store.ts';

const schema = z.object({ accessToken: z.string().check(z.minLength(1)), expiresAt: z.number() });

/** Access tokens in SSM, as SecureString. CloudFormation cannot make those: the first write does. */
export function createAccessTokenStore(ssm: SSMClient, nameOf: (account: string) => string): AccessTokenStore {
  return {
    read: async (account) => {
      try {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: nameOf(account), WithDecryption: true }));
        return parse(nameOf(account), Parameter?.Value ?? '');
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
    write: async (account, { accessToken, expiresAt }) => {
      const Value = JSON.stringify({ accessToken, expiresAt });
      await ssm.send(new PutParameterCommand({ Name: nameOf(account), Value, Type: 'SecureString', Overwrite: true }));
    },
  };
}

function parse(name: string, value: string) {
  try {
    return schema.parse(JSON.parse(value));
  } catch {
    // Without the cause: it would quote the value.
    throw new ConfigError(`${name} is no JSON {"accessToken","expiresAt"}: delete it, and it is fetched again`);
  }
}
