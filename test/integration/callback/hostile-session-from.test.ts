import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSessionFrom } from '../../../functions/domain/session-from.ts';
import { aCallback, eventBody } from '../../support/callback-world.ts';
import { storedConversation } from '../../support/conversations.ts';
import { aCredentials } from '../../support/credentials.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { NOW } from '../../support/push.ts';
import { aRule } from '../../support/rules.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const account = aCredentials({ kind: 'mini-program' });
const cut = `s|n||${JSON.stringify({ product: '手机', note: '很'.repeat(1100) })}`.slice(0, 1024);

describe('a session-from of any kind', () => {
  it.each([
    ['10 kB', '长'.repeat(10_000)],
    ['10 kB of separators', '|'.repeat(10_000)],
    ['10 kB of open JSON', `a|b|c|${'{"a":['.repeat(2_000)}`],
    ['emoji', '👩‍👩‍👧‍👦|🎁|https://x.cn/🎉.png|{"product":"🍵"}'],
    ['half an emoji', 's|\ud83d||'],
    ['|||', '|||'],
    ['__proto__', 's|n||{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
    ['__proto__ as the whole', '{"__proto__":{"polluted":true}}'],
    ['[object Object]', 's|n||[object Object]'],
    ['cut JSON', cut],
    ['control characters', 's\u0000\u0007|n\n\r||{"a":"\\u0000"}'],
    ['markup', '<![CDATA[x]]>|<script>|javascript:alert(1)|{"a":"</xml>"}'],
    ['nothing', ''],
  ])('gives a contact or nothing, never an error: %s', async (_name, SessionFrom) => {
    const world = await aCallback(engine, { account });
    const greeting = { kind: 'text' as const, content: '您好' };
    await world.ruleSets.publish({
      rules: [aRule({ match: 'event', keywords: ['user_enter_tempsession'], replies: [greeting] })],
    });
    const body = {
      ...eventBody(world.openId, 'user_enter_tempsession', { SessionFrom }),
      ToUserName: account.originalId,
    };
    const answer = await world.push(body, { format: 'json' });
    expect([answer.statusCode, answer.body]).toEqual([200, 'success']);
    expect(world.logger.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    const stored = await storedConversation(engine.client, world.openId);
    expect(stored.outbox).toMatchObject([{ reply: greeting }]);
    const { text = '' } = (stored.sessionFrom ?? {}) as { text?: string };
    expect(text.length).toBeLessThanOrEqual(1024);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const { source, nickName, avatarUrl, custom } = parseSessionFrom(text);
    for (const value of [source, nickName, avatarUrl, ...Object.values(custom)]) {
      expect((value ?? '').length).toBeLessThanOrEqual(512);
    }
  });

  it('keeps of cut JSON what came whole', () => {
    expect(parseSessionFrom(cut)).toMatchObject({
      source: 's',
      nickName: 'n',
      custom: { product: '手机' },
      truncated: true,
    });
  });
});

describe('a message in the second in which an agent closes the session', () => {
  const event = (openId: string, name: string, CreateTime: number) => ({
    ...eventBody(openId, name, { KfAccount: 'test1@test', CreateTime }),
  });
  it.each([['after'], ['before']])('is answered by the rules when it arrives %s the event', async (order) => {
    const world = await aCallback(engine);
    await world.push(event(world.openId, 'kf_create_session', NOW - 600));
    const close = () => world.push(event(world.openId, 'kf_close_session', NOW));
    if (order === 'after') await close();
    expect(await world.ask(world.text('我要流量'))).toContain('亲，送流量活动');
    if (order === 'before') await close();
    expect(await storedConversation(engine.client, world.openId)).toMatchObject({ mode: 'bot' });
  });

  it('that asks for a human again waits, and is not left to the bot', async () => {
    const world = await aCallback(engine);
    await world.push(event(world.openId, 'kf_create_session', NOW - 600));
    await world.push(event(world.openId, 'kf_close_session', NOW));
    expect(await world.ask(world.text('没有规则的问题'))).toContain('transfer_customer_service');
    expect(await storedConversation(engine.client, world.openId)).toMatchObject({ mode: 'waiting', waitingAt: NOW });
  });
});
