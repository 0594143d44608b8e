import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Conversation } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import { keyMark } from '../../domain/mark.ts';
import { StoreConflictError } from '../../errors.ts';
import type { ConversationStore, Recorded } from '../../ports/conversation-store.ts';
import type { Deadline } from '../../ports/deadline.ts';
import type { Message } from '../../wechat/messages/index.ts';
import type { TableDeps } from './batches.ts';
import { applyUpdate } from './conversation-apply.ts';
import { answeredIn, conversationOf, type Item, staleAnswers, stateBefore, stateOf } from './conversation-item.ts';
import { recordNewest, recordOvertaken, type Update } from './conversation-record.ts';
import { stateBound } from './conversation-state.ts';

/** More rounds than others can win against one message within its budget. */
const ROUNDS = 5;

type Outcome = { old: Item } | { refused: Item };

/** Conversations in DynamoDB. */
export function createConversationStore(deps: TableDeps): ConversationStore {
  /** What each recorded message found that can be swept away with its decision. */
  const stale = new WeakMap<Conversation, string[]>();
  const remember = <Found extends Recorded>(found: Found, item: Item): Found => {
    stale.set(found.before, staleAnswers(item));
    return found;
  };
  return {
    async record(message, deadline) {
      const key = keyOf(message);
      let update = recordNewest(message, key);
      for (let round = 0; round < ROUNDS; round++) {
        const outcome = await tryUpdate(deps, message, update, deadline);
        if ('old' in outcome) return remember(recordedFirst(outcome.old), outcome.old);
        const repeat = recordedBefore(outcome.refused, key);
        if (repeat !== undefined) return remember(repeat, outcome.refused);
        update = recordOvertaken(message, key, outcome.refused);
      }
      throw new StoreConflictError('the conversation changes too fast to record a message');
    },

    async apply(message, decision, before, deadline) {
      const undertaking = { message, key: keyOf(message), decision, before, stale: stale.get(before) ?? [] };
      let withMode = true;
      for (let round = 0; round < ROUNDS; round++) {
        const outcome = await tryUpdate(deps, message, applyUpdate({ ...undertaking, withMode }), deadline);
        if ('old' in outcome) return {};
        const answered = answeredIn(outcome.refused, undertaking.key);
        if (answered !== undefined) return { answered };
        if (!withMode || !isOverruled(outcome.refused, decision)) {
          throw new StoreConflictError('the outbox of the conversation is full');
        }
        withMode = false;
      }
      throw new StoreConflictError('the conversation changes too fast to store a decision');
    },
  };
}

const keyOf = ({ messageKey }: Message): Uint8Array => Buffer.from(keyMark(messageKey), 'base64url');

/** Something later has changed the mode. */
const isOverruled = (item: Item, { state }: Decision): boolean =>
  state !== undefined && (item.state?.S ?? '') >= stateBound(state);

function recordedFirst(old: Item): Recorded {
  return { before: conversationOf(old, stateOf(old, 'state')), repeated: false };
}

function recordedBefore(item: Item, key: Uint8Array): Recorded | undefined {
  const state = stateBefore(item, key);
  if (state === undefined) return undefined;
  const answered = answeredIn(item, key);
  return { before: conversationOf(item, state), repeated: true, ...(answered ? { answered } : {}) };
}

/** One conditional write; the item as it was, or as it is where the condition failed. */
async function tryUpdate(
  { client, table }: TableDeps,
  { account, openId }: Message,
  update: Update,
  { signal }: Deadline,
): Promise<Outcome> {
  const Key = { account: { S: account }, openId: { S: openId } };
  try {
    const command = new UpdateItemCommand({
      TableName: table,
      Key,
      ...update,
      ReturnValues: 'ALL_OLD',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const { Attributes = {} } = await client.send(command, { abortSignal: signal });
    return { old: Attributes };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item !== undefined) return { refused: error.Item };
    // Some engines report the failure without the item.
    const read = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
    const { Item: refused = {} } = await client.send(read, { abortSignal: signal });
    return { refused };
  }
}
