import type { Credentials } from '../../functions/domain/account.ts';

/** A service account in safe mode; change what the test is about. */
export function aCredentials(changes: Partial<Credentials> = {}): Credentials {
  return {
    kind: 'service',
    appId: 'wx1234567890abcdef',
    appSecret: 'secret-of-the-test-account',
    originalId: 'gh_0123456789ab',
    token: 'kfbridge2024',
    encodingAesKey: 'Q9wErTyUiOpAsDfGhJkLzXcVbNm1234567890QwErTy',
    encryption: 'safe',
    wechatId: 'test',
    ...changes,
  };
}
