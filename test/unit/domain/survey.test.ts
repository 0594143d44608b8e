import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/domain/decide.ts';
import { keyMark } from '../../../functions/domain/mark.ts';
import type { ModeState } from '../../../functions/domain/mode.ts';
import { numberedSurvey, serviceEnded, surveyEntry, ticketServed } from '../../../functions/domain/survey.ts';
import { changed } from '../../../functions/domain/ticket.ts';
import { openedTicket, replyTo } from '../../../functions/domain/ticket-changes.ts';
import { TICKET_DEFAULTS } from '../../../functions/domain/ticket-settings.ts';
import { aText } from '../../support/rule-messages.ts';
import { aSituation } from '../../support/situation.ts';

const AT = 1_800_000_000;
const survey = { kfAccount: 'kf1@x', at: AT };
const says = (content: string, createdAt = AT + 30, messageKey = 'rates') => aText(content, { createdAt, messageKey });

describe('a user who was asked about a service', () => {
  it.each([
    ['1', 3],
    ['２', 2],
    ['3。', 1],
  ])('rates it by %s', async (content, stars) => {
    const { rating, reply } = decide(says(content), await aSituation({ before: { survey } }));
    expect(rating).toEqual({ kfAccount: 'kf1@x', stars, at: AT + 30, key: keyMark('rates') });
    expect(reply).toMatchObject({ kind: 'text', content: expect.stringContaining('感谢') });
  });

  it('rates it by a tap', async () => {
    const tap = { ...says('3. 不满意'), menuItemId: 'rate-1' } as ReturnType<typeof says>;
    expect(decide(tap, await aSituation({ before: { survey } })).rating?.stars).toBe(1);
  });

  it.each([
    [599, 3],
    [600, undefined],
    [-1, undefined],
  ])('has ten minutes: %i seconds later it is %s', async (seconds, stars) => {
    expect(decide(says('1', AT + seconds), await aSituation({ before: { survey } })).rating?.stars).toBe(stars);
  });

  it('rates it once, and a repeat says the same', async () => {
    const rating = { kfAccount: 'kf1@x', stars: 3, at: AT + 30, key: keyMark('rates') };
    const before = { survey, rating };
    expect(decide(says('1'), await aSituation({ before })).rating).toEqual(rating);
    expect(decide(says('2', AT + 40, 'again'), await aSituation({ before })).rating).toBeUndefined();
  });

  it('rates it while they wait for the next agent, who gets all the rest', async () => {
    const state: ModeState = { mode: 'waiting', at: AT + 10, cause: 'message' };
    const before = { survey, state };
    expect(decide(says('2'), await aSituation({ before })).rating?.stars).toBe(2);
    expect(decide(says('在吗'), await aSituation({ before })).reply).toEqual({ kind: 'transfer' });
  });

  it('may say anything else', async () => {
    expect(decide(says('流量'), await aSituation({ before: { survey } })).rule?.id).toBe('traffic');
  });

  it('chooses what was offered later', async () => {
    const choice = { rules: ['traffic'], at: AT + 10, key: 'k' };
    const decision = decide(says('1'), await aSituation({ before: { survey, choice } }));
    expect([decision.rating, decision.rule?.id]).toEqual([undefined, 'traffic']);
  });
});

describe('serviceEnded', () => {
  const human: ModeState = { mode: 'human', at: AT, cause: 'create', kfAccount: 'kf1@x' };
  const change = (state: ModeState) => ({
    ...{ account: 'main', openId: 'o', at: AT + 60 },
    before: { state: human },
    after: { state },
  });

  it('is told by an agent who closes', () => {
    const closed = serviceEnded(change({ mode: 'bot', at: AT + 60, cause: 'close' }));
    expect(closed).toEqual({ account: 'main', openId: 'o', kfAccount: 'kf1@x', from: AT, to: AT + 60 });
  });

  it('is not told by a user who was released', () => {
    expect(serviceEnded(change({ mode: 'bot', at: AT + 60, cause: 'message' }))).toBeUndefined();
  });
});

describe('the question', () => {
  const service = { account: 'main', openId: 'o', kfAccount: 'kf1@x', from: AT, to: AT + 60 };

  it('is a menu, or numbers where there are no menus, for two minutes', () => {
    const asked = surveyEntry(service, '请评价', AT + 60);
    const items = ['1. 满意', '2. 一般', '3. 不满意'];
    expect(asked).toMatchObject({ createdAt: AT + 60, expiresAt: AT + 180, reply: { kind: 'menu', head: '请评价' } });
    const numbered = numberedSurvey(service, '请评价', AT + 60);
    expect(numbered).toEqual({ ...asked, reply: { kind: 'text', content: ['请评价', ...items].join('\n') } });
  });

  it.each([
    [1, {}, undefined],
    [2, {}, 'Li'],
    [2, { assignee: 'Wang' }, 'Wang'],
    [2, { openId: undefined }, undefined],
  ])('after a ticket of %i replies, %j, is about %s', (replies, parts, kfAccount) => {
    const question = { text: 'x', messageKey: 'k', askedAt: AT };
    const wish = { account: 'main', openId: 'o', number: 1, question, reason: 'rule', by: 'customer' } as const;
    const doing = { by: 'Li', now: AT };
    const ticket = Array.from({ length: replies }).reduce<ReturnType<typeof openedTicket>>(
      (before) => changed(before, replyTo(before, 'y', TICKET_DEFAULTS, doing), AT),
      openedTicket(wish, TICKET_DEFAULTS, AT),
    );
    const served = { account: 'main', openId: 'o', kfAccount, from: AT, to: AT + 9 };
    const found = ticketServed({ ...ticket, ...parts } as typeof ticket, AT + 9);
    expect(found).toEqual(kfAccount === undefined ? undefined : served);
  });
});
