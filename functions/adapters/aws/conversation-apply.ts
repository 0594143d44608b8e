import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Conversation, OUTBOX_LIMIT } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Message } from '../../wechat/messages/index.ts';
import {
  APPLIED,
  encodeAnswered,
  encodeRest,
  encodeState,
  REST_PREFIX,
  RESTS,
  stateBound,
} from './conversation-item.ts';
import type { Update } from './conversation-record.ts';

/** What an update sets and removes, on which conditions. Values are named by their place. */
interface Change {
  set: Record<string, AttributeValue | string>;
  remove: string[];
  conditions: string[];
  values: Record<string, AttributeValue>;
}

const places = Array.from({ length: APPLIED }, (_, index) => index);
const SHIFT = places.slice(1).map((to) => `a${to}=if_not_exists(a${to - 1},:none)`);
const IS_NEW = places.map((index) => `NOT begins_with(a${index},:key)`);

/**
 * Store a decision, unless the message's was stored before.
 *
 * @param key mark of the message key
 * @param withMode false leaves the mode alone: something later changed it
 */
export function applyUpdate(
  message: Message,
  key: string,
  decision: Decision,
  before: Conversation,
  withMode: boolean,
): Update {
  const change: Change = {
    set: { a0: { S: encodeAnswered(key, decision.answered) } },
    remove: [],
    conditions: [...IS_NEW],
    values: { ':key': { S: key }, ':none': { S: '-' } },
  };
  if (withMode) changeMode(change, decision);
  if (decision.state === undefined && decision.question) change.set.question = { M: marshall(decision.question) };
  if (decision.source !== undefined) change.set.source = { S: decision.source };
  addRests(change, decision, before);
  addToOutbox(change, message, decision);
  return updateOf(change);
}

function changeMode(change: Change, { state, question, dropsOutbox }: Decision): void {
  if (state === undefined) return;
  change.set.state = { S: encodeState(state) };
  change.set.mode = { S: state.mode };
  setOrRemove(change, 'kfAccount', state.kfAccount === undefined ? undefined : { S: state.kfAccount });
  setOrRemove(change, 'waitingAt', state.mode === 'waiting' ? { N: `${state.at}` } : undefined);
  setOrRemove(change, 'question', question && { M: marshall(question) });
  if (dropsOutbox) change.remove.push('outbox', 'outboxDueAt');
  change.values[':bound'] = { S: stateBound(state) };
  change.conditions.push('(attribute_not_exists(#state) OR #state<:bound)');
}

function setOrRemove(change: Change, name: string, value: AttributeValue | undefined): void {
  if (value === undefined) change.remove.push(name);
  else change.set[name] = value;
}

/** The newest stay: a user of more than eight resting rules loses the oldest rest. */
function addRests(change: Change, { rests }: Decision, before: Conversation): void {
  if (rests.length === 0) return;
  for (const rest of rests) change.set[`${REST_PREFIX}${rest.mark}`] = { S: encodeRest(rest) };
  const others = before.rests.filter(({ mark }) => !rests.some((rest) => rest.mark === mark));
  others.sort((a, b) => b.at - a.at);
  for (const { mark } of others.slice(RESTS - rests.length)) change.remove.push(`${REST_PREFIX}${mark}`);
}

function addToOutbox(change: Change, message: Message, { outbox }: Decision): void {
  if (outbox.length === 0) return;
  change.values[':entries'] = { L: outbox.map((entry) => ({ M: marshall(entry, { removeUndefinedValues: true }) })) };
  change.values[':empty'] = { L: [] };
  change.values[':room'] = { N: `${OUTBOX_LIMIT - outbox.length}` };
  change.set.outbox = 'list_append(if_not_exists(#outbox,:empty),:entries)';
  change.set.outboxDueAt = { N: `${message.createdAt}` };
  change.conditions.push('(attribute_not_exists(#outbox) OR size(#outbox)<=:room)');
}

function updateOf({ set, remove, conditions, values }: Change): Update {
  const names: Record<string, string> = {};
  const nameOf = (name: string): string => {
    // Marks may hold what a placeholder may not.
    const alias = name.startsWith(REST_PREFIX) ? `#r${Object.keys(names).length}` : `#${name}`;
    names[alias] = name;
    return alias;
  };
  const sets = Object.entries(set).map(([name, value], index) => {
    if (typeof value === 'string') return `${nameOf(name)}=${value}`;
    values[`:v${index}`] = value;
    return `${nameOf(name)}=:v${index}`;
  });
  const removes = remove.length === 0 ? '' : ` REMOVE ${remove.map(nameOf).join(',')}`;
  return {
    UpdateExpression: `SET ${[...SHIFT, ...sets].join(',')}${removes}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
