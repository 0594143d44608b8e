import { describe, expect, it } from 'vitest';
import { compile, compileWith } from '../../../../functions/domain/rules/compile.ts';
import type { Rule } from '../../../../functions/domain/rules/rule.ts';
import { snapshotOf } from '../../../../functions/domain/rules/snapshot.ts';
import type { Message } from '../../../../functions/wechat/messages/index.ts';
import { anEvent, aText, aUserMessage } from '../../../support/rule-messages.ts';
import { aRule, aSnapshot, someSettings } from '../../../support/rules.ts';

const all = () => true;

async function winner(rules: Rule[], message: Message): Promise<string | undefined> {
  return (await compile(aSnapshot({ rules }))).find(message, all)?.id;
}

describe('compile', () => {
  it.each([
    ['exact', '流量', '流量', '流量包'],
    ['prefix', '流量', '流量包', '送流量'],
    ['contains', '流量', '送流量吗', '流 量'],
    ['contains', '送', '不送吗', '流量'],
    ['regex', '流量.*几', '流量有几个', '几个流量'],
    ['regex', '^\\d{4}$', '1234', '12345'],
    ['faq', '怎么退款', '怎么退款', '几点开门'],
    ['contains', 'ＶＩＰ', 'vip用户', 'v ip'],
    ['regex', '退.款', '退\n款', '退款'],
  ] as const)('fits %s %j to %j and not to %j', async (match, keyword, fits, differs) => {
    const rule = aRule({ match, keywords: [keyword] });
    expect(await winner([rule], aText(fits))).toBe(rule.id);
    expect(await winner([rule], aText(differs))).toBeUndefined();
  });

  it.each([
    ['a higher priority', { priority: 1, match: 'any', keywords: [] }, { match: 'exact' }],
    ['exact before prefix', { match: 'exact' }, { match: 'prefix' }],
    ['prefix before contains', { match: 'prefix' }, { match: 'contains' }],
    ['contains before regex', { match: 'contains' }, { match: 'regex' }],
    ['regex before faq', { match: 'regex' }, { match: 'faq' }],
    ['faq before any', { match: 'faq' }, { match: 'any', keywords: [] }],
    ['the longer keyword', { keywords: ['送流量'] }, { keywords: ['流量'] }],
  ] as const)('prefers %s', async (_, better, worse) => {
    const rules = [
      aRule({ keywords: ['送流量'], ...worse, id: 'a' } as Partial<Rule>),
      aRule({ keywords: ['送流量'], ...better, id: 'b' } as Partial<Rule>),
    ];
    expect(await winner(rules, aText('送流量'))).toBe('b');
  });

  it('prefers the smaller id when all else is equal', async () => {
    expect(await winner([aRule({ id: 'b' }), aRule({ id: 'a' })], aText('流量'))).toBe('a');
  });

  it('goes on to the next rule when the best does not apply', async () => {
    const rules = [
      aRule({ id: 'a', match: 'exact' }),
      aRule({ id: 'b' }),
      aRule({ id: 'c', match: 'any', keywords: [] }),
    ];
    const ruleSet = await compile(aSnapshot({ rules }));
    expect(ruleSet.find(aText('流量'), ({ id }) => id !== 'a')?.id).toBe('b');
    expect(ruleSet.find(aText('流量'), ({ id }) => id === 'c')?.id).toBe('c');
    expect(ruleSet.find(aText('流量'), () => false)).toBeUndefined();
  });

  it('asks only about rules that fit, each keyword once', async () => {
    const ruleSet = await compile(
      aSnapshot({ rules: [aRule({ keywords: ['流', '流量'] }), aRule({ id: 'x', keywords: ['退款'] })] }),
    );
    expect(ruleSet.fitting(aText('流量流量')).map(({ id }) => id)).toEqual(['traffic']);
  });

  it('compares the recognized text of a voice with the rules that listen to voices', async () => {
    const voice = aUserMessage('voice', { mediaId: 'm', format: 'amr', recognition: '查流量。' });
    expect(await winner([aRule({ kinds: ['text', 'voice'] })], voice)).toBe('traffic');
    expect(await winner([aRule()], voice)).toBeUndefined();
    expect(await winner([aRule({ kinds: ['voice'] })], aText('流量'))).toBeUndefined();
    expect(
      await winner([aRule({ kinds: ['voice'] })], aUserMessage('voice', { mediaId: 'm', format: 'amr' })),
    ).toBeUndefined();
  });

  it('gives pictures and stickers to rules for any message of their kind only', async () => {
    const picture = aRule({ id: 'picture', match: 'any', keywords: [], kinds: ['image'] });
    const image = aUserMessage('image', { pictureUrl: 'https://a', mediaId: 'm' });
    expect(await winner([aRule(), picture], image)).toBe('picture');
    expect(await winner([aRule({ keywords: ['不支持'] }), picture], aUserMessage('sticker', {}))).toBeUndefined();
    expect(await winner([aRule({ match: 'any', keywords: [] })], image)).toBeUndefined();
  });

  const follow = anEvent('subscribe', 'subscribe', '');
  const byCode = anEvent('subscribe', 'subscribe', '', { scene: 'shop' });
  const scan = anEvent('scan', 'SCAN', 'shop', { scene: 'shop', ticket: 't' });
  it.each([
    ['CLICK', anEvent('click', 'CLICK', 'menu_kf'), true],
    ['CLICK:menu_kf', anEvent('click', 'CLICK', 'menu_kf'), true],
    ['CLICK:menu_kf', anEvent('click', 'CLICK', 'MENU_KF'), false],
    ['subscribe', follow, true],
    ['subscribe', byCode, true],
    ['subscribe:shop', byCode, true],
    ['SCENE:shop', byCode, true],
    ['SCENE:shop', scan, true],
    ['SCENE:shop', follow, false],
    ['SCAN', scan, true],
    ['subscribe', scan, false],
    ['CLICK', aText('CLICK'), false],
    ['new_event', { ...aText(''), kind: 'unknown', type: 'event', event: 'new_event', eventKey: 'k' } as Message, true],
  ])('lets %s hear %o: %s', async (keyword, message, hears) => {
    expect(await winner([aRule({ match: 'event', keywords: [keyword], kinds: [] })], message)).toBe(
      hears ? 'traffic' : undefined,
    );
  });

  it('prefers an event with its key, however short', async () => {
    const rules = [
      aRule({ id: 'a', match: 'event', keywords: ['subscribe'] }),
      aRule({ id: 'b', match: 'event', keywords: ['SCENE:x'] }),
    ];
    expect(await winner(rules, anEvent('subscribe', 'subscribe', '', { scene: 'x' }))).toBe('b');
  });

  it('matches traditional texts and keywords as simplified, in patterns too', async () => {
    const settings = someSettings({ foldTraditional: true });
    const rules = [
      aRule({ id: 'a', keywords: ['開通'] }),
      aRule({ id: 'b', match: 'regex', keywords: ['退貨.?款'], literals: [['退貨']] }),
    ];
    const ruleSet = await compile(snapshotOf(aSnapshot({ settings, rules })));
    expect(ruleSet.find(aText('怎么开通'), all)?.id).toBe('a');
    expect(ruleSet.find(aText('退货退款'), all)?.id).toBe('b');
    expect(ruleSet.find(aText('退貨退款'), all)?.id).toBe('b');
  });

  it('tells every rule in order, and one by its id', async () => {
    const ruleSet = await compile(
      aSnapshot({ number: 7, rules: [aRule({ id: 'b', keywords: ['x', '流量卡'] }), aRule({ id: 'a', priority: 1 })] }),
    );
    expect(ruleSet.rules.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(ruleSet.rule('b')?.keywords).toEqual(['x', '流量卡']);
    expect(ruleSet.rule('c')).toBeUndefined();
    expect(ruleSet.number).toBe(7);
  });

  it('fits no pattern without an engine, and no empty keyword', () => {
    const rules = [aRule({ match: 'regex', keywords: ['流'] }), aRule({ id: 'b', keywords: [''] })];
    expect(compileWith(aSnapshot({ rules }), undefined).find(aText('流量'), all)).toBeUndefined();
  });

  it('takes texts of any length', async () => {
    expect(await winner([aRule()], aText(`${'好'.repeat(30_000)}流量`))).toBe('traffic');
    expect(await winner([aRule()], aText(''))).toBeUndefined();
  });

  it('finds each of many keywords that share their characters', async () => {
    const rules = Array.from({ length: 1000 }, (_, i) => aRule({ id: `r${i}`, keywords: [String(10_000 + i)] }));
    const ruleSet = await compile(aSnapshot({ rules }));
    for (let i = 0; i < 1000; i++) expect(ruleSet.find(aText(`单号${10_000 + i}。`), all)?.id).toBe(`r${i}`);
  });
});
