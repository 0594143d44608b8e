import { text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** An agent took the user: messages go straight to the agent now. */
export interface KfCreateSessionEvent extends EventMessage {
  kind: 'kf-create-session';
  kfAccount: string;
}

/** Event `kf_create_session`. */
export function parseKfCreateSession(wire: WireFields, base: EventMessage): KfCreateSessionEvent {
  return { ...base, kind: 'kf-create-session', kfAccount: text(wire, 'KfAccount') };
}
