// The SDK looks for each of its settings in the environment, then in `~/.aws/config` and `~/.aws/credentials`, then asks
// the machine's metadata service. A Lambda has an environment and nothing else; missing each of twenty settings in files
// costs an error with its stack, and `node:fs/promises`: 4 ms of every cold start. esbuild puts this file in the place of
// `@smithy/core/config`.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime

type Environment = Record<string, string | undefined>;
interface Setting<T> {
  environmentVariableSelector: (env: Environment) => T | undefined;
  default: T | (() => T | Promise<T>);
}

/** A setting: from the environment, else its default. */
export const loadConfig =
  <T>({ environmentVariableSelector, default: otherwise }: Setting<T>) =>
  async (): Promise<T> => {
    const found = environmentVariableSelector(process.env);
    if (found !== undefined) return found;
    return otherwise instanceof Function ? otherwise() : otherwise;
  };

export const CONFIG_PREFIX_SEPARATOR = '.';
export const SelectorType = { ENV: 'env', CONFIG: 'shared config entry' };

/** `true` and `false` as texts; undefined where it is not set. @throws Error for any other. */
export function booleanSelector(env: Environment, name: string, kind: string): boolean | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Error(`${kind} ${name} is "${text}": use "true" or "false"`);
}

const switchedBy = (name: string): Setting<boolean> => ({
  environmentVariableSelector: (env) => booleanSelector(env, name, SelectorType.ENV) ?? false,
  default: false,
});

export const DEFAULT_USE_DUALSTACK_ENDPOINT = false;
export const DEFAULT_USE_FIPS_ENDPOINT = false;
export const NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS = switchedBy('AWS_USE_DUALSTACK_ENDPOINT');
export const NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS = switchedBy('AWS_USE_FIPS_ENDPOINT');
export const REGION_ENV_NAME = 'AWS_REGION';
export const REGION_INI_NAME = 'region';
export const NODE_REGION_CONFIG_FILE_OPTIONS = {};
export const NODE_REGION_CONFIG_OPTIONS: Setting<string> = {
  environmentVariableSelector: (env) => env[REGION_ENV_NAME],
  default: () => {
    throw new Error('AWS_REGION is not set: Lambda sets it');
  },
};

type Given<T> = T | (() => T | Promise<T>);
const provided = <T>(given: Given<T>) => (given instanceof Function ? given : async () => given);

/** Turns the settings that a client may be given as values into functions, as the client's middleware wants them. */
export const resolveRegionConfig = <Config extends { region: Given<string>; useFipsEndpoint: Given<boolean> }>(
  config: Config,
) => Object.assign(config, { region: provided(config.region), useFipsEndpoint: provided(config.useFipsEndpoint) });

/** The SDK's own timeouts and retries, not those of a mobile phone or another region. */
export const resolveDefaultsModeConfig = () => async () => 'legacy';

/** A setting or credential that could not be had. */
export class ProviderError extends Error {}
