// The DynamoDB client can ask the service for other endpoints, which DynamoDB does not do unless told to. esbuild puts
// this file in the place of `@aws-sdk/middleware-endpoint-discovery`: 9 kB with its cache, in every cold start.

/** Says that discovery is not configured. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};

/** Leaves the client's configuration as it is. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

/** Adds nothing to a command. */
export const getEndpointDiscoveryPlugin = () => ({ applyToStack: () => undefined });
