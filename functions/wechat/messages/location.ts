import { number, text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** A place a user sent. */
export interface LocationMessage extends UserMessage {
  kind: 'location';
  latitude: number;
  longitude: number;
  /** Zoom of the map. */
  scale: number;
  label: string;
}

/** MsgType `location`. Location_X is the latitude. */
export function parseLocation(wire: WireFields, base: UserMessage): LocationMessage {
  return {
    ...base,
    kind: 'location',
    latitude: number(wire, 'Location_X'),
    longitude: number(wire, 'Location_Y'),
    scale: number(wire, 'Scale'),
    label: text(wire, 'Label'),
  };
}
