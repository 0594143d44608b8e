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

/** What an earlier run stored, so that nobody has to look it up twice. */
export interface KnownAnswers {
  answers: Partial<Answers>;
  /** WeChat knew no such AppID: it was a typing error, and another may take its place. */
  isWrongAppId: boolean;
}

const WRONG_APP_ID = 40013;
/** What WeChat refused is asked for again. @see the errcodes of stable_token */
const REFUSED: Readonly<Record<number, readonly string[]>> = {
  [WRONG_APP_ID]: ['appId', 'appSecret'],
  40001: ['appSecret'],
  40125: ['appSecret'],
};

/** The answers of an earlier run, without what WeChat refused. */
export async function knownAnswers(target: Target, account: string): Promise<KnownAnswers> {
  const patient = createPatient(target, account);
  const fields = (await patient.credentials())?.fields;
  if (fields === undefined) return { answers: {}, isWrongAppId: false };
  const errcode = (await patient.accounts()).find((one) => one.account === account)?.token?.lastError?.errcode;
  const refused = REFUSED[errcode ?? 0] ?? [];
  const names = (['kind', 'appId', 'originalId', 'wechatId', 'appSecret'] as const).filter(
    (name) => !refused.includes(name),
  );
  const answers = Object.fromEntries(names.map((name) => [name, textOf(fields[name])]).filter(hasValue));
  return { answers, isWrongAppId: errcode === WRONG_APP_ID };
}

/**
 * Store the credentials with a token and an EncodingAESKey. A second run keeps those of the first: they may be in the WeChat
 * console already.
 *
 * @throws Failure when the account is there and is another at WeChat
 */
export async function storeCredentials(
  target: Target,
  account: string,
  answers: Answers,
  isWrongAppId: boolean,
): Promise<Credentials> {
  const before = (await createPatient(target, account).credentials())?.fields;
  const isAnother = before?.appId !== undefined && before.appId !== answers.appId;
  if (isAnother && !isWrongAppId) throw another(account, String(before?.appId));
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
