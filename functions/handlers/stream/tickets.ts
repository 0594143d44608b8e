import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { eventsInRecord } from '../../adapters/aws/ticket-stream.ts';
import type { DeliverDeps } from '../../usecases/deliver-outbox.ts';
import { eachGroup } from '../stream.ts';

/** Tell outside systems what happened to tickets, each ticket's records in their order. */
export const tellOfTickets = (
  { emit, logger }: Pick<DeliverDeps, 'emit' | 'logger'>,
  event: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> =>
  eachGroup(event, {
    job: 'tickets.tell',
    logger,
    keyOf: ({ dynamodb }) => `${dynamodb?.Keys?.account?.S}\n${dynamodb?.Keys?.id?.S}`,
    work: async (key, records) => {
      const [account = ''] = key.split('\n', 1);
      const events = records.flatMap(({ dynamodb }) => eventsInRecord(dynamodb?.OldImage, dynamodb?.NewImage));
      await emit(account, events);
    },
  });
