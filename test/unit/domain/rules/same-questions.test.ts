import { describe, expect, it } from 'vitest';
import { judgeItems } from '../../../../functions/domain/rules/judge-items.ts';

const item = (id: string, fields: object) => ({ account: 'main', id, match: 'faq', reply: 'yes', ...fields });
const verdicts = (...items: ReturnType<typeof item>[]) => {
  const { verdict } = judgeItems(items, 'service', undefined);
  return items.map((one) => verdict(one));
};

describe('judgeItems on FAQ items', () => {
  it('names the other item on both that have a question in common', () => {
    const [one, other] = verdicts(
      item('a', { keywords: ['怎么退货', '能退吗'] }),
      item('b', { keywords: ['能换吗', ' 怎么退货 '] }),
    );
    expect(one?.error).toBe('keywords[0] "怎么退货" is also a question of b; keep it in one of them');
    expect(other?.error).toBe('keywords[1] "怎么退货" is also a question of a; keep it in one of them');
  });

  it.each([
    ['one is switched off', { enabled: false }],
    ['one is for another season', { from: '2026-10-01' }],
    ['one comes first by its priority', { priority: 1 }],
  ])('leaves them alone when %s', (_, fields) => {
    const [one, other] = verdicts(
      item('a', { keywords: ['怎么退货'] }),
      item('b', { keywords: ['怎么退货'], ...fields }),
    );
    expect([one?.status, other?.status]).toEqual(['live', 'live']);
  });

  it('asks for a question where there is none', () => {
    expect(verdicts(item('a', {}))[0]?.error).toBe('keywords is missing; match faq needs at least one question');
  });

  it('takes them under the name questions too', () => {
    expect(verdicts(item('a', { questions: ['怎么退货'] }))[0]?.status).toBe('live');
  });
});

describe('judgeItems on synonyms', () => {
  const settings = (synonyms: unknown) => verdicts({ account: 'main', id: '@settings', synonyms } as never)[0];
  it.each([[[['退货', '退回']]], [['退货，退回', '快递=包裹']], [{ 退货: ['退回'], 快递: '包裹,物流' }]])(
    'takes %j',
    (synonyms) => {
      expect(settings(synonyms)?.status).toBe('live');
    },
  );

  it('names a group of one word', () => {
    expect(settings([['退货']])?.error).toBe(
      'synonyms[0] has one word; write those that mean the same as it, or remove it',
    );
  });
});
