import { group, number, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user picked a place by a menu item; it follows as a message of its own. */
export interface LocationSelectEvent extends EventMessage {
  kind: 'location-selected';
  latitude: number;
  longitude: number;
  scale: number;
  label: string;
  pointOfInterest: string;
}

/** Event `location_select`. */
export function parseLocationSelect(wire: WireFields, base: EventMessage): LocationSelectEvent {
  const info = group(wire, 'SendLocationInfo');
  return {
    ...base,
    kind: 'location-selected',
    latitude: number(info, 'Location_X'),
    longitude: number(info, 'Location_Y'),
    scale: number(info, 'Scale'),
    label: text(info, 'Label'),
    pointOfInterest: text(info, 'Poiname'),
  };
}
