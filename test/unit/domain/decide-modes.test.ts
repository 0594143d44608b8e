import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/domain/decide.ts';
import type { Cause, Mode, ModeState } from '../../../functions/domain/mode.ts';
import type { RuleReply } from '../../../functions/domain/rules/rule.ts';
import {
  aClickEvent,
  aKfCloseSessionEvent,
  aKfCreateSessionEvent,
  aKfSwitchSessionEvent,
  anUnknownMessage,
  anUnsubscribeEvent,
  aTextMessage,
} from '../../support/messages.ts';
import { NOW } from '../../support/push.ts';
import { aRule } from '../../support/rules.ts';
import { aSituation } from '../../support/situation.ts';

const since = (mode: Mode, secondsAgo: number, cause: Cause = 'message'): ModeState => ({
  mode,
  at: NOW - secondsAgo,
  cause,
});
const saying = (content: string): RuleReply => ({ kind: 'text', content });
const TRANSFER = { kind: 'transfer' };

describe('waiting', () => {
  const before = { state: since('waiting', 60), question: { text: '退款', messageKey: '1', askedAt: NOW - 60 } };

  it('transfers each message again and stays silent', async () => {
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ before }));
    expect(decision).toMatchObject({ mode: 'waiting', reply: TRANSFER, outbox: [], rests: [] });
    expect([decision.state, decision.question]).toEqual([undefined, undefined]);
  });

  it('takes what is written after a bare request as the question', async () => {
    const asked = { ...before, question: { text: '0', messageKey: '1', askedAt: NOW - 60, isOpening: true as const } };
    const { question } = decide(aTextMessage({ content: '我的订单没到' }), await aSituation({ before: asked }));
    expect(question).toMatchObject({ text: '我的订单没到' });
  });

  it('leads back by a rule that names the mode', async () => {
    const rules = [
      aRule({ keywords: ['取消'], modes: ['waiting'], replies: [{ kind: 'resume-bot', content: '已返回' }] }),
    ];
    const decision = decide(aTextMessage({ content: '取消' }), await aSituation({ before, rules }));
    expect(decision).toMatchObject({ reply: saying('已返回'), state: { mode: 'bot', at: NOW, cause: 'message' } });
  });

  it.each([
    [29 * 60 + 59, 'waiting', TRANSFER],
    [30 * 60, 'bot', saying('亲，送流量活动')],
  ])('after %d seconds is decided as %s', async (seconds, mode, reply) => {
    const situation = await aSituation({ before: { ...before, state: since('waiting', seconds) } });
    expect(decide(aTextMessage({ content: '流量' }), situation)).toMatchObject({ mode, reply });
  });

  it('is never left silently: a ticket keeps the question, and the user is told', async () => {
    const situation = await aSituation({ before: { ...before, state: since('waiting', 1800) } });
    const { outbox, state } = decide(aTextMessage({ content: '流量' }), situation);
    expect(state).toEqual({ mode: 'bot', at: NOW, cause: 'message' });
    expect(outbox).toEqual([
      expect.objectContaining({
        kind: 'ticket',
        reason: 'waited-out',
        question: before.question,
        notice: situation.ruleSet.settings.notices.waitedTooLong,
      }),
    ]);
  });
});

describe('human', () => {
  it.each<[number, Cause, string, unknown]>([
    [60, 'create', 'human', TRANSFER],
    [61, 'create', 'bot', saying('亲，送流量活动')],
    [60, 'switch', 'human', TRANSFER],
    [61, 'switch', 'bot', saying('亲，送流量活动')],
  ])('a message %d s after the %s event is decided as %s', async (seconds, cause, mode, reply) => {
    const situation = await aSituation({ before: { state: since('human', seconds, cause) } });
    expect(decide(aTextMessage({ content: '流量' }), situation)).toMatchObject({ mode, reply });
  });

  it('ends when a message proves the release', async () => {
    const situation = await aSituation({ before: { state: since('human', 1801, 'create') } });
    expect(decide(aTextMessage({ content: '流量' }), situation).state).toEqual(since('bot', 0));
  });

  it('lets rules speak that name the mode', async () => {
    const rules = [aRule({ keywords: ['我的工单'], modes: ['bot', 'waiting', 'human'] })];
    const situation = await aSituation({ rules, before: { state: since('human', 5, 'create') } });
    expect(decide(aTextMessage({ content: '我的工单' }), situation).reply).toEqual(saying('亲，送流量活动'));
  });

  it('answers events by their rules', async () => {
    const rules = [aRule({ match: 'event', keywords: ['CLICK:menu_price'] })];
    const situation = await aSituation({ rules, before: { state: since('human', 5, 'create') } });
    const decision = decide(aClickEvent({ eventKey: 'menu_price' }), situation);
    expect([decision.reply, decision.state]).toEqual([saying('亲，送流量活动'), undefined]);
  });
});

describe('session events', () => {
  it.each([
    [aKfCreateSessionEvent(), { mode: 'human', cause: 'create', kfAccount: 'test1@test', at: NOW }],
    [aKfSwitchSessionEvent(), { mode: 'human', cause: 'switch', kfAccount: 'test2@test', at: NOW }],
    [aKfCloseSessionEvent(), { mode: 'bot', cause: 'close', at: NOW }],
  ])('change the mode and answer nothing', async (event, state) => {
    const decision = decide(event, await aSituation());
    expect([decision.state, decision.reply, decision.outbox]).toEqual([state, undefined, []]);
  });

  it('unsubscribe sets bot and drops the outbox', async () => {
    const decision = decide(anUnsubscribeEvent(), await aSituation());
    expect(decision).toMatchObject({ state: { mode: 'bot', cause: 'close' }, dropsOutbox: true, outbox: [] });
    expect(decision.reply).toBeUndefined();
  });

  it('nothing comes of what is unknown', async () => {
    const decision = decide(anUnknownMessage(), await aSituation({ rules: [aRule({ match: 'any' })] }));
    expect([decision.reply, decision.state, decision.outbox]).toEqual([undefined, undefined, []]);
  });
});
