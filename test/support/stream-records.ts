import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** One change of an item, in plain values. An absent image = the item was new, or deleted. */
export interface Change {
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

const image = (item: Record<string, unknown>) => marshall(item) as Record<string, AttributeValue>;

/** A record of a table whose keys are `account` and `id`. */
export function aStreamRecord({ before, after }: Change, sequence: number): DynamoDBRecord {
  const { account, id } = (after ?? before ?? {}) as { account: string; id: string };
  return {
    eventName: after ? (before ? 'MODIFY' : 'INSERT') : 'REMOVE',
    dynamodb: {
      Keys: image({ account, id }),
      ...(before && { OldImage: image(before) }),
      ...(after && { NewImage: image(after) }),
      SequenceNumber: String(sequence),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}

/** A batch of changes, in order; sequence numbers begin at 1. */
export const aStreamEvent = (...changes: Change[]): DynamoDBStreamEvent => ({
  Records: changes.map((change, index) => aStreamRecord(change, index + 1)),
});
