import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { changeBetween } from '../../adapters/aws/conversation-change.ts';
import type { Logger } from '../../ports/logger.ts';
import { type FollowPersonDeps, followPerson, type PersonHistory } from '../../usecases/follow-person.ts';
import { eachGroup } from '../stream.ts';

/** Follow the conversations in a batch of their stream, person by person. */
export const followBatch = (
  deps: FollowPersonDeps & { logger: Logger },
  event: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> =>
  eachGroup(event, {
    job: 'contacts.follow',
    logger: deps.logger,
    keyOf: ({ dynamodb }) => dynamodb?.Keys && JSON.stringify(dynamodb.Keys),
    work: (_key, records) => followPerson(deps, historyOf(records)),
  });

/** What the records of one conversation tell; those before its removal are about somebody to be forgotten. */
function historyOf(records: readonly DynamoDBRecord[]): PersonHistory {
  const removal = records.findLastIndex(({ eventName }) => eventName === 'REMOVE');
  const { account, openId } = records[0]?.dynamodb?.Keys ?? {};
  return {
    account: account?.S ?? '',
    openId: openId?.S ?? '',
    removed: removal >= 0,
    changes: records.slice(removal + 1).flatMap(changeOf),
  };
}

function changeOf({ dynamodb }: DynamoDBRecord): PersonHistory['changes'] {
  const { OldImage, NewImage, SequenceNumber: sequence = '0' } = dynamodb ?? {};
  const change = changeBetween(OldImage as Image, NewImage as Image);
  return change ? [{ sequence, change }] : [];
}

type Image = Parameters<typeof changeBetween>[0];
