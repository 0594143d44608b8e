import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookEndpoints } from '../../../functions/adapters/aws/webhook-endpoints.ts';
import { ConfigError } from '../../../functions/errors.ts';
import { type ParameterServer, startParameters } from '../../support/parameters.ts';

const SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const url = 'https://desk.example/hook?key=hidden';

let parameters: ParameterServer;
beforeAll(async () => {
  parameters = await startParameters();
});
afterAll(() => parameters.close());

let nowMs = 0;
let accounts = 0;
const endpoints = () =>
  createWebhookEndpoints({
    ssm: parameters.client,
    nameOf: (account) => `/kefu/accounts/${account}/webhooks`,
    nowMs: () => nowMs,
  });

/** An account whose parameter has this value. */
async function stored(value: unknown): Promise<string> {
  const account = `shop${++accounts}`;
  const Value = typeof value === 'string' ? value : JSON.stringify(value);
  const Name = `/kefu/accounts/${account}/webhooks`;
  await parameters.client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }));
  return account;
}

describe('the endpoints of an account', () => {
  it('are none without a parameter', async () => {
    expect(await endpoints().read('nobody')).toEqual([]);
  });

  it('are read, and known for a minute', async () => {
    const account = await stored([
      { url, secret: SECRET },
      { url: 'http://127.0.0.1:9/', secret: SECRET, families: ['tickets'] },
    ]);
    const reader = endpoints();
    const read = await reader.read(account);
    expect(read).toEqual([
      { name: expect.any(String), url, secret: SECRET },
      { name: expect.any(String), url: 'http://127.0.0.1:9/', secret: SECRET, families: ['tickets'] },
    ]);
    const calls = parameters.calls.length;
    nowMs += 59_000;
    await reader.read(account);
    expect(parameters.calls).toHaveLength(calls);
    nowMs += 2_000;
    await reader.read(account);
    expect(parameters.calls).toHaveLength(calls + 1);
  });

  it.each([
    ['no JSON', 'https://desk.example', 'the whole'],
    ['no list', { url, secret: SECRET }, 'the whole'],
    ['plain http', [{ url: 'http://desk.example/', secret: SECRET }], '0.url'],
    ['a secret that is too short', [{ url, secret: 'whsec_c2hvcnQ=' }], '0.secret'],
    ['a secret without its prefix', [{ url, secret: SECRET.slice(6) }], '0.secret'],
    ['an unknown family', [{ url, secret: SECRET, families: ['orders'] }], '0.families.0'],
    ['six of them', Array.from({ length: 6 }, () => ({ url, secret: SECRET })), 'the whole'],
  ])('are named wrong with %s, and never shown', async (_, value, field) => {
    const account = await stored(value);
    const fault = await endpoints()
      .read(account)
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ConfigError);
    expect((fault as Error).message).toContain(`/kefu/accounts/${account}/webhooks is wrong in ${field};`);
    expect((fault as Error).message).not.toMatch(/hidden|AQEB|c2hvcnQ/);
  });
});
