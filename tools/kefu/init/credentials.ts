import { randomInt } from 'node:crypto';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import type { Credentials } from '../../../functions/domain/account.ts';
import { AES_KEY_LENGTH, secretOf, TOKEN_LENGTH } from '../../../functions/domain/rotation.ts';
import { credentialsParameter } from '../../../functions/env.ts';
import { createPatient } from '../doctor/patient.ts';
import { awsFailure } from '../shared/aws-failure.ts';
import { Failure } from '../shared/failure.ts';
import type { Target } from '../shared/target.ts';
import type { Answers } from './answers.ts';

/**
 * Store the credentials with a token and an EncodingAESKey. A second run keeps those of the first: they may be in the WeChat
 * console already.
 *
 * @throws Failure when the account is there and is another at WeChat
 */
export async function storeCredentials(target: Target, account: string, answers: Answers): Promise<Credentials> {
  const before = (await createPatient(target, account).credentials())?.fields;
  if (before?.appId !== undefined && before.appId !== answers.appId) throw another(account, String(before.appId));
  const { kind, appId, appSecret, originalId, wechatId } = answers;
  const credentials: Credentials = {
    kind,
    appId,
    appSecret,
    originalId,
    token: textOf(before?.token) ?? secretOf(TOKEN_LENGTH, randomInt),
    encodingAesKey: textOf(before?.encodingAesKey) ?? secretOf(AES_KEY_LENGTH, randomInt),
    encryption: 'safe',
    ...(wechatId !== undefined && { wechatId }),
  };
  await put(target, credentialsParameter(target.prefix, account), { ...before, ...credentials });
  return credentials;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const another = (account: string, appId: string) =>
  new Failure('refused', {
    zh: `账号 ${account} 已经是 ${appId}；请换一个名字。`,
    en: `The account ${account} is ${appId} already; choose another name.`,
  });

async function put(target: Target, Name: string, value: object): Promise<void> {
  const client = target.ssm();
  try {
    const Value = JSON.stringify(value);
    await client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
  } catch (error) {
    throw awsFailure(error, target, { zh: `写入参数 ${Name} `, en: `Writing the parameter ${Name}` });
  } finally {
    client.destroy();
  }
}
