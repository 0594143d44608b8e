import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  accessTokenParameter,
  credentialsParameter,
  type FunctionName,
  TABLES,
  type TableName,
  tableName,
} from '../../functions/env.ts';
import { FUNCTIONS, type ParameterAccess } from '../functions.ts';

/**
 * What functions.ts allows a function, as IAM says it. Resources are named, not referenced: names are fixed, and a
 * reference between stacks would keep a stack from ever letting go of what another imports.
 */
export function statementsOf(stack: Stack, prefix: string, name: FunctionName): PolicyStatement[] {
  const { tables = {}, parameters = [], invokes = [] } = FUNCTIONS[name];
  return [
    ...(Object.keys(tables) as TableName[]).map((table) => onTable(stack, prefix, table, tables[table] ?? [])),
    ...parameters.map((access) => onParameters(stack, prefix, access)),
    ...(invokes.length === 0 ? [] : [onFunctions(stack, prefix, invokes)]),
  ];
}

/** A table and, for a query, its indexes. */
function onTable(stack: Stack, prefix: string, table: TableName, actions: readonly string[]): PolicyStatement {
  const arn = tableArn(stack, prefix, table);
  const indexes = TABLES[table].indexes.map(({ name }) => `${arn}/index/${name}`);
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [arn, ...(actions.includes('Query') ? indexes : [])],
  });
}

/** Any account's parameter: accounts are added by people, after the deployment. */
function onParameters(stack: Stack, prefix: string, access: ParameterAccess): PolicyStatement {
  const { action, parameter } = PARAMETERS[access];
  return new PolicyStatement({ actions: [`ssm:${action}`], resources: [parameterArn(stack, parameter(prefix, '*'))] });
}

const PARAMETERS: Record<ParameterAccess, { action: string; parameter: (prefix: string, account: string) => string }> =
  {
    'list-accounts': { action: 'GetParametersByPath', parameter: (prefix) => `/${prefix}/accounts` },
    'read-credentials': { action: 'GetParameter', parameter: credentialsParameter },
    'write-credentials': { action: 'PutParameter', parameter: credentialsParameter },
    'read-access-token': { action: 'GetParameter', parameter: accessTokenParameter },
    'write-access-token': { action: 'PutParameter', parameter: accessTokenParameter },
  };

/** The wildcards in what {@link statementsOf} gives, as cdk-nag writes ARNs. */
export function wildcardsOf(prefix: string, name: FunctionName): string[] {
  const parameters = (FUNCTIONS[name].parameters ?? []).map((access) => PARAMETERS[access].parameter(prefix, '*'));
  const wild = parameters.filter((parameter) => parameter.includes('*'));
  return [...new Set(wild)].map((parameter) => iamArn('ssm', `parameter${parameter}`));
}

/** An ARN of this account as cdk-nag writes it in its findings. */
export const iamArn = (service: string, resource: string): string =>
  `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;

function onFunctions(stack: Stack, prefix: string, names: readonly FunctionName[]): PolicyStatement {
  const resources = names.map((name) => functionArn(stack, prefix, name));
  return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources });
}

/** ARN of a table, by its name. */
export const tableArn = (stack: Stack, prefix: string, table: TableName): string =>
  stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName(prefix, table) });

/** ARN of a function, by its name. */
export const functionArn = (stack: Stack, prefix: string, name: FunctionName | 'admin-*'): string =>
  stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: `${prefix}-${name}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

const parameterArn = (stack: Stack, parameter: string): string =>
  stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter.slice(1) });
