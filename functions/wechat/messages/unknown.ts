import { optionalText, type WireFields } from '../body.ts';
import type { Received } from './received.ts';

/** A MsgType or Event this release does not know: kept, answered `success`. */
export interface UnknownMessage extends Received {
  kind: 'unknown';
  /** MsgType as received. */
  type: string;
  event?: string;
  eventKey?: string;
}

/** Any MsgType or Event without a file here. */
export function parseUnknown(
  wire: WireFields,
  { account, openId, originalId, createdAt, messageKey }: Received,
): UnknownMessage {
  const event = optionalText(wire, 'Event');
  const eventKey = optionalText(wire, 'EventKey');
  return {
    ...{ account, openId, originalId, createdAt, messageKey },
    kind: 'unknown',
    type: optionalText(wire, 'MsgType') ?? '',
    ...(event !== undefined && { event }),
    ...(eventKey !== undefined && { eventKey }),
  };
}
