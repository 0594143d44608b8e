import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Fact, FactKind } from '../../domain/fact.ts';
import { keyMark } from '../../domain/mark.ts';
import type { Message } from '../../wechat/messages/index.ts';

/** Attribute of the newest fact of each kind in the item of a conversation. */
export const FACT_ATTRIBUTES: Record<FactKind, string> = {
  'session-from': 'sessionFrom',
  page: 'page',
  scene: 'scene',
  'subscribe-messages': 'optIn',
  'job-finished': 'job',
  erase: 'erase',
  modified: 'modified',
};

/** A fact as it is stored: with the mark of its message, so that the same fact told twice shows as two. */
export const encodeFact = (fact: Fact, { messageKey, createdAt }: Message): AttributeValue => ({
  M: marshall({ ...fact, key: keyMark(messageKey), at: createdAt }, { removeUndefinedValues: true }),
});
