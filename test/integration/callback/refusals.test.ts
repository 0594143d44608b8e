import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../functions/errors.ts';
import { anHttpEvent, invoke } from '../../support/callback.ts';
import { aCallback } from '../../support/callback-world.ts';
import { aCredentials } from '../../support/credentials.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aPush, NOW, type PushRequest } from '../../support/push.ts';
import { watchRequests } from '../../support/requests.ts';

let engine: Engine;
let requests: string[];
beforeAll(async () => {
  engine = await startEngine();
  requests = watchRequests(engine.client);
});
afterAll(() => engine.close());

const unsigned = ({ body }: PushRequest): PushRequest => ({ query: {}, body });

describe('a refused request', () => {
  it.each<[string, (push: PushRequest) => PushRequest]>([
    ['unsigned', unsigned],
    ['wrongly signed', ({ query, body }) => ({ query: { ...query, msg_signature: '0'.repeat(40) }, body })],
    [
      'altered',
      ({ query, body }) => ({ query, body: body.replace(/Encrypt><!\[CDATA\[..../, 'Encrypt><![CDATA[AAAA') }),
    ],
    ['stripped of its encryption', ({ query, body }) => ({ query: { ...query, encrypt_type: 'raw' }, body })],
    ['empty', ({ query }) => ({ query, body: '' })],
    ['of 2 MB', ({ query }) => ({ query, body: `<xml>${'x'.repeat(2_000_000)}</xml>` })],
  ])('that is %s gets 401 and nothing else, without a request to DynamoDB', async (_case, change) => {
    const { account, handler, text, logger } = await aCallback(engine);
    const before = requests.length;
    const result = await invoke(handler, anHttpEvent(change(aPush(account, text('流量')))));
    expect([result.statusCode, result.body, requests.length - before]).toEqual([401, '', 0]);
    expect(logger.lines).toMatchObject([{ event: 'callback.refused', fields: { account: 'main' } }]);
  });

  it('is one that is older than five minutes', async () => {
    const { push, text } = await aCallback(engine);
    expect((await push(text('流量'), { timestamp: NOW - 301 })).statusCode).toBe(401);
  });

  it('is one whose bytes are not UTF-8', async () => {
    const { handler, account, text } = await aCallback(engine);
    const event = anHttpEvent(aPush(account, text('流量')));
    const result = await invoke(handler, {
      ...event,
      isBase64Encoded: true,
      body: Buffer.of(0xff, 0xfe).toString('base64'),
    });
    expect(result.statusCode).toBe(401);
  });

  it('for another account is logged with the originalId received', async () => {
    const { push, text, logger } = await aCallback(engine);
    expect((await push(text('流量', { ToUserName: 'gh_another' }))).statusCode).toBe(401);
    expect(logger.lines).toMatchObject([{ fields: { received: 'gh_another' } }]);
  });

  it.each(['unknown', '', '../../x'])('for the account %j gets 403', async (name) => {
    const { account, handler, text } = await aCallback(engine);
    const result = await invoke(handler, anHttpEvent(aPush(account, text('流量')), { account: name }));
    expect([result.statusCode, result.body]).toEqual([403, '']);
  });

  it('gets 403 where the credentials are malformed, and the log names the field', async () => {
    const read = async () => {
      throw new ConfigError('credentials of main: token is missing');
    };
    const { push, text, logger } = await aCallback(engine, { credentials: { read } });
    expect((await push(text('流量'))).statusCode).toBe(403);
    expect(logger.lines).toMatchObject([
      { level: 'error', fields: { fault: 'credentials of main: token is missing' } },
    ]);
  });

  it('says nothing of what broke', async () => {
    const read = async () => {
      throw new Error('the secret is 12345');
    };
    const { push, text, logger } = await aCallback(engine, { credentials: { read } });
    const { statusCode, body } = await push(text('流量'));
    expect([statusCode, body]).toEqual([500, '']);
    expect(JSON.stringify(logger.lines)).not.toContain('12345');
  });

  it('of another method gets 405', async () => {
    const { handler } = await aCallback(engine);
    expect((await invoke(handler, anHttpEvent({}, { method: 'DELETE' }))).statusCode).toBe(405);
  });
});

describe('a rotation', () => {
  it('reaches a container that has older credentials in memory', async () => {
    const [older, newer] = [aCredentials(), aCredentials({ token: 'rotated' })];
    const asked: (number | undefined)[] = [];
    const read = async (_account: string, newerThanSeconds?: number) => {
      asked.push(newerThanSeconds);
      return newerThanSeconds === undefined ? older : newer;
    };
    const { handler, text } = await aCallback(engine, { credentials: { read } });
    const result = await invoke(handler, anHttpEvent(aPush(newer, text('流量'))));
    expect([result.statusCode, asked]).toEqual([200, [undefined, 10]]);
  });
});
