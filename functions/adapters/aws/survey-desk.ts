import { marshall } from '@aws-sdk/util-dynamodb';
import { OUTBOX_LIMIT } from '../../domain/conversation.ts';
import type { SurveyDesk } from '../../ports/survey-desk.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';

/** Questions about a service, in the conversation item. `survey.of` is when the service ended: only of a later one is asked. */
export function createSurveyDesk(deps: TableDeps): SurveyDesk {
  return {
    ask: ({ account, openId, kfAccount, to }, entry, now) =>
      succeeds(deps, {
        Key: { account: { S: account }, openId: { S: openId } },
        UpdateExpression:
          'SET survey=:survey,outbox=list_append(if_not_exists(outbox,:empty),:entries),outboxDueAt=:now',
        ConditionExpression:
          'attribute_exists(openId) AND (attribute_not_exists(survey) OR survey.#of<:of)' +
          ' AND (attribute_not_exists(outbox) OR size(outbox)<:limit)',
        ExpressionAttributeNames: { '#of': 'of' },
        ExpressionAttributeValues: {
          ':survey': { M: { kfAccount: { S: kfAccount }, at: { N: `${now}` }, of: { N: `${to}` } } },
          ':empty': { L: [] },
          ':entries': { L: [{ M: marshall(entry, { removeUndefinedValues: true }) }] },
          ':now': { N: `${now}` },
          ':of': { N: `${to}` },
          ':limit': { N: `${OUTBOX_LIMIT}` },
        },
      }),
  };
}
