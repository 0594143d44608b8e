import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Ticket, TicketState } from '../../domain/ticket.ts';

/*
 * `kefu-tickets` holds, by account and id:
 *
 *   T-1042           a ticket: the fields of Ticket, and these keys of its indexes:
 *     queue          account, group and state: the index `queue`, by dueAt
 *     accountState   account and state: the index `state`, by dueAt
 *     customer       account and OpenID: the index `customer`, by openedAt
 *     actAt          present while something has to happen by itself: the index `act`
 *   question#...     by the mark of a question's message key: the number of its ticket
 *   @counter         the last number drawn
 */
export type TicketItem = Record<string, AttributeValue>;

/** The two indexed names of a place where tickets wait. */
export const queueOf = (account: string, group: string, state: TicketState): string => `${account}#${state}#${group}`;
export const accountStateOf = (account: string, state: TicketState): string => `${account}#${state}`;
export const customerOf = (account: string, openId: string): string => `${account}#${openId}`;

/** Keys of the indexes that follow a ticket's fields. */
export const indexKeys = ({ account, group, state }: Ticket) => ({
  queue: queueOf(account, group, state),
  accountState: accountStateOf(account, state),
});

/** A ticket as an item. */
export const toItem = (ticket: Ticket): TicketItem =>
  marshall(
    {
      ...ticket,
      ...indexKeys(ticket),
      ...(ticket.openId !== undefined && { customer: customerOf(ticket.account, ticket.openId) }),
    },
    { removeUndefinedValues: true },
  );

/** An item as a ticket, or as its summary when it was read without its history. */
export function fromItem(item: TicketItem): Ticket {
  const { queue: _, accountState: __, customer: ___, ...ticket } = unmarshall(item);
  return ticket as Ticket;
}
