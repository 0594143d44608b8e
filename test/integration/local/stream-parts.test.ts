import { describe, expect, it } from 'vitest';
import { thinning } from '../../../tools/local/schedules.ts';
import { matchesAny } from '../../../tools/local/streams/filter.ts';
import { createProgress } from '../../../tools/local/streams/progress.ts';

const record = { eventName: 'MODIFY', dynamodb: { NewImage: { due: { N: '5' }, mode: { S: 'waiting' } } } };
const image = (pattern: object) => ({ dynamodb: { NewImage: pattern } });

describe('a filter pattern', () => {
  it.each([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['REMOVE'] }, false],
    [image({ due: { N: [{ exists: true }] } }), true],
    [image({ gone: { N: [{ exists: false }] } }), true],
    [image({ gone: { N: [{ exists: true }] } }), false],
    [image({ mode: { S: [{ prefix: 'wait' }] } }), true],
    [image({ mode: { S: [{ suffix: 'ing' }] } }), true],
    [image({ mode: { S: [{ 'anything-but': ['bot', 'human'] }] } }), true],
    [image({ mode: { S: [{ 'anything-but': 'waiting' }] } }), false],
    [image({ mode: { S: [{ 'equals-ignore-case': 'WAITING' }] } }), true],
    [image({ due: { N: [{ numeric: ['>', 0, '<=', 5] }] } }), true],
    [image({ due: { N: [{ numeric: ['=', 4] }] } }), false],
    [{ $or: [{ eventName: ['REMOVE'] }, image({ due: { N: ['5'] } })] }, true],
    [{ eventName: ['MODIFY'], dynamodb: { NewImage: { mode: { S: ['bot'] } } } }, false],
  ])('%j matches: %s', (pattern, matches) => {
    expect(matchesAny(record, [pattern])).toBe(matches);
  });

  it('is one of several, of which one is enough', () => {
    expect(matchesAny(record, [{ eventName: ['REMOVE'] }, { eventName: ['MODIFY'] }])).toBe(true);
    expect(matchesAny(record, [])).toBe(true);
  });

  it('with a matcher that is not understood is named', () => {
    expect(() => matchesAny(record, [{ eventName: [{ wildcard: 'M*' }] }])).toThrow('wildcard');
  });
});

describe('the position in a stream', () => {
  it('never passes a record that is not done', () => {
    const progress = createProgress('0');
    for (const sequence of ['1', '2', '3']) progress.begin(sequence);
    expect(progress.finish(['2', '3'])).toBeUndefined();
    expect(progress.finish(['1'])).toBe('3');
  });
});

describe('a schedule of every minute', () => {
  it('runs each time by real time', () => {
    let now = 0;
    const isDue = thinning(4, () => now);
    const runs = Array.from({ length: 200 }, () => {
      now += 60_000;
      return isDue();
    });
    expect(runs.filter(Boolean)).toHaveLength(200);
  });

  it('runs each time for an hour of a turned clock, then every fourth time', () => {
    const isDue = thinning(4, () => 0);
    const runs = Array.from({ length: 180 }, isDue);
    expect(runs.filter(Boolean)).toHaveLength(60 + 30);
  });
});
