import type { WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user left: no reply can reach them. */
export interface UnsubscribeEvent extends EventMessage {
  kind: 'unsubscribe';
}

/** Event `unsubscribe`. */
export function parseUnsubscribe(_wire: WireFields, base: EventMessage): UnsubscribeEvent {
  return { ...base, kind: 'unsubscribe' };
}
