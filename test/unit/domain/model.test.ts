import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/domain/decide.ts';
import { afterDoubt } from '../../../functions/domain/model.ts';
import { aClickEvent, anImageMessage, aTextMessage, aVoiceMessage } from '../../support/messages.ts';
import { NOW } from '../../support/push.ts';
import { aRule, someSettings } from '../../support/rules.ts';
import { aSituation } from '../../support/situation.ts';

const robot = { dailyQuestions: 5, documents: [] };
const ask = aTextMessage({ content: '可以带宠物吗' });
const handsOff = aRule({ id: 'rest', match: 'any', keywords: [], replies: [{ kind: 'hand-off' }] });

describe('a question that no rule answers', () => {
  it('is handed off where the settings name no robot', async () => {
    const decision = decide(ask, await aSituation());
    expect(decision.reply).toEqual({ kind: 'transfer' });
    expect(decision.outbox.map(({ kind }) => kind)).not.toContain('ask');
  });

  it('is put into the outbox for the model, once, and answered with nothing meanwhile', async () => {
    const decision = decide(ask, await aSituation({ settings: { robot } }));
    expect(decision).toMatchObject({
      outbox: [{ kind: 'ask', question: { text: '可以带宠物吗' }, expiresAt: NOW + 120 }],
    });
    expect([decision.reply, decision.state]).toEqual([undefined, undefined]);
  });

  it('is for the model before a rule for whatever comes, which is remembered', async () => {
    const decision = decide(ask, await aSituation({ rules: [handsOff], settings: { robot } }));
    expect(decision.outbox).toMatchObject([{ kind: 'ask', rule: 'rest' }]);
  });

  it('is for the model when it was spoken', async () => {
    const decision = decide(aVoiceMessage({ recognition: '可以带宠物吗' }), await aSituation({ settings: { robot } }));
    expect(decision.outbox).toMatchObject([{ kind: 'ask' }]);
  });

  it.each([
    ['a picture', anImageMessage(), { robot }],
    ['hardly a word', aTextMessage({ content: '嗯' }), { robot }],
    [
      'an account that may not send',
      ask,
      { robot, rights: { kf: true, customSend: false, menu: true, material: true } },
    ],
    ['an account for humans only', ask, { robot, mode: 'humans-only' as const }],
  ])('is not for the model: %s', async (_why, message, settings) => {
    const decision = decide(message, await aSituation({ settings }));
    expect(decision.outbox.map(({ kind }) => kind)).not.toContain('ask');
    expect(decision.reply).toEqual({ kind: 'transfer' });
  });

  it.each(['waiting', 'human'] as const)('is not for the model while the user is in %s', async (mode) => {
    const state = { mode, at: NOW - 5, cause: 'message' } as const;
    const decision = decide(ask, await aSituation({ settings: { robot }, before: { state, rests: [] } }));
    expect(decision.outbox).toEqual([]);
  });

  it('is not for the model when a rule answers, or it is no message', async () => {
    const rules = [aRule({ match: 'contains', keywords: ['宠物'] })];
    expect(decide(ask, await aSituation({ rules, settings: { robot } })).outbox).toEqual([]);
    expect(decide(aClickEvent(), await aSituation({ settings: { robot } })).outbox).toEqual([]);
  });
});

describe('afterDoubt', () => {
  const entry = {
    ...{ id: 'k.0', createdAt: NOW, kind: 'ask' as const, expiresAt: NOW + 120 },
    question: { text: '可以带宠物吗', messageKey: 'k', askedAt: NOW },
  };

  it('has the user wait for a human, and tells them to write', () => {
    const { entries, waits } = afterDoubt(entry, undefined, someSettings(), NOW + 9);
    expect(entries).toMatchObject([{ kind: 'send', reply: { content: expect.stringContaining('人工客服') } }]);
    expect(waits).toMatchObject({ state: { mode: 'waiting', at: NOW + 9 }, question: { text: '可以带宠物吗' } });
  });

  it('does what the rule for whatever comes would have done', () => {
    const group = aRule({ match: 'any', replies: [{ kind: 'hand-off', group: 'sales' }] });
    expect(afterDoubt(entry, group, someSettings(), NOW).waits?.handOff).toEqual({ group: 'sales', reason: 'anybody' });
    const text = aRule({ match: 'any', replies: [{ kind: 'text', content: '回复 0 找人工' }] });
    const said = afterDoubt(entry, text, someSettings(), NOW);
    expect([said.waits, said.entries]).toMatchObject([undefined, [{ reply: { content: '回复 0 找人工' } }]]);
  });

  it('opens a ticket where the settings say so', () => {
    const settings = someSettings({ unanswered: { kind: 'ticket', content: '已记录 {ticket}' } });
    expect(afterDoubt(entry, undefined, settings, NOW).entries).toMatchObject([
      { kind: 'ticket', question: { text: '可以带宠物吗' }, notice: '已记录 {ticket}' },
    ]);
  });

  it('says that nobody is there, outside the hours or without customer service', () => {
    const rights = { kf: false, customSend: true, menu: true, material: true };
    for (const settings of [someSettings({ hours: [] }), someSettings({ rights })]) {
      const { entries, waits } = afterDoubt(entry, handsOff, settings, NOW);
      expect(waits).toBeUndefined();
      expect(entries).toMatchObject([{ kind: 'send', reply: { kind: 'text' } }]);
    }
  });
});
