import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  accessTokenParameter,
  credentialsParameter,
  type FunctionName,
  notifyParameter,
  TABLES,
  type TableName,
  tableName,
  webhooksParameter,
} from '../../functions/env.ts';
import { CANARY_ACCOUNT, FUNCTIONS, type ParameterAccess } from '../functions.ts';

/**
 * What functions.ts allows a function, as IAM says it. Resources are named, not referenced: names are fixed, and a
 * reference between stacks would keep a stack from ever letting go of what another imports.
 */
export function statementsOf(stack: Stack, prefix: string, name: FunctionName): PolicyStatement[] {
  const { tables = {}, parameters = [], invokes = [], itemsOf } = FUNCTIONS[name];
  return [
    ...(Object.keys(tables) as TableName[]).map((table) => onTable(stack, prefix, table, tables[table] ?? [], itemsOf)),
    ...parameters.map((access) => onParameters(stack, prefix, access)),
    ...(invokes.length === 0 ? [] : [onFunctions(stack, prefix, invokes)]),
  ];
}

/** A table and, for a query, its indexes; of one account where only its items are meant. */
function onTable(
  stack: Stack,
  prefix: string,
  table: TableName,
  actions: readonly string[],
  account: string | undefined,
): PolicyStatement {
  const arn = tableArn(stack, prefix, table);
  const indexes = TABLES[table].indexes.map(({ name }) => `${arn}/index/${name}`);
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [arn, ...(actions.includes('Query') ? indexes : [])],
    ...(account && { conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [account] } } }),
  });
}

/** Any account's parameter: accounts are added by people, after the deployment. */
function onParameters(stack: Stack, prefix: string, access: ParameterAccess): PolicyStatement {
  const { actions, parameters } = PARAMETERS[access];
  const names = parameters(prefix, '*');
  return new PolicyStatement({ actions, resources: names.map((name) => parameterArn(stack, name)) });
}

interface ParameterRight {
  actions: string[];
  parameters: (prefix: string, account: string) => string[];
}

const READ = ['ssm:GetParameter', 'ssm:GetParameters'];
const WRITE = ['ssm:PutParameter'];
const credentials: ParameterRight['parameters'] = (...of) => [credentialsParameter(...of)];
const accessToken: ParameterRight['parameters'] = (...of) => [accessTokenParameter(...of)];

const PARAMETERS: Record<ParameterAccess, ParameterRight> = {
  'list-accounts': {
    actions: ['ssm:GetParametersByPath'],
    parameters: (prefix) => [`/${prefix}/accounts`, `/${prefix}/accounts/`],
  },
  'read-credentials': { actions: READ, parameters: credentials },
  'write-credentials': { actions: WRITE, parameters: credentials },
  'read-access-token': { actions: READ, parameters: accessToken },
  'read-webhooks': { actions: READ, parameters: (...of) => [webhooksParameter(...of)] },
  'read-notify': { actions: READ, parameters: (...of) => [notifyParameter(...of)] },
  'keep-canary': {
    actions: ['ssm:GetParameter', 'ssm:PutParameter'],
    parameters: (prefix) => [credentialsParameter(prefix, CANARY_ACCOUNT)],
  },
  'write-access-token': { actions: WRITE, parameters: accessToken },
};

/** The wildcards in what {@link statementsOf} gives, as cdk-nag writes ARNs. */
export function wildcardsOf(prefix: string, name: FunctionName): string[] {
  const parameters = (FUNCTIONS[name].parameters ?? []).flatMap((access) => PARAMETERS[access].parameters(prefix, '*'));
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

/** Ids of inference profiles begin with the part of the world whose regions may answer. */
const PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|global)\./;

/** The model behind an inference profile. */
export const foundationOf = (model: string): string => model.replace(PROFILE, '');

/** One model; through an inference profile the model itself in the regions it names, and through nothing else. */
export function onModel(stack: Stack, model: string): PolicyStatement {
  const profile = PROFILE.test(model);
  const foundation = (region: string) => `arn:${stack.partition}:bedrock:${region}::foundation-model/`;
  const resources = profile
    ? [
        stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: model }),
        `${foundation('*')}${foundationOf(model)}`,
      ]
    : [`${foundation(stack.region)}${model}`];
  return new PolicyStatement({ actions: ['bedrock:InvokeModel'], resources });
}

const parameterArn = (stack: Stack, parameter: string): string =>
  stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter.slice(1) });
