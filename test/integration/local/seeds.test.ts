import { describe, expect, it } from 'vitest';
import { judgeItems } from '../../../functions/domain/rules/judge-items.ts';
import { SEEDED_RULES } from '../../../tools/local/seeds/rules.ts';
import type { SeedRule } from '../../../tools/local/seeds/seed-rule.ts';

const kindOf = (account: string) => (account === 'mini' ? 'mini-program' : 'service');
const accounts = Object.entries(SEEDED_RULES);
const replyKinds = ({ reply }: SeedRule) =>
  [reply].flat().map((one) => (typeof one === 'string' ? 'text' : (one as { kind?: string } | undefined)?.kind));

describe('the seeded rules', () => {
  it.each(accounts)('of %s are all without fault', (account, rules) => {
    const items = rules.map((rule) => ({ account, ...rule }));
    const { verdict } = judgeItems(items, kindOf(account), undefined);
    const notLive = items.map((item) => ({ id: item.id, ...verdict(item) })).filter(({ status }) => status !== 'live');
    expect(notLive).toEqual([]);
  });

  it('show every match and reply kind', () => {
    const rules = accounts.flatMap(([, list]) => list);
    expect(new Set(rules.map(({ match }) => match))).toEqual(
      new Set([undefined, 'exact', 'prefix', 'contains', 'regex', 'faq', 'event', 'any']),
    );
    expect(new Set(rules.flatMap(replyKinds))).toEqual(
      new Set([
        ...[undefined, 'text', 'image', 'voice', 'video', 'music', 'news', 'menu', 'mini-program-page', 'link'],
        ...['hand-off', 'resume-bot', 'ticket', 'ticket-status', 'silence'],
      ]),
    );
  });

  it('listen to texts only, and to no event but the first that a user causes and taps on the seeded menu', () => {
    const events = accounts.flatMap(([, rules]) => rules.filter(({ match }) => match === 'event'));
    const own = /^CLICK:demo_/;
    const others = events.map(({ keywords }) => `${keywords}`).filter((event) => !own.test(event));
    expect(others).toEqual(['subscribe', 'subscribe', 'user_enter_tempsession']);
    expect(accounts.flatMap(([, rules]) => rules.filter((rule) => 'kinds' in rule))).toEqual([]);
  });
});
