import { text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** A link a user shared. */
export interface LinkMessage extends UserMessage {
  kind: 'link';
  title: string;
  description: string;
  url: string;
}

/** MsgType `link`. */
export function parseLink(wire: WireFields, base: UserMessage): LinkMessage {
  return {
    ...base,
    kind: 'link',
    title: text(wire, 'Title'),
    description: text(wire, 'Description'),
    url: text(wire, 'Url'),
  };
}
