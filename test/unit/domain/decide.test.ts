import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/domain/decide.ts';
import type { RuleReply } from '../../../functions/domain/rules/rule.ts';
import {
  anEnterMiniProgramEvent,
  anImageMessage,
  aScanEvent,
  aSubscribeEvent,
  aTextMessage,
} from '../../support/messages.ts';
import { NOW } from '../../support/push.ts';
import { aRule } from '../../support/rules.ts';
import { aSituation } from '../../support/situation.ts';

const saying = (content: string): RuleReply => ({ kind: 'text', content });
const TRANSFER = { kind: 'transfer' };
const NOTICE = '已为您转接人工客服，请直接描述您的问题，我们会尽快回复。';
const sent = (content: string) => expect.objectContaining({ kind: 'send', reply: { kind: 'text', content } });

describe('bot', () => {
  it('answers by the rule that fits, and changes nothing', async () => {
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation());
    expect(decision).toMatchObject({ mode: 'bot', reply: saying('亲，送流量活动'), rule: { id: 'traffic' } });
    expect([decision.state, decision.outbox, decision.rests]).toEqual([undefined, [], []]);
  });

  it('hands off what no rule answers, and keeps the question', async () => {
    const message = aTextMessage({ content: '退款到哪了' });
    expect(decide(message, await aSituation())).toMatchObject({
      reply: TRANSFER,
      state: { mode: 'waiting', at: NOW, cause: 'message' },
      question: { text: '退款到哪了', messageKey: message.messageKey, askedAt: NOW },
      outbox: [sent(NOTICE)],
    });
  });

  it('says the default answer of the settings instead', async () => {
    const situation = await aSituation({ settings: { unanswered: { kind: 'text', content: '请换个说法' } } });
    const { reply, state } = decide(aTextMessage(), situation);
    expect([reply, state]).toEqual([saying('请换个说法'), undefined]);
  });

  it('answers nothing where the settings ask for silence', async () => {
    const decision = decide(aTextMessage(), await aSituation({ settings: { unanswered: { kind: 'silence' } } }));
    expect([decision.reply, decision.state]).toEqual([undefined, undefined]);
  });

  it('hands off every message in a crisis that only humans can handle', async () => {
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ settings: { mode: 'humans-only' } }));
    expect([decision.reply, decision.state?.mode]).toEqual([TRANSFER, 'waiting']);
  });

  it('gives every message the notice of a crisis', async () => {
    const situation = await aSituation({ settings: { mode: 'notice', notice: '系统维护中' } });
    expect(decide(aTextMessage({ content: '流量' }), situation).reply).toEqual(saying('系统维护中'));
  });

  it('answers a picture by the rule that listens to pictures', async () => {
    const rules = [aRule({ match: 'any', kinds: ['image'], replies: [{ kind: 'image', mediaId: 'm' }] })];
    expect(decide(anImageMessage(), await aSituation({ rules })).reply).toEqual({ kind: 'image', mediaId: 'm' });
  });

  it('keeps what is not text as a question by its kind', async () => {
    expect(decide(anImageMessage(), await aSituation()).question?.text).toBe('[image]');
  });
});

describe('several replies', () => {
  const replies = [saying('一'), saying('二'), saying('三')];

  it('go out as the passive answer and then as custom sends, in order', async () => {
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules: [aRule({ replies })] }));
    expect(decision.reply).toEqual(saying('一'));
    expect(decision.outbox).toEqual([sent('二'), sent('三')]);
    expect(decision.outbox.map((entry) => 'trigger' in entry && entry.trigger)).toEqual(['message', 'message']);
    expect(new Set(decision.outbox.map(({ id }) => id)).size).toBe(2);
  });

  it('all go through the outbox when the first has no passive form', async () => {
    const menu: RuleReply = { kind: 'menu', items: [{ id: '1', content: '是' }] };
    const rules = [aRule({ replies: [menu, saying('二')] })];
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules }));
    expect(decision.reply).toBeUndefined();
    expect(decision.outbox).toEqual([expect.objectContaining({ reply: menu }), sent('二')]);
  });

  it.each([{ media: 'logo' }, { url: 'https://example.com/logo.png' }])(
    'wait in the outbox for a picture that is %j',
    async (source) => {
      const rules = [aRule({ replies: [{ kind: 'image', ...source }] })];
      const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules }));
      expect([decision.reply, decision.outbox.length]).toEqual([undefined, 1]);
    },
  );

  it('come down to the first passive one without the right to custom sends', async () => {
    const rules = [aRule({ replies: [{ kind: 'menu', items: [] }, saying('二'), saying('三')] })];
    const settings = { rights: { kf: false, customSend: false, menu: false, material: false } };
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules, settings }));
    expect([decision.reply, decision.outbox]).toEqual([saying('二'), []]);
  });

  it('become a hand-off when none of them can reach the user', async () => {
    const rules = [aRule({ replies: [{ kind: 'menu', items: [] }] })];
    const settings = { rights: { kf: true, customSend: false, menu: false, material: false } };
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules, settings }));
    expect([decision.reply, decision.state?.mode]).toEqual([TRANSFER, 'waiting']);
  });

  it('give one of them, the same at every delivery, when picked at random', async () => {
    const rules = [aRule({ replies, pick: 'random' })];
    const situation = await aSituation({ rules });
    const answers = Array.from({ length: 60 }, () => aTextMessage({ content: '流量' })).map((message) => {
      const [first, second] = [decide(message, situation), decide(message, situation)];
      expect(second).toEqual(first);
      expect(first.outbox).toEqual([]);
      return (first.reply as { content: string }).content;
    });
    expect(new Set(answers)).toEqual(new Set(['一', '二', '三']));
  });

  it('are cut at twenty', async () => {
    const rules = [aRule({ replies: Array.from({ length: 25 }, (_, index) => saying(`${index}`)) })];
    expect(decide(aTextMessage({ content: '流量' }), await aSituation({ rules })).outbox).toHaveLength(20);
  });
});

describe('events', () => {
  const welcome = aRule({ match: 'event', keywords: ['subscribe'], replies: [saying('欢迎')] });

  it('are answered by their rule', async () => {
    expect(decide(aSubscribeEvent(), await aSituation({ rules: [welcome] })).reply).toEqual(saying('欢迎'));
  });

  it('are never transferred', async () => {
    expect(decide(aSubscribeEvent(), await aSituation({ rules: [] })).reply).toBeUndefined();
  });

  it('take further replies from their own window, and only within it', async () => {
    const rules = [{ ...welcome, replies: [saying('一'), saying('二')] }];
    expect(decide(aSubscribeEvent(), await aSituation({ rules })).outbox).toMatchObject([
      { trigger: 'follow', expiresAt: NOW + 60 },
    ]);
  });

  it('keep where the user came from', async () => {
    expect(decide(aScanEvent({ scene: 'shop-7' }), await aSituation()).source).toBe('shop-7');
    expect(decide(anEnterMiniProgramEvent(), await aSituation()).source).toBe('shop');
  });

  it('reach the rules of that source from then on', async () => {
    const rules = [aRule({ sources: ['shop-7'] })];
    const message = aTextMessage({ content: '流量' });
    expect(decide(message, await aSituation({ rules, before: { source: 'shop-7' } })).rule?.id).toBe('traffic');
    expect(decide(message, await aSituation({ rules })).rule).toBeUndefined();
  });
});

describe('mini program', () => {
  it('gets its replies through the outbox', async () => {
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ accountKind: 'mini-program' }));
    expect([decision.reply, decision.outbox]).toEqual([undefined, [sent('亲，送流量活动')]]);
  });

  it('is handed off in the response', async () => {
    const decision = decide(aTextMessage(), await aSituation({ accountKind: 'mini-program' }));
    expect([decision.reply, decision.state?.mode]).toEqual([TRANSFER, 'waiting']);
  });

  it('gets nothing that its users cannot see', async () => {
    const rules = [aRule({ replies: [{ kind: 'music', thumbMediaId: 't' }] })];
    const situation = await aSituation({ accountKind: 'mini-program', rules });
    expect(decide(aTextMessage({ content: '流量' }), situation).reply).toEqual(TRANSFER);
  });
});

describe('cooldown', () => {
  const rule = aRule({ match: 'any', replies: [saying('你好')] });

  it('rests a text from an any rule for an hour by default', async () => {
    const first = decide(aTextMessage(), await aSituation({ rules: [rule] }));
    expect(first.rests).toHaveLength(1);
    const at = async (seconds: number) => {
      const situation = await aSituation({ rules: [rule], before: { rests: first.rests } });
      return decide(aTextMessage({ createdAt: NOW + seconds }), situation).reply;
    };
    expect([await at(3599), await at(3600)]).toEqual([TRANSFER, saying('你好')]);
  });

  it('is ignored by a repeat of the message that set it', async () => {
    const message = aTextMessage();
    const first = decide(message, await aSituation({ rules: [rule] }));
    const again = decide(message, await aSituation({ rules: [rule], before: { rests: first.rests } }));
    expect(again).toEqual(first);
  });

  it('is ignored by a message that came before it was set', async () => {
    const first = decide(aTextMessage(), await aSituation({ rules: [rule] }));
    const situation = await aSituation({ rules: [rule], before: { rests: first.rests } });
    expect(decide(aTextMessage({ createdAt: NOW - 1 }), situation).reply).toEqual(saying('你好'));
  });

  it('still holds for a repeat when a later message has renewed it', async () => {
    const first = decide(aTextMessage({ createdAt: NOW - 3600 }), await aSituation({ rules: [rule] }));
    const resting = aTextMessage({ createdAt: NOW - 1 });
    const later = decide(aTextMessage(), await aSituation({ rules: [rule], before: { rests: first.rests } }));
    const situation = await aSituation({ rules: [rule], before: { rests: later.rests } });
    expect(decide(resting, situation).reply).toEqual(TRANSFER);
  });
});

describe('tickets', () => {
  it('keep the question, and say what the rule says', async () => {
    const rules = [aRule({ replies: [{ kind: 'ticket', content: '已记录', category: '售后' }] })];
    const decision = decide(aTextMessage({ content: '流量坏了' }), await aSituation({ rules }));
    expect(decision.reply).toEqual(saying('已记录'));
    expect(decision.outbox).toMatchObject([
      { kind: 'ticket', reason: 'rule', category: '售后', question: { text: '流量坏了' } },
    ]);
  });

  it('tell their number when they are open', async () => {
    const rules = [aRule({ replies: [{ kind: 'ticket', content: '已记录，编号 {ticket}' }] })];
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules }));
    expect(decision.reply).toBeUndefined();
    expect(decision.outbox).toMatchObject([{ kind: 'ticket', notice: '已记录，编号 {ticket}' }]);
  });

  it.each([
    ['已记录，编号 {ticket}，明早回复您。', '已记录，明早回复您。'],
    ['您的工单 {ticket} 已建立', '您的工单已建立'],
    ['{ticket}', '已记录您的问题。'],
    ['已记录（{ticket}）。', '已记录。'],
  ])('say %j without the number where nothing can be sent later', async (content, said) => {
    const rules = [aRule({ replies: [{ kind: 'ticket', content }] })];
    const settings = { rights: { kf: false, customSend: false, menu: false, material: false } };
    const decision = decide(aTextMessage({ content: '流量' }), await aSituation({ rules, settings }));
    expect(decision.reply).toEqual(saying(said));
    expect(decision.outbox).toMatchObject([{ kind: 'ticket' }]);
    expect(decision.outbox[0]).not.toHaveProperty('notice');
  });
});
