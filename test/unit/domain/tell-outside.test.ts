import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/domain/decide.ts';
import type { ModeState } from '../../../functions/domain/mode.ts';
import { WEBHOOK_FAMILIES } from '../../../functions/domain/webhook.ts';
import type { Message } from '../../../functions/wechat/messages/index.ts';
import { anEvent, aText } from '../../support/rule-messages.ts';
import { aRule } from '../../support/rules.ts';
import { aSituation } from '../../support/situation.ts';

const AT = 1_800_000_000;
const waiting: ModeState = { mode: 'waiting', at: AT - 60, cause: 'message' };
const rules = [
  aRule(),
  aRule({ id: 'human', keywords: ['人工'], replies: [{ kind: 'hand-off' }] }),
  aRule({ id: 'back', keywords: ['退出'], modes: ['waiting'], replies: [{ kind: 'resume-bot' }] }),
];
const told = async (
  message: Message,
  state?: ModeState,
  webhooks: (typeof WEBHOOK_FAMILIES)[number][] = [...WEBHOOK_FAMILIES],
) => {
  const situation = await aSituation({ rules, settings: { webhooks }, ...(state && { before: { state } }) });
  return decide(message, situation).outbox.flatMap((entry) => (entry.kind === 'webhook' ? entry.events : []));
};

describe('an outside desk is told', () => {
  it('of a message, and which rule answered it', async () => {
    const data = { account: 'main', openId: 'openid-1', kind: 'text', text: '流量', mode: 'bot', rule: 'traffic' };
    expect(await told(aText('流量'))).toMatchObject([{ type: 'message.received', at: AT, data }]);
  });

  it('of a hand-off, and of its end', async () => {
    const asked = await told(aText('人工'));
    expect(asked.map(({ type }) => type)).toEqual(['message.received', 'hand-off.asked']);
    const ended = await told(aText('退出'), waiting);
    expect(ended.map(({ type }) => type)).toEqual(['message.received', 'hand-off.ended']);
    expect(new Set([...asked, ...ended].map(({ id }) => id)).size).toBe(2);
  });

  it.each([
    ['kf-create-session', { kfAccount: 'kf1@x' }, 'session.created'],
    ['kf-switch-session', { fromKfAccount: 'kf1@x', toKfAccount: 'kf2@x' }, 'session.switched'],
    ['kf-close-session', { kfAccount: 'kf1@x' }, 'session.closed'],
  ] as const)('of %s', async (kind, fields, type) => {
    expect((await told(anEvent(kind, kind, '', fields), waiting)).map((event) => event.type)).toEqual([type]);
  });

  it('only of what the settings turn on', async () => {
    expect((await told(aText('人工'), undefined, ['hand-offs'])).map(({ type }) => type)).toEqual(['hand-off.asked']);
    expect(await told(aText('人工'), undefined, [])).toEqual([]);
    expect(await told(aText('流量'), undefined, ['sessions'])).toEqual([]);
  });

  it('nothing of a user who leaves', async () => {
    expect(await told(anEvent('unsubscribe', 'unsubscribe', ''))).toEqual([]);
  });
});
