import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { VERDICT_FIELDS } from '../domain/rules/items.ts';
import { readEnvironment } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { publishFamily } from '../usecases/publish-family.ts';
import type { PublishRulesDeps } from '../usecases/publish-rules.ts';
import { createPublishingDeps } from './deps/publishing.ts';
import { differsBeside, eachGroup } from './stream.ts';

type PublishBatchDeps = PublishRulesDeps & { logger: Logger };

/** The function `publish-rules`, on the stream of `kefu-rules`. */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: PublishBatchDeps | undefined;
  return (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    made ??= createPublishingDeps(readEnvironment('publish-rules').KEFU_PREFIX, clock);
    return publishBatch(made, event);
  };
}

export const handler = createHandler();

/** The accounts in a batch of `kefu-rules` are published one after the other, each once however many of its items changed. */
export const publishBatch = (deps: PublishBatchDeps, event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachGroup(event, {
    job: 'rules.publish',
    logger: deps.logger,
    keyOf: (record) => (isOurs(record) ? undefined : record.dynamodb?.Keys?.account?.S),
    work: async (account) => {
      await publishFamily(deps, account, (of, { outcome, number, rules, faults }) =>
        deps.logger.info('rules.published', { account: of, outcome, number, rules, faults }),
      );
    },
  });

/**
 * Whether a record is a verdict that we wrote back. Somebody who takes the verdict away, or types one, is not us: the item is
 * judged again.
 */
function isOurs(record: DynamoDBRecord): boolean {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  const written = NewImage?.status?.S !== undefined && NewImage.checkedAt?.N !== undefined;
  return written && !differsBeside(record, VERDICT_FIELDS) && NewImage.checkedAt?.N !== OldImage?.checkedAt?.N;
}
