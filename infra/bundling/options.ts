import { fileURLToPath } from 'node:url';
import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { FunctionName } from '../../functions/env.ts';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const ours = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * How a handler becomes the one file that is deployed. Small and quick to start: everything inlined, the AWS SDK as
 * well, but for what a Lambda never needs.
 *
 * re2js (147 kB) is a second file of the asset: only an account with a regex rule ever loads it.
 */
const BUNDLING: BundlingOptions = {
  format: OutputFormat.ESM,
  minify: true,
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  externalModules: ['re2js'],
  banner: "const require=(id)=>process.getBuiltinModule('node:module').createRequire(import.meta.url)(id);",
  esbuildArgs: {
    '--alias': [
      `node:crypto=${ours('node-crypto.ts')}`,
      `node:fs=${ours('node-fs.ts')}`,
      `node:http=${ours('node-http.ts')}`,
      `node:https=${ours('node-https.ts')}`,
      `node:process=${ours('node-process.ts')}`,
      `is-unsafe=${ours('is-unsafe.ts')}`,
      `@smithy/core/checksum=${ours('checksum.ts')}`,
      `@smithy/core/event-streams=${ours('no-event-streams.ts')}`,
      `@smithy/core/config=${ours('sdk-settings.ts')}`,
      `@aws-sdk/client-ssm=${ours('ssm.ts')}`,
      `@aws-sdk/credential-provider-node=${ours('credentials.ts')}`,
      `@aws-sdk/middleware-endpoint-discovery=${ours('no-endpoint-discovery.ts')}`,
    ],
    '--log-level': 'warning',
  },
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_, output) => [`"${process.execPath}" "${ours('add-re2js.ts')}" "${output}"`],
  },
};

/**
 * How the function that calls Amazon Bedrock becomes a file: its client needs event streams and all that they need to be there,
 * though we ask for none, and seconds of a model hide what its start takes.
 */
const BUNDLING_OF_ROBOT: BundlingOptions = {
  ...BUNDLING,
  esbuildArgs: {
    '--alias': [`@aws-sdk/credential-provider-node=${ours('credentials.ts')}`],
    '--log-level': 'warning',
  },
};

/** How the handler of a function becomes what is deployed. */
export const bundlingOf = (name: FunctionName): BundlingOptions => (name === 'robot' ? BUNDLING_OF_ROBOT : BUNDLING);
