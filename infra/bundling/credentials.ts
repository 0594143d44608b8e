// Lambda gives a function its credentials in the environment. The SDK's default chain looks in eight more places with
// 130 kB of code; esbuild puts this file in the place of `@aws-sdk/credential-provider-node`.

/** Credentials of the function's role. */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = process.env;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
};
