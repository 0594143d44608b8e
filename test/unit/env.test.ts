import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessTokenParameter, credentialsParameter, readEnvironment, tableName } from '../../functions/env.ts';

describe('names', () => {
  it('carry the prefix of the deployment', () => {
    expect([
      tableName('kefu', 'rule-sets'),
      credentialsParameter('shop', 'main'),
      accessTokenParameter('kefu', 'main'),
    ]).toEqual(['kefu-rule-sets', '/shop/accounts/main/credentials', '/kefu/accounts/main/access-token']);
  });
});

describe('environment', () => {
  let saved: NodeJS.ProcessEnv;
  beforeEach(() => {
    saved = process.env;
    process.env = {};
  });
  afterEach(() => {
    process.env = saved;
  });

  it('gives a function its variables', () => {
    process.env = { KEFU_PREFIX: 'kefu', SURPLUS: 'x' };
    expect(readEnvironment('callback')).toEqual({ KEFU_PREFIX: 'kefu' });
  });

  it('names every variable that is missing', () => {
    expect(() => readEnvironment('deliver')).toThrow('environment of deliver lacks KEFU_PREFIX, WECHAT_API');
  });
});
