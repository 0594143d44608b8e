import { REGION } from '../aws/arn.ts';

/** What the functions and the AWS clients in them find in their environment, so that nothing leaves this machine. */
export function localEnvironment(
  prefix: string,
  { aws: awsUrl, wechat: wechatUrl, callback }: { aws: string; wechat: string; callback: string },
): Record<string, string> {
  return {
    KEFU_PREFIX: prefix,
    WECHAT_API: wechatUrl,
    CALLBACK_URL: callback,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: awsUrl,
    AWS_ENDPOINT_URL_SSM: awsUrl,
    AWS_ENDPOINT_URL_LAMBDA: awsUrl,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

const LEADS_ELSEWHERE = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/** Set it for this process: the functions run in it. */
export function applyEnvironment(environment: Record<string, string>): void {
  for (const name of LEADS_ELSEWHERE) delete process.env[name];
  Object.assign(process.env, environment);
}
