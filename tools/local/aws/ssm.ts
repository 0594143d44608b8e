import { createHash } from 'node:crypto';
import { checkName, tierFor, typeFor } from '../ssm/check.ts';
import { page } from '../ssm/page.ts';
import type { ParameterStore, ParameterVersion } from '../ssm/parameter-file.ts';
import { type AwsAnswer, AwsError, json, jsonError } from './answer.ts';
import { parameterArn } from './arn.ts';

const JSON_1_1 = 'application/x-amz-json-1.1';
const KEPT_VERSIONS = 100;
const NAMES_AT_ONCE = 10;

type Input = Record<string, unknown>;
type Operation = (input: Input) => unknown;

export interface SsmDeps {
  parameters: ParameterStore;
  /** Epoch seconds. */
  now: () => number;
}

/** Parameter Store: what the product and the people who set it up call. */
export function createSsm(deps: SsmDeps) {
  const operations = new Map<string, Operation>(Object.entries(operationsOf(deps)));
  return (operation: string, body: string): AwsAnswer => {
    try {
      const run = operations.get(operation);
      if (!run) throw notServed(operation, [...operations.keys()]);
      return json(run(parse(body)), JSON_1_1);
    } catch (error) {
      if (error instanceof AwsError) return jsonError(error, JSON_1_1);
      throw error;
    }
  };
}
export type Ssm = ReturnType<typeof createSsm>;

function notServed(operation: string, served: string[]): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `${operation} is not served by the local SSM; it serves ${served.join(', ')}.`,
  );
}

function parse(body: string): Input {
  try {
    const input: unknown = JSON.parse(body || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Input;
  } catch {
    // answered below
  }
  throw new AwsError('SerializationException', 'the body is not a JSON object');
}

function operationsOf({ parameters, now }: SsmDeps) {
  const found = (name: string, decrypt: unknown) => shown(name, select(parameters, name), decrypt === true);
  return {
    PutParameter: (input: Input) => put(parameters, now, input),
    GetParameter: ({ Name, WithDecryption }: Input) => {
      checkName(plainName(Name));
      return { Parameter: found(String(Name), WithDecryption) };
    },
    GetParameters({ Names, WithDecryption }: Input) {
      const names = nameList(Names);
      const valid = names.filter((name) => exists(parameters, name));
      const InvalidParameters = names.filter((name) => !valid.includes(name));
      return { Parameters: valid.map((name) => found(name, WithDecryption)), InvalidParameters };
    },
    GetParametersByPath(input: Input) {
      const names = parameters.names().filter(below(String(input.Path ?? ''), input.Recursive === true));
      const { shown: some, next } = page(names, input, NAMES_AT_ONCE);
      return { Parameters: some.map((name) => found(name, input.WithDecryption)), ...next };
    },
    GetParameterHistory({ Name, WithDecryption }: Input) {
      const versions = parameters.get(String(Name));
      if (!versions) throw new AwsError('ParameterNotFound');
      return { Parameters: versions.map((version) => shown(String(Name), version, WithDecryption === true)) };
    },
    DeleteParameter({ Name }: Input) {
      if (!parameters.get(String(Name))) throw new AwsError('ParameterNotFound');
      parameters.delete(String(Name));
      return {};
    },
    DeleteParameters({ Names }: Input) {
      const names = nameList(Names);
      const DeletedParameters = names.filter((name) => parameters.get(name));
      for (const name of DeletedParameters) parameters.delete(name);
      return { DeletedParameters, InvalidParameters: names.filter((name) => !DeletedParameters.includes(name)) };
    },
    DescribeParameters(input: Input) {
      const names = parameters.names().filter((name) => matchesFilters(name, select(parameters, name), input));
      const { shown: some, next } = page(names, input, 50);
      return { Parameters: some.map((name) => described(name, select(parameters, name))), ...next };
    },
  };
}

function put(parameters: ParameterStore, now: () => number, input: Input) {
  const { Name: name, Value: value } = input;
  checkName(name);
  const versions = parameters.get(name) ?? [];
  const before = versions.at(-1);
  if (before && input.Overwrite !== true) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const tier = tierFor(value, input.Tier, before?.tier);
  const type = typeFor(input.Type, before?.type);
  const description = typeof input.Description === 'string' ? { description: input.Description } : {};
  const version = (before?.version ?? 0) + 1;
  const next: ParameterVersion = { version, value: String(value), type, tier, ...description, modifiedAt: now() };
  parameters.put(name, [...versions, next].slice(-KEPT_VERSIONS));
  return { Version: version, Tier: tier };
}

const plainName = (name: unknown) => (typeof name === 'string' ? name.replace(/:\d+$/, '') : name);

function exists(parameters: ParameterStore, name: string): boolean {
  return parameters.get(String(plainName(name))) !== undefined;
}

/** The version that `name` or `name:7` means. @throws AwsError */
function select(parameters: ParameterStore, name: string): ParameterVersion {
  const versions = parameters.get(String(plainName(name)));
  const wanted = /:(\d+)$/.exec(name)?.[1];
  if (!versions) throw new AwsError('ParameterNotFound');
  const found = wanted ? versions.find(({ version }) => version === Number(wanted)) : versions.at(-1);
  if (!found)
    throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find version ${wanted} of ${name}.`);
  return found;
}

function nameList(names: unknown): string[] {
  if (!Array.isArray(names) || names.length === 0 || names.length > NAMES_AT_ONCE) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and ${NAMES_AT_ONCE}`,
    );
  }
  return [...new Set(names.map(String))];
}

function below(path: string, recursive: boolean) {
  if (!path.startsWith('/')) {
    throw new AwsError('ValidationException', 'The parameter path must begin with a slash: /kefu/accounts');
  }
  const start = path.endsWith('/') ? path : `${path}/`;
  return (name: string) => name.startsWith(start) && (recursive || !name.slice(start.length).includes('/'));
}

/** A SecureString that was not asked to be decrypted looks like cipher text, as it does on AWS. */
function shown(name: string, { value, version, type, modifiedAt }: ParameterVersion, decrypt: boolean) {
  const hidden = type === 'SecureString' && !decrypt;
  return {
    Name: plainName(name),
    Type: type,
    Value: hidden ? createHash('sha512').update(`${name}${version}`).digest('base64') : value,
    Version: version,
    LastModifiedDate: modifiedAt,
    ARN: parameterArn(String(plainName(name))),
    DataType: 'text',
  };
}

function described(name: string, { version, type, tier, description, modifiedAt }: ParameterVersion) {
  return {
    Name: name,
    ARN: parameterArn(name),
    Type: type,
    LastModifiedDate: modifiedAt,
    ...(description && { Description: description }),
    Version: version,
    Tier: tier,
    Policies: [],
    DataType: 'text',
  };
}

/** `ParameterFilters` (and the older `Filters`) of DescribeParameters, by Name, Type, Tier and Path. */
function matchesFilters(name: string, { type, tier }: ParameterVersion, input: Input): boolean {
  const filters = [input.ParameterFilters, input.Filters].flat().filter((filter) => filter !== undefined) as Input[];
  return filters.every(({ Key, Option = 'Equals', Values = [] }) => {
    const values = [Values].flat().map(String);
    if (Key === 'Path') return values.some((path) => below(path, Option === 'Recursive')(name));
    const actual = { Name: name, Type: type, Tier: tier }[String(Key)];
    if (actual === undefined)
      throw new AwsError('InvalidFilterKey', `The filter key ${String(Key)} is not served here.`);
    if (Option === 'BeginsWith') return values.some((value) => actual.startsWith(value));
    if (Option === 'Contains') return values.some((value) => actual.includes(value));
    return values.includes(actual);
  });
}
