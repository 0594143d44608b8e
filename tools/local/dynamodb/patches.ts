import { type Change, core, type Expression, type Item, type Level, type Table, validation } from './dynalite.ts';
import { changeOf, type Journal } from './journal.ts';
import type { ChangeRecord } from './protocol.ts';

/** What capturing needs. */
interface Capture {
  level: Level;
  journal: Journal;
  streamed: ReadonlySet<string>;
  /** Epoch seconds. */
  now: () => number;
  /** Called in the order of the sequence numbers, once the change is stored. */
  tell: (record: ChangeRecord) => void;
}

function itemChange(table: Table, before: Item | undefined, after: Item | null): Change {
  const key = `item-${table.TableName}~${core.createKey(after ?? before ?? {}, table)}`;
  return after ? { type: 'put', key, value: after } : { type: 'del', key };
}

function indexChanges(table: Table, before: Item | undefined, after: Item | null): Change[] {
  return (['Local', 'Global'] as const).flatMap((kind) => {
    const { puts, deletes } = core.getIndexActions(table[`${kind}SecondaryIndexes`] ?? [], before, after, table);
    const name = (index: string, key: string) => `index-${kind.toLowerCase()}~${table.TableName}~${index}~${key}`;
    return [
      ...deletes.map(({ index, key }): Change => ({ type: 'del', key: name(index, key) })),
      ...puts.map(({ index, key, item }): Change => ({ type: 'put', key: name(index, key), value: item })),
    ];
  });
}

/** Tells records in the order they were drawn, though writes of different keys may end in another order. */
function inOrder(tell: Capture['tell']) {
  const waiting: { record: ChangeRecord; stored: boolean }[] = [];
  return {
    drawn(record: ChangeRecord) {
      const entry = { record, stored: false };
      waiting.push(entry);
      return () => {
        entry.stored = true;
        while (waiting[0]?.stored) tell((waiting.shift() as typeof entry).record);
      };
    },
  };
}

/**
 * Write the item, its index entries and the stream record in one batch of LevelDB. dynalite writes them one by one: a process
 * killed in between would leave an index that lies, or a change that no stream tells of. All its writes come through
 * `updateIndexes`, with the images before and after and under the lock of the key.
 */
export function captureChanges({ level, journal, streamed, now, tell }: Capture): void {
  const order = inOrder(tell);
  core.updateIndexes = (_store, table, before, after, done) => {
    if (!before && !after) return done();
    const changes = [itemChange(table, before, after), ...indexChanges(table, before, after)];
    const change = streamed.has(table.TableName) ? changeOf(table, before, after) : undefined;
    if (!change) return void level.batch(changes).then(() => done(), done);
    const kept = journal.keep(change, now());
    const stored = order.drawn(kept.record);
    level.batch([...changes, ...kept.changes]).then(() => {
      stored();
      done();
    }, done);
  };
}

/** `a IN (b, c)` as `a = b OR a = c`: dynalite throws in `IN` where one of the list is missing in the item. */
export function withoutIn(expression: Expression): Expression {
  const args = expression.args?.map((arg) => (isExpression(arg) ? withoutIn(arg) : arg));
  if (expression.type !== 'in' || !args) return args ? { ...expression, args } : expression;
  const [value, ...list] = args;
  return list
    .map((other): Expression => ({ type: '=', args: [value, other] }))
    .reduce((either, or) => ({ type: 'or', args: [either, or] }));
}

const isExpression = (arg: unknown): arg is Expression => typeof arg === 'object' && arg !== null && 'type' in arg;

/** Conditions and filters with `IN` are evaluated as DynamoDB does. */
export function mendIn(): void {
  const { checkConditional, queryTable } = core;
  core.checkConditional = (data, existing) => {
    const condition = data._condition;
    if (!condition) return checkConditional(data, existing);
    return checkConditional(
      { ...data, _condition: { ...condition, expression: withoutIn(condition.expression) } },
      existing,
    );
  };
  core.queryTable = (store, table, data, ...rest) => {
    if (data._filter) data._filter.expression = withoutIn(data._filter.expression);
    return queryTable(store, table, data, ...rest);
  };
}

/** As DynamoDB does and dynalite does not: a failed condition brings the item when the caller asked for it. */
export function showItemOfFailedCondition(): void {
  for (const operation of ['putItem', 'updateItem', 'deleteItem'] as const) {
    validation(operation).types.ReturnValuesOnConditionCheckFailure = { type: 'String', enum: ['ALL_OLD', 'NONE'] };
  }
  const { checkConditional } = core;
  core.checkConditional = (data, existing) => {
    const refusal = checkConditional(data, existing);
    if (refusal && 'body' in refusal && existing && data.ReturnValuesOnConditionCheckFailure === 'ALL_OLD') {
      refusal.body.Item = existing;
    }
    return refusal;
  };
}
