import type { ParameterStore } from '../ssm/parameter-file.ts';

const SHARED = {
  appSecret: 'demosecret0123456789demosecret01',
  token: 'demotoken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** Credentials of the seeded accounts by their names: a service account, the same in plain mode, and a mini program. */
export const SEEDED_ACCOUNTS = {
  demo: {
    kind: 'service',
    appId: 'wxdemo0000000001',
    originalId: 'gh_demo00000001',
    encryption: 'safe',
    wechatId: 'demo',
    ...SHARED,
  },
  plain: {
    kind: 'service',
    appId: 'wxdemo0000000002',
    originalId: 'gh_demo00000002',
    encryption: 'plain',
    wechatId: 'plain',
    ...SHARED,
  },
  mini: {
    kind: 'mini-program',
    appId: 'wxdemo0000000003',
    originalId: 'gh_demo00000003',
    encryption: 'safe',
    ...SHARED,
  },
} as const;

/** Put the credentials where the functions read them, but for those that are there already. */
export function seedCredentials(parameters: ParameterStore, prefix: string, now: number): void {
  for (const [account, credentials] of Object.entries(SEEDED_ACCOUNTS)) {
    const name = `/${prefix}/accounts/${account}/credentials`;
    if (parameters.get(name)) continue;
    const value = JSON.stringify(credentials);
    parameters.put(name, [{ version: 1, value, type: 'SecureString', tier: 'Standard', modifiedAt: now }]);
  }
}
