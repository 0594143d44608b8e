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

/** An AppSecret or AppID that WeChat refused is asked for again. @see the errcodes of stable_token */
const REFUSED_SECRET: readonly (number | undefined)[] = [40001, 40013, 40125];

/** What an earlier run stored, so that nobody has to look it up twice. */
export async function knownAnswers(target: Target, account: string): Promise<Partial<Answers>> {
  const patient = createPatient(target, account);
  const fields = (await patient.credentials())?.fields;
  if (fields === undefined) return {};
  const own = (await patient.accounts()).find((one) => one.account === account);
  const isRefused = REFUSED_SECRET.includes(own?.token?.lastError?.errcode);
  const names = ['kind', 'appId', 'originalId', 'wechatId', ...(isRefused ? [] : ['appSecret'])] as const;
  return Object.fromEntries(names.map((name) => [name, textOf(fields[name as keyof Credentials])]).filter(hasValue));
}

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

const hasValue = ([, value]: (string | undefined)[]): boolean => value !== undefined;

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
