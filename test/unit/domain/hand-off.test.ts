import { describe, expect, it } from 'vitest';
import type { OnlineAgent, OnlineList } from '../../../functions/domain/agents.ts';
import { decide } from '../../../functions/domain/decide.ts';
import type { RuleReply } from '../../../functions/domain/rules/rule.ts';
import type { Settings } from '../../../functions/domain/rules/settings.ts';
import { aClickEvent, aTextMessage } from '../../support/messages.ts';
import { NOW } from '../../support/push.ts';
import { aRule } from '../../support/rules.ts';
import { aSituation } from '../../support/situation.ts';

const TRANSFER = { kind: 'transfer' };
const saying = (content: string) => ({ kind: 'text', content });
const agent = (changes: Partial<OnlineAgent> = {}): OnlineAgent => ({
  kfAccount: 'test1@test',
  acceptedCases: 1,
  capacity: 5,
  autoAccept: true,
  ...changes,
});
const online = (...agents: OnlineAgent[]): OnlineList => ({ seenAt: NOW - 10, agents });
const rulesFor = (reply: RuleReply) => [aRule({ match: 'exact', keywords: ['0'], replies: [reply] })];
const ask = aTextMessage({ content: '0' });

describe('a named kf account', () => {
  const rules = rulesFor({ kind: 'hand-off', kfAccount: 'test1@test' });

  it('is looked up first', async () => {
    expect(decide(ask, await aSituation({ rules })).needsAgents).toMatchObject({
      booking: { kfAccount: 'test1@test' },
    });
  });

  it('is named when it was just seen below its capacity', async () => {
    const decision = decide(ask, await aSituation({ rules, agents: online(agent()) }));
    expect(decision).toMatchObject({
      reply: { kind: 'transfer', kfAccount: 'test1@test' },
      answered: { kfAccount: 'test1@test' },
    });
    expect(decision.outbox.map(({ kind }) => kind)).toEqual(['send']);
  });

  it.each<[string, OnlineList]>([
    ['offline', online()],
    ['full', online(agent({ acceptedCases: 5 }))],
    ['of unknown load', { seenAt: NOW, agents: [{ kfAccount: 'test1@test', capacity: 5, autoAccept: true }] }],
    ['not accepting by itself', online(agent({ autoAccept: false }))],
    ['seen 90 s ago', { seenAt: NOW - 90, agents: [agent()] }],
  ])('is not named when it is %s: a session is asked for afterwards', async (_case, agents) => {
    const decision = decide(ask, await aSituation({ rules, agents }));
    expect(decision.reply).toEqual(TRANSFER);
    expect(decision.outbox).toMatchObject([{ kind: 'create-session', kfAccounts: ['test1@test'] }, { kind: 'send' }]);
  });

  it('may be named by its prefix, with what the settings declare of it', async () => {
    const situation = await aSituation({
      rules: rulesFor({ kind: 'hand-off', kfAccount: 'test1' }),
      agents: { seenAt: NOW, agents: [{ kfAccount: 'test1@test', acceptedCases: 0, autoAccept: false }] },
      settings: { agents: { test1: { capacity: 3, autoAccept: true } } },
    });
    expect(decide(ask, situation).reply).toEqual({ kind: 'transfer', kfAccount: 'test1@test' });
  });

  it('is never named for a mini program', async () => {
    const decision = decide(ask, await aSituation({ rules, accountKind: 'mini-program' }));
    expect([decision.needsAgents, decision.reply]).toEqual([undefined, TRANSFER]);
  });

  it('stays the one that was answered', async () => {
    const situation = await aSituation({ rules });
    const first = decide(ask, { ...situation, agents: online(agent()) });
    expect(decide(ask, { ...situation, answered: first.answered }).reply).toEqual(first.reply);
  });
});

describe('a group', () => {
  const rules = rulesFor({ kind: 'hand-off', group: '售后' });
  const settings = { groups: { 售后: ['a@test', 'b@test'] } };

  it('gives the user to its least busy agent', async () => {
    const agents = online(
      agent({ kfAccount: 'a@test', acceptedCases: 4 }),
      agent({ kfAccount: 'b@test', acceptedCases: 2 }),
      agent({ kfAccount: 'c@test', acceptedCases: 0 }),
    );
    const decision = decide(ask, await aSituation({ rules, settings, agents }));
    expect(decision.reply).toEqual({ kind: 'transfer', kfAccount: 'b@test' });
  });

  it('that does not exist is anybody', async () => {
    const decision = decide(ask, await aSituation({ rules, agents: online() }));
    expect([decision.reply, decision.outbox.map(({ kind }) => kind)]).toEqual([TRANSFER, ['send']]);
  });
});

describe('the notice', () => {
  const rules = rulesFor({ kind: 'hand-off' });

  it('can be switched off', async () => {
    expect(decide(ask, await aSituation({ rules, settings: { handOffNotice: false } })).outbox).toEqual([]);
  });

  it('gives way to what the rule says', async () => {
    const words = [aRule({ keywords: ['0'], replies: [{ kind: 'text', content: '请稍等' }, { kind: 'hand-off' }] })];
    const decision = decide(ask, await aSituation({ rules: words }));
    expect(decision.reply).toEqual(TRANSFER);
    expect(decision.outbox).toMatchObject([{ kind: 'send', reply: saying('请稍等') }]);
  });

  it('is not said without the right to custom sends', async () => {
    const settings = { rights: { kf: true, customSend: false, menu: true, material: true } };
    expect(decide(ask, await aSituation({ rules, settings })).outbox).toEqual([]);
  });

  it('keeps a request alone apart from a question', async () => {
    expect(decide(ask, await aSituation({ rules })).question).toMatchObject({ text: '0', isOpening: true });
  });
});

describe('when nobody is there', () => {
  // NOW is a Wednesday, 06:13 in Shanghai.
  const closed: Partial<Settings> = { hours: [{ weekday: 3, fromMinute: 9 * 60, untilMinute: 18 * 60 }] };
  const rules = rulesFor({ kind: 'hand-off' });

  it('transfers, tells the user, and lets the rules go on answering', async () => {
    const settings = { ...closed, offHours: { kind: 'text' as const, content: '九点见' } };
    const decision = decide(ask, await aSituation({ rules, settings }));
    expect([decision.reply, decision.state]).toEqual([TRANSFER, undefined]);
    expect(decision.outbox).toMatchObject([{ reply: saying('九点见') }]);
  });

  it('tells them once in six hours', async () => {
    const { rests } = decide(ask, await aSituation({ rules, settings: closed }));
    const told = async (seconds: number) => {
      const situation = await aSituation({ rules, settings: closed, before: { rests } });
      return decide(aTextMessage({ content: '0', createdAt: NOW - 12 * 3600 + seconds }), situation).outbox.length;
    };
    const [rest] = rests;
    expect(rest?.at).toBe(NOW);
    const again = async (seconds: number) => {
      const situation = await aSituation({ rules, settings: { hours: [] }, before: { rests } });
      return decide(aTextMessage({ content: '0', createdAt: NOW + seconds }), situation).outbox.length;
    };
    expect([await told(0), await again(6 * 3600 - 1), await again(6 * 3600)]).toEqual([1, 0, 1]);
  });

  it('opens a ticket where the settings ask for one', async () => {
    const settings = { ...closed, offHours: { kind: 'ticket' as const, content: '已记录', category: '夜间' } };
    const { outbox } = decide(aTextMessage({ content: '退款' }), await aSituation({ settings }));
    expect(outbox).toMatchObject([
      { kind: 'ticket', reason: 'off-hours', category: '夜间', question: { text: '退款' } },
      { kind: 'send', reply: saying('已记录') },
    ]);
  });

  const nobodyOnline = { kind: 'text' as const, content: '客服都不在' };
  it.each<[string, OnlineList, number, string | undefined]>([
    ['a fresh and empty list', { seenAt: NOW - 89, agents: [] }, 1, undefined],
    ['an old list', { seenAt: NOW - 90, agents: [] }, 1, 'waiting'],
    ['a list with somebody', { seenAt: NOW, agents: [agent()] }, 1, 'waiting'],
  ])('by %s', async (_case, agents, sends, mode) => {
    const situation = await aSituation({ rules, settings: { nobodyOnline }, agents });
    const decision = decide(ask, situation);
    expect([decision.outbox.length, decision.state?.mode]).toEqual([sends, mode]);
    expect(
      decision.outbox.some(
        (entry) => entry.kind === 'send' && 'content' in entry.reply && entry.reply.content === nobodyOnline.content,
      ),
    ).toBe(mode === undefined);
  });

  it('asks for the list only where that is to be said', async () => {
    expect(decide(ask, await aSituation({ rules, settings: { nobodyOnline } })).needsAgents).toEqual({});
    expect(decide(ask, await aSituation({ rules })).needsAgents).toBeUndefined();
  });
});

describe('an event that asks for a human', () => {
  const rules = [aRule({ match: 'event', keywords: ['CLICK:menu_kf'], replies: [{ kind: 'hand-off' }] })];
  const TYPE = '请直接输入您的问题，马上为您转接人工客服。';

  it('asks the user to type, and waits', async () => {
    const decision = decide(aClickEvent(), await aSituation({ rules }));
    expect(decision).toMatchObject({ reply: saying(TYPE), state: { mode: 'waiting' }, outbox: [] });
  });

  it('has whatever is typed next transferred', async () => {
    const { state, question } = decide(aClickEvent(), await aSituation({ rules }));
    const situation = await aSituation({ before: { state: state ?? never(), ...(question && { question }) } });
    const next = decide(aTextMessage({ content: '流量', createdAt: NOW + 5 }), situation);
    expect([next.reply, next.question?.text]).toEqual([TRANSFER, '流量']);
  });

  it.each([
    [1799, undefined],
    [1800, 'waiting'],
  ])('%d s into a session leaves the agent alone or not', async (seconds, mode) => {
    const before = { state: { mode: 'human' as const, at: NOW - seconds, cause: 'create' as const } };
    const decision = decide(aClickEvent(), await aSituation({ rules, before }));
    expect([decision.reply, decision.state?.mode]).toEqual([saying(TYPE), mode]);
  });

  it('is told of the hours when they are over', async () => {
    const settings = { hours: [], offHours: { kind: 'text' as const, content: '九点见' } };
    const decision = decide(aClickEvent(), await aSituation({ rules, settings }));
    expect([decision.reply, decision.state]).toEqual([saying('九点见'), undefined]);
  });
});

describe('without customer service', () => {
  const settings = { rights: { kf: false, customSend: false, menu: false, material: false } };

  it('a text takes the place of the hand-off', async () => {
    const situation = await aSituation({ settings });
    const decision = decide(aTextMessage(), situation);
    expect([decision.reply, decision.state]).toEqual([saying(situation.ruleSet.settings.notices.noHumans), undefined]);
  });
});

const never = (): never => {
  throw new Error('the decision changes no mode');
};
