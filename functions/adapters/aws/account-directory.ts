import {
  GetParameterCommand,
  GetParametersByPathCommand,
  type Parameter,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { CANARY_ACCOUNT } from '../../domain/canary.ts';
import { parseCredentials } from '../../domain/credentials.ts';
import { ConfigError } from '../../errors.ts';
import type { AccountDirectory, ListedAccount } from '../../ports/account-directory.ts';

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
      const parameters = (await parametersUnder(ssm, names.path)).filter(({ Name }) => isAccount(Name));
      const changed = parameters.filter((parameter) => !isKnown(parameter)).map(({ Name = '' }) => Name);
      const faults = new Map<string, ListedAccount>();
      const learn = async (name: string) => {
        const parameter = await read(ssm, name);
        known.set(name, { version: parameter?.Version, listed: listedFrom(name, parameter?.Value ?? '') });
      };
      await Promise.all(
        changed.map((name) => learn(name).catch((error: unknown) => faults.set(name, unreadable(name, error)))),
      );
      return parameters.flatMap(({ Name = '' }) => faults.get(Name) ?? known.get(Name)?.listed ?? []);
    },
    read: async (account) => {
      const name = names.credentialsOf(account);
      const parameter = await read(ssm, name);
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

async function read(ssm: SSMClient, Name: string): Promise<Parameter | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Nobody does anything for the canary but the callback. */
const isAccount = (name = ''): boolean => name.endsWith('/credentials') && accountIn(name) !== CANARY_ACCOUNT;

const accountIn = (name: string): string => name.split('/').at(-2) ?? '';

/** One parameter that cannot be read, by a key that is gone say, does not hide the other accounts. */
const unreadable = (name: string, error: unknown): ListedAccount => ({
  account: accountIn(name),
  fault: `${name} cannot be read: ${error instanceof Error ? error.name : 'unknown'}`,
});

function listedFrom(name: string, value: string): ListedAccount {
  const account = accountIn(name);
  try {
    return { account, credentials: parseCredentials(account, value) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { account, fault: error.message };
  }
}
