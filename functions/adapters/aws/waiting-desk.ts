import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { OUTBOX_LIMIT } from '../../domain/conversation.ts';
import type { Waiting, WaitingPlan, WaitingStep } from '../../domain/waiting.ts';
import type { WaitingDesk } from '../../ports/waiting-users.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';
import { conversationOf, handOffIn, type Item, stateOf } from './conversation-item.ts';
import { encodeState } from './conversation-state.ts';

/** Waiting users in `kefu-conversations`. What was done for one wait is in `waits`: its beginning, and the steps. */
export function createWaitingDesk(deps: TableDeps): WaitingDesk {
  const keyOf = (account: string, openId: string) => ({ account: { S: account }, openId: { S: openId } });
  return {
    read: async (account, { openId, waitingAt }) => {
      const get = new GetItemCommand({ TableName: deps.table, Key: keyOf(account, openId), ConsistentRead: true });
      const { Item } = await deps.client.send(get);
      return Item?.mode?.S === 'waiting' && Item.waitingAt?.N === String(waitingAt)
        ? waitingIn(Item, openId, waitingAt)
        : undefined;
    },
    carryOut: async (account, user, plan, now) => {
      const update = updateOf(user, plan, now);
      return succeeds(deps, { Key: keyOf(account, user.openId), ...update });
    },
  };
}

function waitingIn(item: Item, openId: string, waitingAt: number): Waiting {
  const [at, steps = '', assignedAt = ''] = (item.waits?.S ?? '').split('|');
  const isThis = at === String(waitingAt);
  return {
    openId,
    waitingAt,
    conversation: conversationOf(item, stateOf(item, 'state')),
    handOff: handOffIn(item),
    done: isThis ? (steps.split(',').filter((step) => step !== '') as WaitingStep[]) : [],
    ...(isThis && assignedAt !== '' && { assignedAt: Number(assignedAt) }),
  };
}

const waitsOf = ({ waitingAt, done, assignedAt }: Waiting): string =>
  `${waitingAt}|${done.join(',')}|${assignedAt ?? ''}`;

/** Only if the user waits still, and no other run has done anything for them since. */
function updateOf(user: Waiting, { done, entries, assignedAt = user.assignedAt, ends }: WaitingPlan, now: number) {
  const after = { ...user, done: [...user.done, ...done], ...(assignedAt !== undefined && { assignedAt }) };
  const values: Record<string, AttributeValue> = {
    ':waitingAt': { N: String(user.waitingAt) },
    ':waits': { S: waitsOf(after) },
  };
  const sets = ['waits = :waits'];
  const conditions = ['waitingAt = :waitingAt', seenWaits(user, values)];
  const names: Record<string, string> = {};
  if (entries.length > 0) {
    names['#outbox'] = 'outbox';
    values[':entries'] = { L: entries.map((entry) => ({ M: marshall(entry, { removeUndefinedValues: true }) })) };
    values[':empty'] = { L: [] };
    values[':room'] = { N: String(OUTBOX_LIMIT - entries.length) };
    values[':due'] = { N: String(now) };
    sets.push('#outbox = list_append(if_not_exists(#outbox, :empty), :entries)', 'outboxDueAt = :due');
    conditions.push('(attribute_not_exists(#outbox) OR size(#outbox) <= :room)');
  }
  if (ends) endWait(user, now, { names, values, sets });
  return {
    UpdateExpression: `SET ${sets.join(', ')}${ends ? ' REMOVE waitingAt, question, handOff' : ''}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeValues: values,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
  };
}

/** The steps as they were read. Those of an earlier wait count as none. */
function seenWaits({ done, assignedAt, waitingAt }: Waiting, values: Record<string, AttributeValue>): string {
  const isNew = done.length === 0 && assignedAt === undefined;
  values[':seen'] = { S: isNew ? `${waitingAt}|` : waitsOf({ done, assignedAt, waitingAt } as Waiting) };
  return isNew ? '(attribute_not_exists(waits) OR NOT begins_with(waits, :seen))' : 'waits = :seen';
}

interface Parts {
  names: Record<string, string>;
  values: Record<string, AttributeValue>;
  sets: string[];
}

function endWait({ conversation, waitingAt }: Waiting, now: number, { names, values, sets }: Parts): void {
  names['#state'] = 'state';
  names['#mode'] = 'mode';
  values[':state'] = { S: encodeState({ mode: 'bot', at: now, cause: 'message' }) };
  values[':bot'] = { S: 'bot' };
  values[':asked'] = { N: String(conversation.question?.askedAt ?? waitingAt) };
  sets.push('#state = :state', '#mode = :bot', 'unansweredAt = :asked');
}
