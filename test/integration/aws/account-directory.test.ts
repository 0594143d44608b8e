import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountDirectory } from '../../../functions/adapters/aws/account-directory.ts';
import { type ParameterServer, startParameters } from '../../support/parameters.ts';

const credentials = {
  kind: 'service',
  appId: 'wx1',
  appSecret: 'SECRET',
  originalId: 'gh_1',
  token: 'callback',
  encodingAesKey: 'a'.repeat(43),
  encryption: 'safe',
};

describe('createAccountDirectory', () => {
  let parameters: ParameterServer;
  beforeAll(async () => {
    parameters = await startParameters();
    for (let number = 1; number <= 12; number += 1) await put(`a${number}`, JSON.stringify(credentials));
    await put('broken', JSON.stringify({ ...credentials, kind: 'robot', encodingAesKey: 'SECRET' }));
  });
  afterAll(() => parameters.close());

  const nameOf = (account: string) => `/kefu/accounts/${account}/credentials`;
  const put = (account: string, Value: string) =>
    parameters.client.send(
      new PutParameterCommand({ Name: nameOf(account), Value, Type: 'SecureString', Overwrite: true }),
    );
  const directory = () => createAccountDirectory(parameters.client, { path: '/kefu/accounts', credentialsOf: nameOf });

  it('finds every account, and names the faults of one without its values', async () => {
    const listed = await directory().list();
    expect(listed).toHaveLength(13);
    const broken = listed.find(({ account }) => account === 'broken');
    expect(broken).toMatchObject({ fault: expect.stringMatching(/kind must be .*; encodingAesKey must be 43/) });
    expect(JSON.stringify(broken)).not.toContain('SECRET');
  });

  it('decrypts only what changed since', async () => {
    const one = directory();
    await one.list();
    await put('a1', JSON.stringify({ ...credentials, appId: 'wx2' }));
    const before = parameters.calls.length;
    const listed = await one.list();
    expect(listed.find(({ account }) => account === 'a1')).toMatchObject({ credentials: { appId: 'wx2' } });
    expect(parameters.calls.slice(before).filter((call) => call === 'GetParameter')).toHaveLength(1);
  });

  it('reads back what it saved', async () => {
    const one = directory();
    const read = await one.read('a2');
    if (read) await one.save('a2', { ...read, token: 'rotated' });
    await expect(one.read('a2')).resolves.toMatchObject({ token: 'rotated', appSecret: 'SECRET' });
    await expect(one.read('nobody')).resolves.toBeUndefined();
  });
});
