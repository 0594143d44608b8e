import {
  GetParametersByPathCommand,
  GetParametersCommand,
  type Parameter,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { parseCredentials } from '../../domain/credentials.ts';
import { ConfigError } from '../../errors.ts';
import type { AccountDirectory, ListedAccount } from '../../ports/account-directory.ts';

const NAMES_AT_ONCE = 10;

export interface AccountDirectoryNames {
  /** Above all accounts: `/kefu/accounts`. */
  path: string;
  credentialsOf: (account: string) => string;
}

/**
 * The accounts, by their parameters in SSM. Listing does not decrypt; only what changed since the last listing of this
 * container is read, so that a run every minute costs one call.
 */
export function createAccountDirectory(ssm: SSMClient, names: AccountDirectoryNames): AccountDirectory {
  const known = new Map<string, { version: number | undefined; listed: ListedAccount }>();
  const isKnown = ({ Name = '', Version }: Parameter) => Version !== undefined && known.get(Name)?.version === Version;
  return {
    list: async () => {
      const parameters = (await parametersUnder(ssm, names.path)).filter(({ Name }) => Name?.endsWith('/credentials'));
      const changed = parameters.filter((parameter) => !isKnown(parameter)).map(({ Name = '' }) => Name);
      for (const { Name = '', Value = '', Version } of await read(ssm, changed)) {
        known.set(Name, { version: Version, listed: listedFrom(Name, Value) });
      }
      return parameters.flatMap(({ Name = '' }) => known.get(Name)?.listed ?? []);
    },
    read: async (account) => {
      const name = names.credentialsOf(account);
      const [parameter] = await read(ssm, [name]);
      return parameter && parseCredentials(account, parameter.Value ?? '');
    },
    save: async (account, credentials) => {
      const Value = JSON.stringify(credentials);
      const Name = names.credentialsOf(account);
      await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
    },
  };
}

async function parametersUnder(ssm: SSMClient, path: string): Promise<Parameter[]> {
  const found: Parameter[] = [];
  let next: string | undefined;
  do {
    const page = { Path: path, Recursive: true, ...(next !== undefined && { NextToken: next }) };
    const { Parameters = [], NextToken } = await ssm.send(new GetParametersByPathCommand(page));
    found.push(...Parameters);
    next = NextToken;
  } while (next);
  return found;
}

async function read(ssm: SSMClient, all: string[]): Promise<Parameter[]> {
  const found: Parameter[] = [];
  for (let start = 0; start < all.length; start += NAMES_AT_ONCE) {
    const Names = all.slice(start, start + NAMES_AT_ONCE);
    const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names, WithDecryption: true }));
    found.push(...Parameters);
  }
  return found;
}

function listedFrom(name: string, value: string): ListedAccount {
  const account = name.split('/').at(-2) ?? '';
  try {
    return { account, credentials: parseCredentials(account, value) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { account, fault: error.message };
  }
}
