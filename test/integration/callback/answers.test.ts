import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anHttpEvent, invoke } from '../../support/callback.ts';
import { aCallback, eventBody } from '../../support/callback-world.ts';
import { storedConversation } from '../../support/conversations.ts';
import { aCredentials } from '../../support/credentials.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aPush, fieldOf, NOW, openAnswer } from '../../support/push.ts';
import { aRule } from '../../support/rules.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const TRANSFER = 'transfer_customer_service';

describe('callback', () => {
  it.each(['safe', 'compat', 'plain'] as const)('answers a text by a rule in %s mode', async (encryption) => {
    const { ask, text, push, openId } = await aCallback(engine, { account: aCredentials({ encryption }) });
    const answer = await ask(text('我要流量'));
    const said = ['MsgType', 'Content', 'ToUserName', 'FromUserName'].map((name) => fieldOf(answer, name));
    expect(said).toEqual(['text', '亲，送流量活动', openId, 'gh_0123456789ab']);
    const { body = '' } = await push(text('我要流量'));
    expect(body.includes('<Encrypt>')).toBe(encryption !== 'plain');
  });

  it('transfers a text that no rule answers, then whatever comes while the user waits', async () => {
    const { ask, text } = await aCallback(engine);
    expect(fieldOf(await ask(text('你好')), 'MsgType')).toBe(TRANSFER);
    expect(fieldOf(await ask(text('我要流量')), 'MsgType')).toBe(TRANSFER);
  });

  it('gives a repeat the first answer', async () => {
    const { ask, text, logger } = await aCallback(engine);
    expect(await ask(text('你好'))).toBe(await ask(text('你好')));
    expect(logger.lines.map(({ fields }) => [fields.mode, fields.duplicate])).toEqual([
      ['bot', false],
      ['bot', true],
    ]);
  });

  it('gives the repeat of a stored hand-off its answer even when the rules have changed', async () => {
    const { ask, text, ruleSets, openId } = await aCallback(engine);
    const first = await ask(text('你好'));
    await ruleSets.publish({ rules: [aRule({ match: 'any', replies: [{ kind: 'text', content: '变了' }] })] });
    expect(await ask(text('你好'))).toBe(first);
    expect((await storedConversation(engine.client, openId)).outbox).toHaveLength(1);
  });

  it('takes a base64 body with UTF-8 in it', async () => {
    const { account, handler, text } = await aCallback(engine);
    const event = anHttpEvent(aPush(account, text('流量😀')), { base64: true });
    expect(openAnswer(account, (await invoke(handler, event)).body ?? '')).toContain('亲，送流量活动');
  });

  it('answers success to an event without a rule, unencrypted', async () => {
    const { push, openId } = await aCallback(engine);
    const { statusCode, body, headers } = await push(eventBody(openId, 'VIEW', { EventKey: 'https://example.com' }));
    expect([statusCode, body, headers]).toEqual([200, 'success', { 'content-type': 'text/plain; charset=utf-8' }]);
  });

  it('answers success to what it does not know', async () => {
    const { push, text } = await aCallback(engine);
    expect((await push(text('?', { MsgType: 'hologram' }))).body).toBe('success');
  });

  it('answers success to an authentic push that is no message', async () => {
    const { push, text, logger } = await aCallback(engine);
    expect(await push(text('?', { CreateTime: 'never' }))).toMatchObject({ statusCode: 200, body: 'success' });
    expect(logger.lines).toMatchObject([{ fields: { reason: 'CreateTime is not in seconds' } }]);
  });

  it('follows the session events', async () => {
    const { push, openId } = await aCallback(engine);
    await push(eventBody(openId, 'kf_create_session', { KfAccount: 'a@test' }));
    expect(await storedConversation(engine.client, openId)).toMatchObject({ mode: 'human', kfAccount: 'a@test' });
    await push(eventBody(openId, 'kf_close_session', { KfAccount: 'a@test' }));
    expect(await storedConversation(engine.client, openId)).toMatchObject({ mode: 'bot' });
  });

  it('sends a mini program its replies through the outbox, and transfers in JSON', async () => {
    const account = aCredentials({ kind: 'mini-program', encryption: 'plain' });
    const { push, text, openId } = await aCallback(engine, { account });
    expect((await push(text('流量'), { format: 'json' })).body).toBe('success');
    expect((await storedConversation(engine.client, openId)).outbox).toMatchObject([
      { kind: 'send', reply: { kind: 'text', content: '亲，送流量活动' }, trigger: 'message', createdAt: NOW },
    ]);
    const { body = '', headers } = await push(text('你好'), { format: 'json' });
    expect(JSON.parse(body)).toMatchObject({ MsgType: TRANSFER, ToUserName: openId });
    expect(headers).toEqual({ 'content-type': 'application/json; charset=utf-8' });
  });
});

describe('URL verification', () => {
  it('echoes', async () => {
    const { account, handler } = await aCallback(engine);
    const { query } = aPush({ ...account, encryption: 'plain' }, '');
    const result = await invoke(handler, anHttpEvent({ query: { ...query, echostr: '4375' } }, { method: 'GET' }));
    expect([result.statusCode, result.body]).toEqual([200, '4375']);
  });

  it('says to a person that the callback is reachable', async () => {
    const { handler } = await aCallback(engine);
    const { body } = await invoke(handler, anHttpEvent({}, { method: 'GET' }));
    expect(body).toBe("WeChat Kefu: the callback is reachable; WeChat's signature is missing.\n");
  });
});
