import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { OutboxEntry } from '../../domain/conversation.ts';
import type { Waits } from '../../domain/model.ts';
import { dueAt, type Outgoing } from '../../domain/outbox.ts';
import type { Trigger, TriggerWindow } from '../../domain/window.ts';
import type { OutboxStore } from '../../ports/outbox-store.ts';
import type { TableDeps } from './batches.ts';
import { encodeHandOff, encodeQuestion, type Item, stateOf, WINDOW_ATTRIBUTES } from './conversation-item.ts';
import { encodeState, stateBound } from './conversation-state.ts';

type Write = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;

/** More users than a run of a minute gets through. */
const DUE_LIMIT = 2_000;

/** Outboxes and trigger windows in the items of `kefu-conversations`. */
export function createOutboxStore({ client, table: TableName }: TableDeps): OutboxStore {
  return {
    read: async (account, openId) => {
      const Key = keyOf({ account, openId });
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && outgoingIn(account, openId, Item);
    },
    change: async (seen, to) => {
      const { account, openId } = seen;
      const write = writeOf(seen, to);
      if (write === undefined) return seen;
      try {
        const command = new UpdateItemCommand({ TableName, Key: keyOf(seen), ...write, ReturnValues: 'ALL_NEW' });
        const { Attributes = {} } = await client.send(command);
        return outgoingIn(account, openId, Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
    due: async (account, until) => {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: 'outbox-due',
          KeyConditionExpression: 'account = :account AND outboxDueAt <= :until',
          ExpressionAttributeValues: { ':account': { S: account }, ':until': { N: `${until}` } },
        },
      );
      const found: string[] = [];
      for await (const { Items = [] } of pages) {
        found.push(...Items.flatMap(({ openId }) => openId?.S ?? []));
        if (found.length >= DUE_LIMIT) break;
      }
      return found.slice(0, DUE_LIMIT);
    },
  };
}

const keyOf = ({ account, openId }: { account: string; openId: string }) => ({
  account: { S: account },
  openId: { S: openId },
});

function outgoingIn(account: string, openId: string, item: Item): Outgoing {
  const kfAccount = item.kfAccount?.S;
  return {
    account,
    openId,
    state: { ...stateOf(item, 'state'), ...(kfAccount !== undefined && { kfAccount }) },
    windows: windowsIn(item),
    ...(item.unansweredAt && { isOwed: true }),
    entries: (item.outbox?.L ?? []).map(({ M = {} }) => unmarshall(M) as OutboxEntry),
  };
}

function windowsIn(item: Item): TriggerWindow[] {
  return (Object.keys(WINDOW_ATTRIBUTES) as Trigger[]).flatMap((trigger) => {
    const { at, sent } = item[WINDOW_ATTRIBUTES[trigger]]?.M ?? {};
    return at?.N === undefined ? [] : [{ trigger, openedAt: Number(at.N), sent: Number(sent?.N ?? 0) }];
  });
}

/** Undefined when nothing changes. */
function writeOf(seen: Outgoing, to: Parameters<OutboxStore['change']>[1]): Write | undefined {
  const builder = createBuilder();
  if (to.entries !== undefined) setEntries(builder, seen.entries, to.entries);
  if (to.windows !== undefined) setWindows(builder, seen.windows, to.windows);
  if (to.isAnswered && seen.isOwed) builder.remove('unansweredAt');
  if (to.waits !== undefined) setWaiting(builder, to.waits);
  return builder.write();
}

function setEntries({ set, remove, when, name, value }: Builder, seen: OutboxEntry[], to: readonly OutboxEntry[]) {
  const outbox = name('outbox');
  when(seen.length === 0 ? `attribute_not_exists(${outbox})` : `size(${outbox})=${value({ N: `${seen.length}` })}`);
  seen.forEach(({ id, sendingAt }, index) => {
    const at = `${outbox}[${index}]`;
    when(`${at}.${name('id')}=${value({ S: id })}`);
    if (sendingAt === undefined) when(`attribute_not_exists(${at}.${name('sendingAt')})`);
    else when(`${at}.${name('sendingAt')}=${value({ N: `${sendingAt}` })}`);
  });
  const due = dueAt(to);
  if (due === undefined) remove('outbox', 'outboxDueAt');
  else {
    set('outbox', { L: to.map((entry) => ({ M: marshall(entry, { removeUndefinedValues: true }) })) });
    set('outboxDueAt', { N: `${due}` });
  }
}

/** Each window that changes, if it is still the one that was seen. */
function setWindows({ set, remove, when, name, value }: Builder, seen: TriggerWindow[], to: readonly TriggerWindow[]) {
  for (const { trigger, openedAt, sent } of seen) {
    const next = to.find((window) => window.trigger === trigger);
    if (next !== undefined && next.openedAt === openedAt && next.sent === sent) continue;
    const attribute = WINDOW_ATTRIBUTES[trigger];
    when(`${name(attribute)}.${name('at')}=${value({ N: `${openedAt}` })}`);
    when(`${name(attribute)}.${name('sent')}=${value({ N: `${sent}` })}`);
    if (next === undefined) remove(attribute);
    else set(attribute, { M: { at: { N: `${next.openedAt}` }, sent: { N: `${next.sent}` } } });
  }
}

/** As the callback does at a hand-off. */
function setWaiting({ set, when, name, value }: Builder, { state, question, handOff }: Waits): void {
  const stored = name('state');
  when(`(attribute_not_exists(${stored}) OR ${stored}<${value({ S: stateBound(state) })})`);
  set('state', { S: encodeState(state) });
  set('mode', { S: state.mode });
  set('waitingAt', { N: `${state.at}` });
  set('question', encodeQuestion(question));
  const encoded = encodeHandOff(handOff);
  if (encoded !== undefined) set('handOff', encoded);
}

type Builder = ReturnType<typeof createBuilder>;

/** Gathers the parts of one conditional UpdateItem. */
function createBuilder() {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const [sets, removes, conditions]: [string[], string[], string[]] = [[], [], []];
  const name = (attribute: string): string => {
    names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  };
  const value = (given: AttributeValue): string => {
    const alias = `:v${Object.keys(values).length}`;
    values[alias] = given;
    return alias;
  };
  return {
    name,
    value,
    set: (attribute: string, given: AttributeValue) => void sets.push(`${name(attribute)}=${value(given)}`),
    remove: (...attributes: string[]) => void removes.push(...attributes.map(name)),
    when: (condition: string) => void conditions.push(condition),
    write: (): Write | undefined => {
      if (sets.length + removes.length === 0) return undefined;
      const expressions = [
        sets.length > 0 && `SET ${sets.join(',')}`,
        removes.length > 0 && `REMOVE ${removes.join(',')}`,
      ];
      return {
        UpdateExpression: expressions.filter(Boolean).join(' '),
        ...(conditions.length > 0 && { ConditionExpression: conditions.join(' AND ') }),
        ExpressionAttributeNames: names,
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      };
    },
  };
}
