import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Conversation, OUTBOX_LIMIT } from '../../domain/conversation.ts';
import type { Answered, Decision } from '../../domain/decision.ts';
import { ruleMark } from '../../domain/mark.ts';
import type { ModeState } from '../../domain/mode.ts';
import type { Message } from '../../wechat/messages/index.ts';
import { encodeFact, FACT_ATTRIBUTES } from './conversation-fact.ts';
import {
  answeredAttribute,
  encodeAnswered,
  encodeChoice,
  encodeHandOff,
  encodeQuestion,
  encodeRest,
  REST_PREFIX,
  RESTS,
} from './conversation-item.ts';
import type { Update } from './conversation-record.ts';
import { encodeState, stateBound } from './conversation-state.ts';
import { encodeRating } from './conversation-survey.ts';

/** What an update sets and removes, on which conditions. */
interface Change {
  set: Record<string, AttributeValue>;
  /** Attributes set to an expression. */
  compute: Record<string, string>;
  remove: string[];
  conditions: string[];
  values: Record<string, AttributeValue>;
}

/** What is to be stored of one message. */
export interface Undertaking {
  message: Message;
  /** The eight bytes of its key. */
  key: Uint8Array;
  decision: Decision;
  before: Conversation;
  /** Attributes that nobody needs any more. */
  stale: readonly string[];
  /** False leaves the mode alone: something later changed it. */
  withMode: boolean;
}

/** Store a decision, unless the message's was stored before. */
export function applyUpdate({ message, key, decision, before, stale, withMode }: Undertaking): Update {
  const answered = answeredAttribute(key);
  const change: Change = {
    set: { [answered]: { S: encodeAnswered(answeredBy(decision)) } },
    compute: {},
    remove: [...stale],
    conditions: [],
    values: {},
  };
  if (withMode) changeMode(change, decision, before.state);
  if (decision.state === undefined && decision.question) {
    change.set.question = encodeQuestion(decision.question);
  }
  if (decision.source !== undefined) change.set.source = { S: decision.source };
  if (decision.fact) change.set[FACT_ATTRIBUTES[decision.fact.kind]] = encodeFact(decision.fact, message);
  if (decision.unansweredAt !== undefined) change.set.unansweredAt = { N: `${decision.unansweredAt}` };
  if (decision.handOff) setOrRemove(change, 'handOff', encodeHandOff(decision.handOff));
  changeChoice(change, decision);
  if (decision.rating) change.set.rating = encodeRating(decision.rating);
  addRests(change, decision, before);
  addToOutbox(change, message, decision);
  return updateOf(change, answered);
}

/** The mark is worked out here, since most decisions are never stored. */
const answeredBy = ({ answered, rule }: Decision): Answered =>
  rule === undefined ? answered : { ...answered, ruleMark: ruleMark(rule) };

function changeMode(change: Change, { state, question, dropsOutbox }: Decision, found: ModeState): void {
  if (state === undefined) return;
  change.set.state = { S: encodeState(state) };
  change.set.mode = { S: state.mode };
  setOrRemove(change, 'kfAccount', state.kfAccount === undefined ? undefined : { S: state.kfAccount });
  // The part before the @ tells the seats of one account apart.
  if (state.kfAccount !== undefined) change.set.seat = { S: state.kfAccount.split('@', 1)[0] ?? '' };
  setOrRemove(change, 'waitingAt', state.mode === 'waiting' ? { N: `${state.at}` } : undefined);
  if (state.mode !== 'waiting') change.remove.push('waits');
  if (state.mode === 'human' || state.cause === 'close') change.remove.push('unansweredAt');
  setOrRemove(change, 'question', question && encodeQuestion(question));
  if (dropsOutbox) change.remove.push('outbox', 'outboxDueAt');
  change.values[':bound'] = { S: stateBound(state) };
  const orFound = comesAfterClose(state, found) ? ' OR #state=:found' : '';
  if (orFound) change.values[':found'] = { S: encodeState(found) };
  change.conditions.push(`(attribute_not_exists(#state) OR #state<:bound${orFound})`);
}

/** A message that found the session closed came after that, also within the same second. */
const comesAfterClose = (state: ModeState, found: ModeState): boolean =>
  state.cause === 'message' && found.cause === 'close' && found.at === state.at;

function changeChoice(change: Change, { choice }: Decision): void {
  if (choice === undefined || choice === 'chosen') return;
  setOrRemove(change, 'choice', choice === 'over' ? undefined : encodeChoice(choice));
}

function setOrRemove(change: Change, name: string, value: AttributeValue | undefined): void {
  if (value === undefined) change.remove.push(name);
  else change.set[name] = value;
}

/** The newest stay: a user of more resting rules loses the oldest rest. */
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
  change.compute.outbox = 'list_append(if_not_exists(#outbox,:empty),:entries)';
  change.set.outboxDueAt = { N: `${message.createdAt}` };
  change.conditions.push('(attribute_not_exists(#outbox) OR size(#outbox)<=:room)');
}

function updateOf({ set, compute, remove, conditions, values }: Change, answered: string): Update {
  const names: Record<string, string> = { '#answered': answered };
  const nameOf = (name: string): string => {
    // Marks may hold what a placeholder may not.
    const alias = name === answered ? '#answered' : name.includes('_') ? `#m${Object.keys(names).length}` : `#${name}`;
    names[alias] = name;
    return alias;
  };
  const sets = Object.entries(set).map(([name, value], index) => {
    values[`:v${index}`] = value;
    return `${nameOf(name)}=:v${index}`;
  });
  const computed = Object.entries(compute).map(([name, expression]) => `${nameOf(name)}=${expression}`);
  const removes = remove.length === 0 ? '' : ` REMOVE ${remove.map(nameOf).join(',')}`;
  return {
    UpdateExpression: `SET ${[...sets, ...computed].join(',')}${removes}`,
    ConditionExpression: ['attribute_not_exists(#answered)', ...conditions].join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
