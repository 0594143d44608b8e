import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { Credentials } from '../../domain/account.ts';
import { CANARY_ACCOUNT, CANARY_RULE, canaryCredentials } from '../../domain/canary.ts';
import { parseCredentials } from '../../domain/credentials.ts';
import type { CanaryNest } from '../../ports/canary.ts';
import type { TableDeps } from './batches.ts';

interface NestDeps {
  ssm: SSMClient;
  /** Name of the canary's parameter. */
  parameter: string;
  rules: TableDeps;
  newSecrets: () => Pick<Credentials, 'token' | 'encodingAesKey'>;
}

/** Credentials in SSM, where CloudFormation can put no SecureString, and one rule. Whatever somebody deletes comes back. */
export function createCanaryNest(deps: NestDeps): CanaryNest {
  return {
    prepare: async () => {
      const stored = await read(deps);
      const credentials = stored ?? (await create(deps));
      const isPlanted = await plantRule(deps.rules);
      return { credentials, isNew: stored === undefined || isPlanted };
    },
  };
}

async function read({ ssm, parameter }: NestDeps): Promise<Credentials | undefined> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return parseCredentials(CANARY_ACCOUNT, Parameter?.Value ?? '');
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Two runs at once: the first one's are used. */
async function create(deps: NestDeps): Promise<Credentials> {
  const credentials = canaryCredentials(deps.newSecrets());
  const Value = JSON.stringify(credentials);
  try {
    await deps.ssm.send(
      new PutParameterCommand({ Name: deps.parameter, Value, Type: 'SecureString', Overwrite: false }),
    );
    return credentials;
  } catch (error) {
    // By its name: the client of the bundles has no class for it.
    if (!(error instanceof Error) || error.name !== 'ParameterAlreadyExists') throw error;
    return (await read(deps)) ?? credentials;
  }
}

/** True when it was missing. */
async function plantRule({ client, table }: TableDeps): Promise<boolean> {
  const Item = Object.fromEntries(Object.entries(CANARY_RULE).map(([name, value]) => [name, { S: value }]));
  try {
    const condition = { ConditionExpression: 'attribute_not_exists(id)' };
    await client.send(new PutItemCommand({ TableName: table, Item, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
