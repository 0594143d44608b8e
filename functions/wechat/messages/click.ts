import type { WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user tapped a menu item; its key is `eventKey`. */
export interface ClickEvent extends EventMessage {
  kind: 'click';
}

/** Event `CLICK`. */
export function parseClick(_wire: WireFields, base: EventMessage): ClickEvent {
  return { ...base, kind: 'click' };
}
