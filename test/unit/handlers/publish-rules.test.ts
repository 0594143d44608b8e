import { describe, expect, it } from 'vitest';
import { StoreConflictError } from '../../../functions/errors.ts';
import { publishBatch } from '../../../functions/handlers/publish-rules.ts';
import type { LogField } from '../../../functions/ports/logger.ts';
import type { RuleSetStore } from '../../../functions/ports/rule-set-store.ts';
import { aStreamEvent, type Change } from '../../support/stream-records.ts';

/** Publishing that only counts, and fails for the accounts it is told of. */
function world(faults: Record<string, Error> = {}) {
  const published: string[] = [];
  const logged: Record<string, LogField>[] = [];
  const log = (event: string, fields: Record<string, LogField>) => void logged.push({ event, ...fields });
  const never = () => Promise.reject(new Error('not expected'));
  const ruleSets: RuleSetStore = {
    draw: async (account) => {
      if (faults[account]) throw faults[account];
      published.push(account);
      return { number: 1, pointer: undefined };
    },
    write: async ({ number }) => ({ number, parts: 1 }),
    point: async () => true,
    prune: async () => {},
    read: never,
    pointer: never,
    confirm: never,
    versions: never,
    keep: never,
    beginImport: never,
    endImport: never,
    inherit: never,
    heirs: async () => [],
  };
  const deps = {
    ruleSets,
    rules: { items: async () => [], writeVerdict: never, change: never },
    credentials: { read: async () => undefined },
    clock: () => 0,
    pause: never,
    logger: { info: log, warn: log, error: log },
  };
  const publish = (...changes: Change[]) => publishBatch(deps, aStreamEvent(...changes));
  return { published, logged, publish };
}

const rule = (account: string, id: string, more: object = {}) => ({ account, id, reply: '好', ...more });
const LIVE = { status: 'live', checkedAt: 1 };
const NONE = { batchItemFailures: [] };

describe('publishBatch', () => {
  it('publishes an account once, however many of its items changed', async () => {
    const { publish, published } = world();
    const edits = Array.from({ length: 500 }, (_, index) => ({ after: rule(index % 2 ? 'a' : 'b', `${index}`) }));
    expect(await publish(...edits)).toEqual(NONE);
    expect(published).toEqual(['b', 'a']);
  });

  it.each<[string, Change]>([
    ['a new item', { after: rule('a', '1') }],
    ['a deleted item', { before: rule('a', '1', LIVE) }],
    ['a changed item', { before: rule('a', '1', LIVE), after: rule('a', '1', { ...LIVE, reply: '不' }) }],
    ['an item put again without its verdict', { before: rule('a', '1', LIVE), after: rule('a', '1') }],
    [
      'a verdict that somebody typed',
      { before: rule('a', '1', LIVE), after: rule('a', '1', { ...LIVE, status: 'x' }) },
    ],
  ])('publishes after %s', async (_, change) => {
    const { publish, published } = world();
    await publish(change);
    expect(published).toEqual(['a']);
  });

  it.each<[string, Change]>([
    ['the first verdict', { before: rule('a', '1'), after: rule('a', '1', LIVE) }],
    [
      'another verdict',
      { before: rule('a', '1', LIVE), after: rule('a', '1', { status: 'error', error: 'x', checkedAt: 2 }) },
    ],
  ])('ignores %s that was written back', async (_, change) => {
    const { publish, published } = world();
    expect(await publish(change)).toEqual(NONE);
    expect(published).toEqual([]);
  });

  it('publishes the other accounts when one fails, and has the batch repeated from its first record', async () => {
    const { publish, published } = world({ b: new StoreConflictError('raced') });
    const answer = await publish({ after: rule('a', '1') }, { after: rule('b', '1') }, { after: rule('c', '1') });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(published).toEqual(['a', 'c']);
  });

  it.each([
    ['a busy service', Object.assign(new Error('x'), { name: 'ThrottlingException', $fault: 'client' }), 1],
    ['an outage', Object.assign(new Error('x'), { $fault: 'server' }), 1],
    ['a lost connection', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 1],
    ['a refused request', Object.assign(new Error('x'), { name: 'ValidationException', $fault: 'client' }), 0],
    ['a fault of ours', new TypeError('x is not a function'), 0],
  ])('has a batch repeated for what may pass, and for nothing else: %s', async (_, fault, repeated) => {
    const { publish, logged } = world({ a: fault });
    expect((await publish({ after: rule('a', '1') })).batchItemFailures).toHaveLength(repeated);
    expect(logged).toEqual([{ event: 'rules.publish-failed', error: fault.name, repeat: repeated === 1 }]);
  });
});
