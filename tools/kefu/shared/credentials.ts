import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import type { Credentials } from '../../../functions/domain/account.ts';
import { credentialsParameter } from '../../../functions/env.ts';
import { awsFailure } from './aws-failure.ts';
import { Failure } from './failure.ts';
import type { Target } from './target.ts';

/** The credentials of an account. Never show one of its values. */
export async function readCredentials(target: Target, account: string): Promise<Credentials> {
  const name = credentialsParameter(target.prefix, account);
  const value = await readParameter(target, name, account);
  try {
    return JSON.parse(value) as Credentials;
  } catch (cause) {
    throw new Failure(
      'failed',
      { zh: `参数 ${name} 不是 JSON。`, en: `The parameter ${name} is not JSON.` },
      { cause },
    );
  }
}

async function readParameter(target: Target, name: string, account: string): Promise<string> {
  const client = target.ssm();
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value ?? '';
  } catch (cause) {
    if (cause instanceof ParameterNotFound) throw unknownAccount(target, account, name);
    throw awsFailure(cause, target, { zh: `读取参数 ${name} `, en: `Reading the parameter ${name}` });
  } finally {
    client.destroy();
  }
}

function unknownAccount({ local }: Target, account: string, name: string): Failure {
  const seeded = local
    ? { zh: '本机有 demo、plain、mini。', en: ' Local accounts are demo, plain and mini.' }
    : { zh: '', en: '' };
  return new Failure('failed', {
    zh: `没有账号 ${account}：参数 ${name} 不存在。${seeded.zh}`,
    en: `There is no account ${account}: the parameter ${name} does not exist.${seeded.en}`,
  });
}
