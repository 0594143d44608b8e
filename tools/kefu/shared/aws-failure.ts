import { Failure } from './failure.ts';
import type { Words } from './language.ts';
import { type Target, unreachable } from './target.ts';

/** A connection that never came about. */
export function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN'].includes(code ?? '')) return true;
  return error.cause !== undefined && isNetworkError(error.cause);
}

const CREDENTIALS =
  /credential|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SSOToken|profile/i;

const NO_CREDENTIALS: Words = {
  zh: '没有可用的 AWS 凭证：请运行 aws configure（或 aws sso login），并用 --profile 指定；本机试用请加 --local。',
  en: 'There are no AWS credentials that work: run aws configure (or aws sso login) and name them by --profile; for the local service use --local.',
};
const NO_REGION: Words = {
  zh: '没有指定区域：请加 --region，例如 --region ap-east-1。',
  en: 'No region is set: add --region, for example --region ap-east-1.',
};
const DENIED: Words = {
  zh: '这个 AWS 身份没有权限：请管理员授予托管策略 kefu-manager。',
  en: 'This AWS identity may not do that: ask the administrator for the managed policy kefu-manager.',
};

/** Why AWS did not do what was asked, in words that say what to do. */
export function awsFailure(error: unknown, target: Target, doing: Words): Failure {
  if (error instanceof Failure) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const told = `${cause.name} ${cause.message}`;
  if (isNetworkError(cause)) return unreachable(target.client.endpoint ?? regionOf(target), target.local, cause);
  if (/Region is missing/i.test(told)) return new Failure('usage', NO_REGION, { cause });
  if (/AccessDenied|not authorized/i.test(told)) return new Failure('refused', DENIED, { cause });
  if (CREDENTIALS.test(told)) return new Failure('unreachable', NO_CREDENTIALS, { cause });
  const words = { zh: `${doing.zh}失败：${cause.message}`, en: `${doing.en} failed: ${cause.message}` };
  return new Failure('failed', words, { cause });
}

/** Of the service of npm start. */
const LOCAL_PREFIX = 'kefu';

/** What is not deployed, and where it was looked for. */
export function notDeployed(target: Target, what: string): Failure {
  if (target.local && target.prefix !== LOCAL_PREFIX)
    return new Failure('failed', {
      zh: `本机服务没有 ${what}：它的前缀是 ${LOCAL_PREFIX}，请去掉 --prefix；部署的服务请加 --region 或 --profile。`,
      en: `The local service has no ${what}: its prefix is ${LOCAL_PREFIX}, leave --prefix out; for a deployment add --region or --profile.`,
    });
  if (target.local)
    return new Failure('failed', {
      zh: `本机服务没有 ${what}；请更新代码后重新运行 npm start。`,
      en: `The local service has no ${what}; update the code and run npm start again.`,
    });
  const where = regionOf(target);
  return new Failure('failed', {
    zh: `${where} 没有 ${what}：请核对 --region 和 --prefix，或先部署：npx cdk deploy --all`,
    en: `There is no ${what} in ${where}: check --region and --prefix, or deploy first: npx cdk deploy --all`,
  });
}

const regionOf = ({ client }: Target): string => client.region ?? process.env.AWS_REGION ?? 'the region of the profile';
