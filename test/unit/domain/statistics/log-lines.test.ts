import { describe, expect, it } from 'vitest';
import { countLines } from '../../../../functions/domain/statistics/log-lines.ts';

const event = (message: string | object) => ({
  id: '1',
  timestamp: 1_800_000_000_000,
  message: typeof message === 'string' ? message : JSON.stringify(message),
});
const answered = { level: 'info', event: 'message.answered', account: 'main', kind: 'text', mode: 'bot', ms: 5 };
const countersOf = (message: string | object) => countLines([event(message)])[0];

describe('countLines', () => {
  it('counts a text that a rule answered', () => {
    expect(countersOf({ ...answered, rule: 'hello', reply: 'text', duplicate: false })).toEqual({
      account: 'main',
      hour: 1_800_000_000,
      slice: 0,
      counters: {
        messages: 1,
        'kind:text': 1,
        'mode:bot': 1,
        'reply:text': 1,
        'rule:hello': 1,
        asked: 1,
        solved: 1,
        'answer-ms:5': 1,
      },
    });
  });

  it.each(['text', 'transfer'])('counts a %s of a rule that takes whatever comes as no answer', (reply) => {
    const { counters } = countersOf({ ...answered, rule: 'default', byDefault: true, reply }) ?? {};
    expect(counters).toMatchObject({ asked: 1, unanswered: 1, 'rule:default': 1 });
    expect(counters).not.toHaveProperty('solved');
  });

  it('counts apart what is three minutes apart', () => {
    const at = (seconds: number) => ({ ...event(answered), timestamp: (1_800_000_000 + seconds) * 1000 });
    expect(
      countLines([0, 179, 180, 3600].map(at)).map(({ hour, slice, counters }) => [hour, slice, counters.messages]),
    ).toEqual([
      [1_800_000_000, 0, 2],
      [1_800_000_000, 1, 1],
      [1_800_003_600, 0, 1],
    ]);
  });

  it('counts a repeated delivery as nothing else', () => {
    expect(countersOf({ ...answered, duplicate: true })?.counters).toEqual({ duplicates: 1 });
  });

  it('passes over other lines', () => {
    expect(countLines([event('START RequestId: 1'), event({ event: 'message.trouble', account: 'main' })])).toEqual([]);
  });

  it.each([
    ['cut short', '{"event":"message.answered","account":"main","ki', '@unknown'],
    ['without a kind', { event: 'message.answered', account: 'main' }, '@unknown'],
    ['a list', ['message.answered'], '@unknown'],
  ])('counts a line %s as unreadable', (_, message, account) => {
    expect(countersOf(message)).toMatchObject({ account, counters: { unreadable: 1 } });
  });

  it.each([
    ['fields it does not know', { ...answered, later: { deep: true } }],
    ['fields of other types', { ...answered, rule: 7, reply: null, mode: ['bot'], ms: 'fast' }],
  ])('counts what it can of a line with %s', (_, message) => {
    expect(countersOf(message)?.counters).toMatchObject({ messages: 1, 'kind:text': 1 });
  });

  it('keeps a line of no account', () => {
    expect(countersOf({ ...answered, account: '../other' })?.account).toBe('@unknown');
  });
});
