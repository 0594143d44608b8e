import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { TICKET_STATES, type TicketTrace } from '../../domain/ticket.ts';
import { decodeTime, encodeTime, TIME_LENGTH } from './conversation-state.ts';

const PREFIX = 't_';

/** Attribute of a ticket in a conversation: `t_1042`. */
export const traceAttribute = (id: string): string => `${PREFIX}${id.slice('T-'.length)}`;

/** A trace as a short text; a later version compares as greater. */
export const encodeTrace = ({ version, state, updatedAt, hasNews }: TicketTrace): string =>
  `${encodeTime(version)}${TICKET_STATES.indexOf(state)}${encodeTime(updatedAt)}${hasNews ? '!' : ''}`;

/** The tickets of a conversation's item. */
export function tracesOf(item: Record<string, AttributeValue>): TicketTrace[] {
  const traces: TicketTrace[] = [];
  for (const name in item) {
    if (!name.startsWith(PREFIX)) continue;
    const text = item[name]?.S ?? '';
    const state = TICKET_STATES[Number(text.charAt(TIME_LENGTH))];
    if (state === undefined) continue;
    traces.push({
      id: `T-${name.slice(PREFIX.length)}`,
      version: decodeTime(text),
      state,
      updatedAt: decodeTime(text.slice(TIME_LENGTH + 1)),
      hasNews: text.endsWith('!'),
    });
  }
  return traces;
}
