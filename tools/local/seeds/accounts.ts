import { credentialsParameter } from '../../../functions/env.ts';
import { type AccountOptions, SEEDED_ACCOUNTS } from '../../simulator/index.ts';
import type { ParameterStore } from '../ssm/parameter-file.ts';

/** What the callback and the token need of an account of the simulated WeChat. */
export function credentialsOf(account: AccountOptions): object {
  const { kind, appId, appSecret, originalId, token, encodingAesKey, encryption, wechatId } = account;
  const own = kind === 'mini-program' ? {} : { wechatId };
  return { kind, appId, appSecret, originalId, token, encodingAesKey, encryption, ...own };
}

/** Put the credentials where the functions read them, but for those that are there already. */
export function seedCredentials(parameters: ParameterStore, prefix: string, now: number): void {
  for (const account of SEEDED_ACCOUNTS) {
    const name = credentialsParameter(prefix, account.name);
    if (parameters.get(name)) continue;
    const value = JSON.stringify(credentialsOf(account));
    parameters.put(name, [{ version: 1, value, type: 'SecureString', tier: 'Standard', modifiedAt: now }]);
  }
}
