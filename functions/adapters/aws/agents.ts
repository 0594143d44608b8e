import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Booking, ONLINE_LIST_SECONDS, type OnlineList } from '../../domain/agents.ts';
import type { Agents } from '../../ports/agents.ts';

/** Sort key of the list in `kefu-accounts`. */
export const ONLINE_LIST_ID = 'online';

/** More hand-offs in a minute are not booked: their users wait in the common queue. The item stays below 40 KB. */
const BOOKINGS_MAX = 300;

/** The list that `refresh-agents` keeps in `kefu-accounts`. */
export function createAgents({ client, table }: { client: DynamoDBClient; table: string }): Agents {
  const keyOf = (account: string) => ({ account: { S: account }, id: { S: ONLINE_LIST_ID } });
  return {
    online: async (account, { signal }) => {
      const command = new GetItemCommand({ TableName: table, Key: keyOf(account) });
      const { Item } = await client.send(command, { abortSignal: signal });
      if (Item === undefined) return undefined;
      const { seenAt, agents, queue } = unmarshall(Item);
      return { seenAt, agents, ...(queue && { queue }) } as OnlineList;
    },
    book: async (account, booking, { signal }) => {
      const command = new UpdateItemCommand({ TableName: table, Key: keyOf(account), ...bookingUpdate(booking) });
      try {
        const { Attributes = {} } = await client.send(command, { abortSignal: signal });
        const { seenAt, agents, earlier = [], booked = [] } = unmarshall(Attributes);
        return { seenAt, agents, bookings: [...earlier, ...booked] } as OnlineList;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
  };
}

/** The answer holds all bookings up to this one, in the order in which DynamoDB took them. */
const bookingUpdate = (booking: Booking) => ({
  UpdateExpression: 'SET booked = list_append(if_not_exists(booked, :none), :booking)',
  ConditionExpression: 'seenAt > :stale AND (attribute_not_exists(booked) OR size(booked) < :max)',
  ExpressionAttributeValues: marshall({
    ':none': [],
    ':booking': [booking],
    ':stale': booking.at - ONLINE_LIST_SECONDS,
    ':max': BOOKINGS_MAX,
  }),
  ReturnValues: 'ALL_NEW' as const,
});
