import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { keyMark } from '../../domain/mark.ts';
import { StoreConflictError } from '../../errors.ts';
import type { ConversationStore, Recorded } from '../../ports/conversation-store.ts';
import type { Deadline } from '../../ports/deadline.ts';
import type { Message } from '../../wechat/messages/index.ts';
import { applyUpdate } from './conversation-apply.ts';
import { answeredIn, conversationOf, decodeState, type Item, stateBefore, stateBound } from './conversation-item.ts';
import { recordNewest, recordOvertaken, type Update } from './conversation-record.ts';

/** More rounds than others can win against one message within its budget. */
const ROUNDS = 5;

type Outcome = { old: Item } | { refused: Item };

/** Conversations in DynamoDB. */
export function createConversationStore(deps: { client: DynamoDBClient; table: string }): ConversationStore {
  const attempt = (message: Message, update: Update, deadline: Deadline) => tryUpdate(deps, message, update, deadline);
  return {
    async record(message, deadline) {
      const key = Buffer.from(keyMark(message.messageKey), 'base64url');
      let update = recordNewest(message, key);
      for (let round = 0; round < ROUNDS; round++) {
        const outcome = await attempt(message, update, deadline);
        if ('old' in outcome) return recordedFirst(outcome.old);
        const repeat = recordedBefore(outcome.refused, key, message);
        if (repeat !== undefined) return repeat;
        update = recordOvertaken(message, key, outcome.refused);
      }
      throw new StoreConflictError('the conversation changes too fast to record a message');
    },

    async apply(message, decision, before, deadline) {
      const key = keyMark(message.messageKey);
      let withMode = true;
      for (let round = 0; round < ROUNDS; round++) {
        const outcome = await attempt(message, applyUpdate(message, key, decision, before, withMode), deadline);
        if ('old' in outcome) return {};
        const answered = answeredIn(outcome.refused, key);
        if (answered !== undefined) return { answered };
        const { state } = decision;
        if (state === undefined || !withMode || (outcome.refused.state?.S ?? '') < stateBound(state)) {
          throw new StoreConflictError('the outbox of the conversation is full');
        }
        withMode = false;
      }
      throw new StoreConflictError('the conversation changes too fast to store a decision');
    },
  };
}

function recordedFirst(old: Item): Recorded {
  return { before: conversationOf(old, decodeState(old.state?.S)), repeated: false };
}

function recordedBefore(item: Item, key: Uint8Array, message: Message): Recorded | undefined {
  const state = stateBefore(item, key);
  if (state === undefined) return undefined;
  const answered = answeredIn(item, keyMark(message.messageKey));
  return { before: conversationOf(item, state), repeated: true, ...(answered ? { answered } : {}) };
}

/** One conditional write; the item as it was, or as it is where the condition failed. */
async function tryUpdate(
  { client, table }: { client: DynamoDBClient; table: string },
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
