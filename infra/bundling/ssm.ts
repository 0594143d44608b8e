// The SSM client carries the shapes and errors of its 150 operations: 72 kB that every cold start reads, for the three
// that are called. esbuild puts this file in the place of `@aws-sdk/client-ssm`: the same SDK (protocol, signing,
// retries, endpoints of the partition), with those three operations. test/infra/bundling.test.ts holds both side by side.
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
import { DynamoDBClient, type DynamoDBClientConfig, type DynamoDBClientResolvedConfig } from '@aws-sdk/client-dynamodb';
import { partition } from '@aws-sdk/core/client';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { makeBuilder, ServiceException } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { TypeRegistry } from '@smithy/core/schema';
import type {
  $SchemaRef,
  MetadataBearer,
  StaticErrorSchema,
  StaticListSchema,
  StaticSimpleSchema,
  StaticStructureSchema,
} from '@smithy/types';

const SPACE = 'com.amazonaws.ssm';

/** The parameter is not there. */
export class ParameterNotFound extends ServiceException {
  constructor(options: { message: string; $metadata: object }) {
    super({ ...options, name: 'ParameterNotFound', $fault: 'client' });
  }
}

const errors = new TypeRegistry(SPACE);
const notFound: StaticErrorSchema = [-3, SPACE, 'ParameterNotFound', { error: 'client' }, ['message'], [0]];
errors.registerError(notFound, ParameterNotFound);

const SETTINGS = {
  serviceId: 'SSM',
  signingName: 'ssm',
  apiVersion: '2014-11-06',
  protocol: AwsJson1_1Protocol,
  protocolSettings: {
    defaultNamespace: SPACE,
    errorTypeRegistries: [errors],
    version: '2014-11-06',
    serviceTarget: 'AmazonSSM',
  },
  httpAuthSchemeProvider: ({ region }: { region?: string | undefined }) => [signedIn(region)],
  endpointProvider: ({ Endpoint, Region = '' }: { Endpoint?: string | undefined; Region?: string | undefined }) => ({
    url: new URL(Endpoint ?? `https://ssm.${Region}.${partition(Region).dnsSuffix}`),
  }),
};

/** A client of SSM, made like any other of the SDK's. */
export class SSMClient extends DynamoDBClient {
  constructor(config: DynamoDBClientConfig = {}) {
    super({ ...config, ...SETTINGS });
  }
}

const signedIn = (region = '') => ({
  schemeId: 'aws.auth#sigv4',
  signingProperties: { name: 'ssm', region },
  propertiesExtractor: (config: unknown, context: unknown) => ({ signingProperties: { config, context } }),
});

/** A text that the SDK keeps out of its logs. */
const SECRET: StaticSimpleSchema = [0, SPACE, 'PSParameterValue', 8, 0];
const [TEXT, WHOLE, YES_NO, TIME] = [0, 1, 2, 4] as const;

/** An object of the API: its fields and their kinds. */
const shape = (name: string, fields: Record<string, $SchemaRef>): (() => StaticStructureSchema) => {
  const schema: StaticStructureSchema = [3, SPACE, name, 0, Object.keys(fields), Object.values(fields)];
  return () => schema;
};

const parameter = shape('Parameter', {
  Name: TEXT,
  Type: TEXT,
  Value: SECRET,
  Version: WHOLE,
  Selector: TEXT,
  SourceResult: TEXT,
  LastModifiedDate: TIME,
  ARN: TEXT,
  DataType: TEXT,
});
const list = (name: string, of: $SchemaRef): StaticListSchema => [1, SPACE, name, 0, of];
const tag = shape('Tag', { Key: TEXT, Value: TEXT });
const filter = shape('ParameterStringFilter', { Key: TEXT, Option: TEXT, Values: () => list('Values', TEXT) });

const ENDPOINT = {
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
} as const;
const command = makeBuilder<DynamoDBClientResolvedConfig, object, MetadataBearer>(
  ENDPOINT,
  'AmazonSSM',
  'SSMClient',
  getEndpointPlugin,
);
const operation = (name: string, input: () => StaticStructureSchema, output: () => StaticStructureSchema) =>
  command({}, () => [], name, [9, SPACE, name, 0, input, output]);

/** One parameter. */
export class GetParameterCommand extends operation(
  'GetParameter',
  shape('GetParameterRequest', { Name: TEXT, WithDecryption: YES_NO }),
  shape('GetParameterResult', { Parameter: parameter }),
) {}

/** All parameters under a path, page by page. */
export class GetParametersByPathCommand extends operation(
  'GetParametersByPath',
  shape('GetParametersByPathRequest', {
    Path: TEXT,
    Recursive: YES_NO,
    ParameterFilters: () => list('ParameterStringFilterList', filter),
    WithDecryption: YES_NO,
    MaxResults: WHOLE,
    NextToken: TEXT,
  }),
  shape('GetParametersByPathResult', { Parameters: () => list('ParameterList', parameter), NextToken: TEXT }),
) {}

/** Writes a parameter. */
export class PutParameterCommand extends operation(
  'PutParameter',
  shape('PutParameterRequest', {
    Name: TEXT,
    Value: SECRET,
    Description: TEXT,
    Type: TEXT,
    KeyId: TEXT,
    Overwrite: YES_NO,
    AllowedPattern: TEXT,
    Tags: () => list('TagList', tag),
    Tier: TEXT,
    Policies: TEXT,
    DataType: TEXT,
  }),
  shape('PutParameterResult', { Version: WHOLE, Tier: TEXT }),
) {}
